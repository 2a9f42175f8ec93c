// A Markov-modulated Poisson process: a chain moves between states, each with a rate of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/chain.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

struct ModulatedState {
    std::string name;
    double rate = 0;
    double mean_s = 1;
    double weight = 1;
};

struct ModulatedWorkload {
    double unit_per_s = 1;  // all rates are in this unit
    std::vector<ModulatedState> states;
};

const Object& describe(Tag<ModulatedState>);
std::vector<Field> modulated_fields();
void validate(const ModulatedWorkload& workload);  // throws UserError

struct ReadyModulated {
    explicit ReadyModulated(const ModulatedWorkload& workload);
    double mean_rate() const;  // per nanosecond, in the long run

    Chain chain;
    std::vector<double> rates;  // per nanosecond
};

// The states over one run: a pure function of (seed, replication, source, time). Requires calls in
// the order of time.
class ModulatedPath {
  public:
    ModulatedPath(const ReadyModulated& modulated, uint64_t seed, uint32_t replication,
                  uint32_t source = 0);
    // The time at which the integral of the rate since `from` reaches `units`; nullopt if it is not
    // before `end`.
    std::optional<Time> after(Time from, double units, Time end);

  private:
    void move_on();

    const ReadyModulated& modulated_;
    uint64_t seed_;
    uint32_t replication_;
    uint32_t source_;
    uint64_t steps_ = 0;
    size_t state_ = 0;
    Time until_;
};

}  // namespace mdisim
