#include "sim/app/finding/finding.hpp"

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
#include "sim/describe/words.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/margin.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/search/answer.hpp"
#include "sim/search/question.hpp"
#include "sim/search/search.hpp"
#include "sim/search/space.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// Numbers in the order of their values may be searched as numbers; all else is tried one by one.
bool is_ordered(const Axis& axis) {
    for (const AxisValue& value : axis.values) {
        if (!value.label.is_number()) return false;
    }
    const auto rises = [](const AxisValue& a, const AxisValue& b) {
        return a.label.as_number() < b.label.as_number();
    };
    const auto falls = [&](const AxisValue& a, const AxisValue& b) { return rises(b, a); };
    const auto all = [&](const auto& in_order) {
        return std::adjacent_find(axis.values.begin(), axis.values.end(),
                                  [&](const AxisValue& a, const AxisValue& b) {
                                      return !in_order(a, b);
                                  }) == axis.values.end();
    };
    return all(rises) || all(falls);
}

Interval interval_of_shares(const std::vector<double>& shares) {
    const auto missing = [](double x) { return std::isnan(x); };
    if (std::any_of(shares.begin(), shares.end(), missing)) return {nan, nan, nan};
    return student_interval(shares, from_zero_to_one);
}

class Finder {
  public:
    Finder(const SearchAsked& asked, PointRunner& runs) : asked_(asked), runs_(runs) {}

    Findings find() {
        Findings found;
        found.policy = asked_.policy;
        found.question = asked_.question;
        found.columns = columns();
        const Question question = this->question();
        const Ask ask = [this](const std::vector<WantedRuns>& wanted) { return answer(wanted); };
        if (asked_.goals.size() == 1)
            found.answer = find_best(question, ask);
        else
            found.front = find_front(question, ask);
        found.replications = question.replications;
        for (const TriedSetting& tried : found.tried()) {
            found.numbers[tried.setting] = {intervals(tried.setting, 0, tried.searched),
                                            intervals(tried.setting, question.replications,
                                                      question.replications + tried.fresh)};
        }
        found.requests = runs_.spent().used;
        found.computed = runs_.spent().computed;
        const uint64_t policies = asked_.policies().size();
        for (size_t s = 0; s < question.space.size(); ++s) {
            found.grid +=
                policies * question.replications * asked_.scenario.point(s).expected_requests();
        }
        return found;
    }

  private:
    Question question() const {
        std::vector<SearchAxis> axes;
        for (const Axis& axis : asked_.scenario.axes())
            axes.push_back({axis.values.size(), is_ordered(axis)});
        Question question{Space(std::move(axes))};
        question.goals = asked_.goals.size();
        question.targets = asked_.targets.size();
        question.replications =
            static_cast<uint32_t>(asked_.scenario.point(0).setting.replications);
        if (question.goals > 1 || !asked_.goals.front().axis) return question;
        question.goals = 0;
        for (size_t s = 0; s < question.space.size(); ++s)
            question.known_gain.push_back(gain_of_axis(asked_.goals.front(), s));
        return question;
    }
    double gain_of_axis(const AskedGoal& goal, size_t setting) const {
        return goal.sign() * asked_.scenario.grid().value(*goal.axis, setting).label.as_number();
    }

    // The columns that are measured, and the goals of a front that are not.
    std::vector<FoundColumn> columns() const {
        const std::vector<MetricInfo> infos =
            metric_infos(asked_.scenario.point(0).world->grading());
        std::vector<FoundColumn> columns;
        for (const AskedGoal& goal : asked_.goals) {
            FoundColumn column;
            column.wanted = goal.wanted;
            if (!goal.axis) {
                column.name = goal.metric.metric;
                column.info = infos[metric_index(infos, goal.metric.metric)];
            } else if (asked_.goals.size() > 1) {
                column.name = asked_.scenario.axes()[*goal.axis].name();
                column.info = {column.name, column.name, "count", ""};
            } else {
                continue;
            }
            columns.push_back(std::move(column));
        }
        for (const AskedTarget& target : asked_.targets) {
            FoundColumn column;
            column.name = target.metric.metric;
            column.info = infos[metric_index(infos, target.metric.metric)];
            column.limit = {target.kind, target.limit, target.text};
            if (target.other) {
                column.is_difference = true;
                column.name = target.metric.metric + " of " + target.metric.policy + " less " +
                              target.other->metric + " of " + target.other->policy;
            }
            const bool quantile = column.info.kind == MetricKind::quantile && !target.other;
            columns.push_back(std::move(column));
            if (quantile) columns.push_back(column_beyond(target));
        }
        return columns;
    }
    // The column of the values that are longer than a limit of a quantile.
    FoundColumn column_beyond(const AskedTarget& target) const {
        const Point point = asked_.scenario.point(0);
        const Grading grading = point.world->grading();
        const size_t metric = metric_index(metric_infos(grading), target.metric.metric);
        const double allowed = shares_beyond(target.limit, {}, grading, metric)->allowed;
        FoundColumn column;
        column.name = "share above " + in_digits(target.limit);
        column.info = {column.name, "above " + in_digits(target.limit) + " ms", "", "",
                       MetricKind::share};
        const bool most = target.kind == LimitKind::most;
        column.limit = {
            most ? LimitKind::most : LimitKind::least, allowed,
            std::string(most ? "at most " : "at least ") + in_digits(100 * allowed) + " %"};
        return column;
    }

    // The tallies of one policy's replications of a setting.
    struct Runs {
        std::vector<Tally> tallies;
        Grading grading;
        size_t index(const std::string& metric) const {
            const std::vector<MetricInfo> infos = metric_infos(grading);
            const size_t m = metric_index(infos, metric);
            if (m == infos.size())
                throw UserError("the metric '" + metric +
                                "' is not there at every setting of what varies");
            return m;
        }
    };
    std::map<std::string, Runs> runs_at(const PointRuns& wanted) {
        std::map<std::string, Runs> runs;
        const Grading grading = runs_.point(wanted.point).world->grading();
        for (const std::string& policy : asked_.policies())
            runs[policy] = {runs_.tallies(wanted, policy), grading};
        return runs;
    }

    std::vector<std::vector<Replication>> answer(const std::vector<WantedRuns>& wanted) {
        std::vector<PointRuns> all;
        for (const WantedRuns& w : wanted) all.push_back({w.setting, w.from, w.to});
        runs_.compute(all);
        std::vector<std::vector<Replication>> answers;
        for (const PointRuns& one : all) answers.push_back(replications(one));
        return answers;
    }

    std::vector<Replication> replications(const PointRuns& wanted) {
        const std::map<std::string, Runs> runs = runs_at(wanted);
        std::vector<Replication> rows(wanted.to - wanted.from);
        const auto add = [&](const std::vector<double>& values, double sign) {
            for (size_t r = 0; r < rows.size(); ++r) rows[r].push_back(sign * values[r]);
        };
        for (const AskedGoal& goal : asked_.goals) {
            if (!goal.axis)
                add(values(runs, goal.metric), goal.sign());
            else if (asked_.goals.size() > 1)
                add(std::vector<double>(rows.size(), gain_of_axis(goal, wanted.point)), 1);
        }
        for (const AskedTarget& target : asked_.targets) add(margins(runs, target), 1);
        return rows;
    }
    static std::vector<double> values(const std::map<std::string, Runs>& runs,
                                      const AskedMetric& asked) {
        const Runs& own = runs.at(asked.policy);
        return values_of_metric(own.tallies, own.grading, own.index(asked.metric));
    }
    static std::vector<double> margins(const std::map<std::string, Runs>& runs,
                                       const AskedTarget& target) {
        const Runs& own = runs.at(target.metric.policy);
        if (!target.other) {
            return margins_to(target.limit, target.kind, own.tallies, own.grading,
                              own.index(target.metric.metric));
        }
        std::vector<double> margins = values(runs, target.metric);
        const std::vector<double> other = values(runs, *target.other);
        for (size_t r = 0; r < margins.size(); ++r) {
            margins[r] -= other[r];
            if (target.kind == LimitKind::most) margins[r] = -margins[r];
        }
        return margins;
    }

    std::vector<Interval> intervals(size_t setting, uint32_t from, uint32_t to) {
        std::vector<Interval> intervals;
        if (from == to) return intervals;
        const std::map<std::string, Runs> runs = runs_at({setting, from, to});
        std::map<std::string, std::vector<Metric>> metrics;
        for (const auto& [policy, own] : runs)
            metrics[policy] = summarise(own.tallies, own.grading);
        const auto of = [&](const AskedMetric& asked) -> const Metric& {
            return metrics.at(asked.policy)[runs.at(asked.policy).index(asked.metric)];
        };
        for (const AskedGoal& goal : asked_.goals) {
            if (!goal.axis) {
                intervals.push_back(of(goal.metric).interval);
            } else if (asked_.goals.size() > 1) {
                const double value = goal.sign() * gain_of_axis(goal, setting);
                intervals.push_back({value, value, value});
            }
        }
        for (const AskedTarget& target : asked_.targets) {
            const Metric& own = of(target.metric);
            intervals.push_back(
                target.other
                    ? paired_difference(own.replications, of(*target.other).replications).interval
                    : own.interval);
            const Runs& of_policy = runs.at(target.metric.policy);
            const auto shares =
                target.other ? std::nullopt
                             : shares_beyond(target.limit, of_policy.tallies, of_policy.grading,
                                             of_policy.index(target.metric.metric));
            if (shares) intervals.push_back(interval_of_shares(shares->above));
        }
        return intervals;
    }

    const SearchAsked& asked_;
    PointRunner& runs_;
};

}  // namespace

Findings findings_of(const SearchAsked& asked, PointRunner& runs) {
    return Finder(asked, runs).find();
}

}  // namespace mdisim
