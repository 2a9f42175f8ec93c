// Which assumptions of a scenario matter to one of its results.
//
// Each assumption is changed alone, on the draws of the scenario itself, so that what chance did to
// both is gone from a difference. It is set to a low and a high value, and half-way to both.
// Whether the result is off the line through both ends is told by its slopes over the whole and the
// half range, and by what it is between the ends. Slopes are differences, not derivatives along a
// path of the simulation, which are 0 for shares.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/describe/error.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The values of one assumption, low ones first. The scenario's own is among them.
struct Variation {
    std::string path;
    std::vector<Node> values;
    size_t own = 0;                     // index of the scenario's own value
    std::optional<size_t> half_low{};   // indices of the values half-way to the first and the
    std::optional<size_t> half_high{};  // last; none if there is none
};

// Reads "PATH", which is a tenth less and more than the scenario's own value, or "PATH=VALUES" with
// values as in --over, of which the least and the greatest number, or the first and the last name,
// count. own: the document of the scenario with all defaults. Notes problems.
Variation read_variation(const std::string& words, const Node& own, std::vector<Problem>& problems);

// The result that is asked for: a metric of a policy or, with `against`, how much it is above that
// of another.
struct ResultAsked {
    std::string metric;
    std::string policy;
    std::string against{};
};

struct Effect {
    Variation of;
    // Differences from the result at the scenario's own value, and `swing`, that at the high value
    // less that at the low one. The intervals of all swings hold together in 95 of 100 samples, and
    // so do those of both differences of all effects.
    Interval at_low;
    Interval at_high;
    Interval swing;
    // By one unit of the assumption, over the whole and half the range. Those of all effects hold
    // together, each kind for itself.
    std::optional<Interval> slope{};
    std::optional<Interval> half_slope{};
    // Both are 0 along a line: `slope` less `half_slope`; and how far the result at the scenario's
    // own value lies above the line through both ends, or at the value half-way between the ends if
    // its own is one of them. Those of all effects hold together.
    std::optional<Interval> bend{};
    std::optional<Interval> above_line{};

    double reach() const;  // the greater one of the differences, without its sign
    bool curved() const;   // whether it is shown to be off the line
};

// The scenario, of one point, with the values of the variation as its only axis.
Scenario varied(const Scenario& scenario, const Variation& variation);

struct Sensitivity {
    MetricInfo metric;
    Interval own;                 // the result at the scenario's own values
    std::vector<Effect> effects;  // those that matter most first
};

// compute: computes all replications of a scenario, and visits its rows. scenario: of one point.
// Throws UserError if the result is not measured in every replication, or if it is a quantile that
// too few requests lie beyond.
using ComputeRows = std::function<void(const Scenario&, const RowVisitor&)>;
Sensitivity sensitivity_of(const Scenario& scenario, const ResultAsked& asked,
                           const std::vector<Variation>& variations, const ComputeRows& compute);

}  // namespace mdisim
