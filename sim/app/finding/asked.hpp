// What `find` is asked on the command line: what varies, the goals and the targets.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/metrics/margin.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// A metric of one policy.
struct AskedMetric {
    std::string policy;
    std::string metric;
};

// --most or --least.
struct AskedGoal {
    Better wanted = Better::higher;
    std::optional<size_t> axis{};  // a goal that varies, whose value is known beforehand
    AskedMetric metric{};          // else

    double sign() const { return wanted == Better::higher ? 1 : -1; }
};

// --so-that 'METRIC [of POLICY] >= VALUE', or another metric in place of the value.
struct AskedTarget {
    AskedMetric metric;
    LimitKind kind = LimitKind::least;
    double limit = 0;
    std::optional<AskedMetric> other{};
    std::string text;
};

struct SearchAsked {
    Scenario scenario;             // its sweep is over what varies
    std::string policy;            // of goals, and of targets that name none
    std::vector<AskedGoal> goals;  // one, or two for a front
    std::vector<AskedTarget> targets;
    std::string question;  // in words

    std::vector<std::string> policies() const;  // that are run, each once
};

// Throws UserError, with all that is wrong with the question.
SearchAsked asked_by(const Arguments& arguments);

}  // namespace mdisim
