#include "sim/library/finding/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/metrics/margin.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

double value_on(const SearchAsked& asked, size_t axis, size_t setting) {
    return asked.scenario.grid().value(axis, setting).label.as_number();
}

std::vector<double> values_of(const RunsByPolicy& runs, const AskedMetric& asked) {
    const PolicyRuns& own = runs.at(asked.policy);
    return values_of_metric(own.tallies, own.grading, own.index(asked.metric));
}

std::vector<double> margins_of(const RunsByPolicy& runs, const AskedTarget& target) {
    const PolicyRuns& own = runs.at(target.metric.policy);
    if (!target.other) {
        return margins_to(target.limit, target.kind, own.tallies, own.grading,
                          own.index(target.metric.metric));
    }
    std::vector<double> margins = values_of(runs, target.metric);
    const std::vector<double> other = values_of(runs, *target.other);
    for (size_t r = 0; r < margins.size(); ++r) {
        margins[r] -= other[r];
        if (target.kind == LimitKind::most) margins[r] = -margins[r];
    }
    return margins;
}

// A number that is a mean over requests, with how many there are in each replication.
struct CountedNumber {
    MeanOfRequests mean;
    std::vector<double> requests;
};

std::optional<CountedNumber> counted_goal(const RunsByPolicy& runs, const AskedGoal& goal,
                                          size_t number) {
    if (goal.axis) return std::nullopt;
    const PolicyRuns& own = runs.at(goal.metric.policy);
    auto requests = requests_of(own.tallies, own.grading, own.index(goal.metric.metric));
    if (!requests) return std::nullopt;
    const MeanOfRequests mean{number, std::min(goal.sign(), 0.0), std::max(goal.sign(), 0.0)};
    return CountedNumber{mean, std::move(*requests)};
}

std::optional<CountedNumber> counted_target(const RunsByPolicy& runs, const AskedTarget& target,
                                            size_t number) {
    const PolicyRuns& own = runs.at(target.metric.policy);
    const size_t metric = own.index(target.metric.metric);
    auto requests = requests_of(own.tallies, own.grading, metric);
    if (target.other) {
        const PolicyRuns& other = runs.at(target.other->policy);
        const auto others =
            requests_of(other.tallies, other.grading, other.index(target.other->metric));
        if (!requests || !others) return std::nullopt;
        for (size_t r = 0; r < others->size(); ++r)
            (*requests)[r] = std::min((*requests)[r], (*others)[r]);
        return CountedNumber{{number, -1, 1}, std::move(*requests)};
    }
    double limit = target.limit;
    if (auto shares = shares_beyond(target.limit, own.tallies, own.grading, metric)) {
        limit = shares->allowed;
        requests = std::move(shares->values);
    }
    if (!requests) return std::nullopt;
    const bool most = target.kind == LimitKind::most;
    return CountedNumber{{number, most ? limit - 1 : -limit, most ? limit : 1 - limit},
                         std::move(*requests)};
}

std::vector<CountedNumber> counted_numbers(const SearchAsked& asked, const RunsByPolicy& runs) {
    std::vector<CountedNumber> list;
    size_t number = 0;
    for (const AskedGoal& goal : asked.goals) {
        if (goal.axis && asked.goals.size() == 1) continue;
        if (auto counted = counted_goal(runs, goal, number)) list.push_back(std::move(*counted));
        ++number;
    }
    for (const AskedTarget& target : asked.targets) {
        if (auto counted = counted_target(runs, target, number))
            list.push_back(std::move(*counted));
        ++number;
    }
    return list;
}

Interval interval_of_shares(const SharesBeyond& shares) {
    const auto missing = [](double x) { return std::isnan(x); };
    if (std::any_of(shares.above.begin(), shares.above.end(), missing)) return {nan, nan, nan};
    double hits = 0;
    double trials = 0;
    for (size_t r = 0; r < shares.above.size(); ++r) {
        hits += std::round(shares.above[r] * shares.values[r]);
        trials += shares.values[r];
    }
    return share_interval(shares.above, static_cast<uint64_t>(hits), static_cast<uint64_t>(trials));
}

}  // namespace

size_t PolicyRuns::index(const std::string& metric) const {
    const std::vector<MetricInfo> infos = metric_infos(grading);
    const size_t m = metric_index(infos, metric);
    if (m == infos.size()) {
        throw UserError("the metric '" + metric + "' is not there at every setting of what varies");
    }
    return m;
}

double gain_of_axis(const SearchAsked& asked, const AskedGoal& goal, size_t setting) {
    return goal.sign() * value_on(asked, *goal.axis, setting);
}

std::vector<Replication> replications_of(const SearchAsked& asked, const RunsByPolicy& runs,
                                         size_t setting) {
    std::vector<Replication> rows(runs.begin()->second.tallies.size());
    const auto add = [&](const std::vector<double>& values, double sign) {
        for (size_t r = 0; r < rows.size(); ++r) rows[r].push_back(sign * values[r]);
    };
    for (const AskedGoal& goal : asked.goals) {
        if (!goal.axis)
            add(values_of(runs, goal.metric), goal.sign());
        else if (asked.goals.size() > 1)
            add(std::vector<double>(rows.size(), gain_of_axis(asked, goal, setting)), 1);
    }
    for (const AskedTarget& target : asked.targets) add(margins_of(runs, target), 1);
    for (const CountedNumber& counted : counted_numbers(asked, runs)) add(counted.requests, 1);
    return rows;
}

std::vector<MeanOfRequests> means_of(const SearchAsked& asked, const RunsByPolicy& runs) {
    std::vector<MeanOfRequests> means;
    for (const CountedNumber& counted : counted_numbers(asked, runs)) means.push_back(counted.mean);
    return means;
}

std::vector<Interval> intervals_of(const SearchAsked& asked,
                                   const std::vector<AskedColumn>& columns,
                                   const RunsByPolicy& runs, size_t setting) {
    std::map<std::string, std::vector<Metric>> metrics;
    for (const auto& [policy, own] : runs) metrics[policy] = summarise(own.tallies, own.grading);
    const auto of = [&](const AskedMetric& one) -> const Metric& {
        return metrics.at(one.policy)[runs.at(one.policy).index(one.metric)];
    };
    const auto interval_of = [&](const AskedColumn& column) -> Interval {
        if (column.axis) {
            const double value = value_on(asked, *column.axis, setting);
            return {value, value, value};
        }
        if (column.other) {
            return paired_difference(of(column.metric).replications, of(*column.other).replications)
                .interval;
        }
        if (!column.beyond) return of(column.metric).interval;
        const PolicyRuns& own = runs.at(column.metric.policy);
        return interval_of_shares(*shares_beyond(*column.beyond, own.tallies, own.grading,
                                                 own.index(column.metric.metric)));
    };
    std::vector<Interval> intervals;
    for (const AskedColumn& column : columns) intervals.push_back(interval_of(column));
    return intervals;
}

}  // namespace mdisim
