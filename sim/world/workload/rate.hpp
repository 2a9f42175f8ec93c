// Rates that change with time: constant pieces, and sinusoidal waves added to them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

// amplitude x sin((t - shift) / radian); a period is 2 pi radians.
struct Wave {
    double amplitude = 0;
    std::optional<double> period_s;
    std::optional<double> radian_s;
    double shift_s = 0;
};

struct RatePiece {
    double from_s = 0;
    double until_s = 0;
    double rate = 0;
    bool adds = false;  // to the rate below it; otherwise it replaces that rate
};

// A base rate with waves added. Pieces change it in the order in which they are written.
struct RateWorkload {
    double rate = 1;
    double unit_per_s = 1;  // all rates are in this unit
    std::vector<Wave> waves;
    std::vector<RatePiece> pieces;
    std::optional<double> repeat_s;
};

const Object& describe(Tag<Wave>);
const Object& describe(Tag<RatePiece>);
std::vector<Field> rate_fields();
void validate(const RateWorkload& workload);  // throws UserError

// The rate as a function of time, made ready to be integrated and inverted.
class ReadyRate {
  public:
    explicit ReadyRate(const RateWorkload& workload);
    // expected: the number of requests expected in each of a row of intervals; the rate within an
    // interval is constant.
    ReadyRate(const std::vector<double>& expected, Duration interval, bool repeats);

    // The time at which the integral of the rate since `from` reaches `units`; nullopt if it is not
    // before `end`. Increases with `units`. Cost: one division a step; with waves, a few sines.
    std::optional<Time> after(Time from, double units, Time end) const;
    double integral(Time until) const;  // from time zero
    bool ends() const { return !repeat_ && steps_.back().highest == 0; }

  private:
    struct Step {
        int64_t until;  // ns; of the last step, without repetition, later than all times
        double rate;    // per nanosecond
        double lowest;
        double highest;
        bool waves;
    };
    struct ReadyWave {
        double amplitude;  // per nanosecond
        double radian;     // ns
        double shift;      // ns
    };
    size_t step_at(int64_t time) const;
    double rate_at(const Step& step, double time) const;
    double swept(const Step& step, double time, double length) const;
    double invert(const Step& step, double time, double units, double longest) const;
    double within(int64_t until) const;  // the integral over the first repetition

    std::vector<Step> steps_;
    std::vector<ReadyWave> waves_;
    double steepest_ = 0;  // upper limit of the rate's change per nanosecond
    std::optional<int64_t> repeat_;
};

}  // namespace mdisim
