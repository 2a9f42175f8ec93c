// The samples of a check: one for every position on the axis that the check goes along.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "sim/judge/evidence.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {

inline constexpr Interval not_measured{nan, nan, nan};

// A number at one position on an axis: the value of each replication, and the interval.
struct Sample {
    std::string where;
    std::string label;  // of the position on the axis; empty if there is no axis
    double x = 0;       // the position's value on the axis
    std::vector<double> values;
    Interval interval = not_measured;
    Domain domain = anything;
    // Whether no draw moves the number: all replications have the same value, and not because
    // something never, or always, happened so far.
    bool fixed = false;

    bool measured() const { return !std::isnan(interval.mean); }
};

// The difference and the average of samples, replication by replication, as far as all samples have
// replications. The difference names the position of `a`, the average none. average() requires a
// sample.
Sample difference(const Sample& a, const Sample& b);
Sample average(const std::vector<Sample>& all);

// One side of a check: the metrics that are added up, and the part of the run that they are of.
struct CheckSide {
    std::vector<std::string> metrics;
    std::vector<double> during_s;
};

// The metrics from which the samples of a check are computed.
std::vector<Asked> asked_by(const Check& check);

// Reads a check's samples from results. The sums, differences, ratios and contrasts that the check
// asks for are made replication by replication, so that intervals are those of paired values.
class Samples {
  public:
    // Keeps references to the arguments. Requires evidence that keeps all that asked_by(check)
    // names.
    Samples(const Scenario& scenario, const Check& check, const Evidence& evidence)
        : grid_(scenario.grid()),
          check_(check),
          evidence_(evidence),
          along_(grid_.find(check.along)) {}

    // One sample for every position in the check's range, in the order of the axis, measured or
    // not; a single sample if the check has no axis.
    std::vector<Sample> along_axis(const std::string& policy) const;

  private:
    std::vector<Sample> over_time(const std::string& policy) const;
    size_t point(const Node& at, size_t i) const;
    Sample compared(const std::string& policy, size_t i, const Span* window = nullptr) const;
    Sample contrasted(size_t i, const Span* window) const;
    Sample taken(const Node& at, size_t i, const std::string& policy, const CheckSide& side,
                 const Span* window) const;

    const Grid& grid_;
    const Check& check_;
    const Evidence& evidence_;
    const Axis* along_;  // null if the check goes along time, or along nothing
};

}  // namespace mdisim
