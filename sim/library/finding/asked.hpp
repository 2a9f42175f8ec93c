// What a search is asked: what varies, the goals and the targets.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/metrics/margin.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// A metric of one policy.
struct AskedMetric {
    std::string policy;
    std::string metric;
};

// What is wanted most of, or least of.
struct AskedGoal {
    Better wanted = Better::higher;
    std::optional<size_t> axis{};  // a goal that varies, whose value is known beforehand
    AskedMetric metric{};          // else

    double sign() const { return wanted == Better::higher ? 1 : -1; }
};

// 'METRIC [of POLICY] >= VALUE', or another metric in place of the value.
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

// A question as it is written after the options of `mdisim find`, which its mistakes name.
struct SearchWords {
    std::vector<std::string> most;
    std::vector<std::string> least;
    std::vector<std::string> so_that;
    std::optional<std::string> policy;
};

// scenario: what varies are the varied paths of its overrides. Throws UserError, with all that is
// wrong with the question.
SearchAsked search_asked(Scenario scenario, const SearchWords& words);

}  // namespace mdisim
