#include "sim/library/finding/columns.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/measure/grading.hpp"
#include "sim/metrics/margin.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

class ColumnsOf {
  public:
    explicit ColumnsOf(const SearchAsked& asked)
        : asked_(asked),
          grading_(asked.scenario.point(0).world->grading()),
          infos_(metric_infos(grading_)) {}

    std::vector<AskedColumn> take() {
        for (const AskedGoal& goal : asked_.goals) {
            if (goal.axis)
                add_axis(goal);
            else
                column(goal.metric, {}).wanted = goal.wanted;
        }
        for (const AskedTarget& target : asked_.targets) {
            FoundColumn& own = column(target.metric, target.other);
            own.limits.push_back({target.kind, target.limit, target.text});
            if (own.info.kind == MetricKind::quantile && !target.other) add_beyond(target);
        }
        for (AskedColumn& one : columns_) {
            FoundColumn& own = one.column;
            own.is_mean_of_quantiles = own.info.kind == MetricKind::quantile &&
                                       (own.is_difference || own.wanted != Better::neither);
        }
        return std::move(columns_);
    }

  private:
    // "METRIC", or "METRIC of POLICY" of another policy than the one that was chosen.
    std::string name_of(const AskedMetric& asked) const {
        return asked.metric + (asked.policy == asked_.policy ? "" : " of " + asked.policy);
    }

    // The column of a metric, less another one if there is one.
    FoundColumn& column(const AskedMetric& metric, const std::optional<AskedMetric>& other) {
        const std::string name = other ? metric.metric + " of " + metric.policy + " less " +
                                             other->metric + " of " + other->policy
                                       : name_of(metric);
        const auto known =
            std::find_if(columns_.begin(), columns_.end(),
                         [&](const AskedColumn& one) { return one.column.name == name; });
        if (known != columns_.end()) return known->column;
        AskedColumn& own = columns_.emplace_back(AskedColumn{{}, metric, other});
        own.column.name = name;
        own.column.info = infos_[metric_index(infos_, metric.metric)];
        own.column.is_difference = other.has_value();
        return own.column;
    }

    void add_axis(const AskedGoal& goal) {
        if (asked_.goals.size() == 1) return;
        AskedColumn own;
        own.axis = goal.axis;
        own.column.name = asked_.scenario.axes()[*goal.axis].name();
        own.column.info = {own.column.name, own.column.name, "count", ""};
        own.column.wanted = goal.wanted;
        columns_.push_back(std::move(own));
    }

    // The column of the values that are longer than a limit of a quantile.
    void add_beyond(const AskedTarget& target) {
        const size_t metric = metric_index(infos_, target.metric.metric);
        const double allowed = shares_beyond(target.limit, {}, grading_, metric)->allowed;
        AskedColumn own;
        own.metric = target.metric;
        own.beyond = target.limit;
        own.column.name = name_of(target.metric) + ": share above " + in_digits(target.limit);
        own.column.info = {own.column.name, "above " + in_digits(target.limit) + " ms", "", "",
                           MetricKind::share};
        const bool most = target.kind == LimitKind::most;
        own.column.limits.push_back(
            {target.kind, allowed,
             std::string(most ? "at most " : "at least ") + in_digits(100 * allowed) + " %"});
        columns_.push_back(std::move(own));
    }

    const SearchAsked& asked_;
    Grading grading_;
    std::vector<MetricInfo> infos_;
    std::vector<AskedColumn> columns_;
};

}  // namespace

std::vector<AskedColumn> columns_of(const SearchAsked& asked) { return ColumnsOf(asked).take(); }

}  // namespace mdisim
