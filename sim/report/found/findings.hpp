// What `find` was asked, and what it has found, in the form in which it is printed, written and
// drawn. A setting is a point of the scenario's sweep, which is over what varies.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/metrics/interval.hpp"
#include "sim/metrics/margin.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/search/answer.hpp"

namespace mdisim {

struct FoundLimit {
    LimitKind kind = LimitKind::least;
    double value = 0;  // 0 if the limit is another policy's metric
    std::string text;  // as written, such as "waited <= 0.2"
};

// A goal that is measured, or the metric of a target.
struct FoundColumn {
    std::string name;  // such as "effective_accuracy", or "effective_accuracy of A less that of B"
    MetricInfo info;
    Better wanted = Better::neither;  // of a goal: what was asked for
    std::vector<FoundLimit> limits{};
    bool is_difference = false;
    // Whether settings are compared by the mean over replications of a percentile, or of a
    // difference of percentiles. This is not the percentile of all of them together.
    bool is_mean_of_quantiles = false;
};

// The intervals of all columns at a setting that was tried, by its searched and by its fresh
// replications. Empty if there are none of a kind.
struct FoundNumbers {
    std::vector<Interval> searched;
    std::vector<Interval> fresh;
    const std::vector<Interval>& best() const { return fresh.empty() ? searched : fresh; }
};

struct Findings {
    std::string policy;
    std::string question;  // such as "the least servers.replicas so that waited <= 0.2"
    std::vector<FoundColumn> columns;
    std::optional<SearchAnswer> answer{};  // either this or the front is set
    std::optional<ParetoFront> front{};
    std::map<size_t, FoundNumbers> numbers;  // by setting
    uint32_t replications = 0;               // fresh ones of the answer
    uint64_t runs = 0;                       // that were looked at, those of each policy for itself
    uint64_t requests = 0;                   // of these runs
    uint64_t computed = 0;                   // those of them that the store did not have
    uint64_t grid = 0;    // that every setting takes, with as many replications as the answer
    std::string command;  // runs the best, or all that are on the front

    const std::vector<TriedSetting>& tried() const { return answer ? answer->tried : front->tried; }
    bool has_targets() const {
        return std::any_of(columns.begin(), columns.end(),
                           [](const FoundColumn& column) { return !column.limits.empty(); });
    }
    bool meets() const { return answer ? answer->meets : front->meets; }
};

}  // namespace mdisim
