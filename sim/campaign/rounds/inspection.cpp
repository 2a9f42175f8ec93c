#include "sim/campaign/rounds/inspection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/rounds/found.hpp"
#include "sim/campaign/rounds/rounds.hpp"
#include "sim/engine/random.hpp"
#include "sim/metrics/all_pairs.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/kim_nelson.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/precision.hpp"
#include "sim/scenario/stopping/stopping.hpp"

namespace mdisim {
namespace {

// Whether a metric has something to measure in the replications that there are. Where all lack it,
// as the wait of requests that are never sent, no number of replications will have it.
bool is_measured(const Metric& metric) {
    return std::any_of(metric.replications.begin(), metric.replications.end(),
                       [](double x) { return !std::isnan(x); });
}

bool has_gaps(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [](double x) { return std::isnan(x); });
}

}  // namespace

Inspection::Inspection(const Scenario& scenario, int64_t replications, int64_t variances_from)
    : scenario_(scenario),
      replications_(replications),
      variances_from_(static_cast<size_t>(variances_from)) {}

void Inspection::add(const CellRow& row) {
    known_.change_to(row);
    ++cells_;
    requests_ += static_cast<double>(row.requests);
    judge_precision(row);
    if (row.point != point_) end_point();
    point_ = row.point;
    enter(row);
}

void Inspection::judge_precision(const CellRow& row) {
    for (const MetricGoal& goal : scenario_.stopping().precision()) {
        const size_t m = metric_index(known_.infos(), goal.metric);
        if (m == known_.infos().size() || !is_measured(row.metrics[m])) continue;
        const Interval& interval = row.metrics[m].interval;
        const bool shown = !std::isnan(interval.mean);
        if (shown && interval.half_width() <= goal.size) continue;
        // Of a quantile that is not shown yet, nothing says how many replications will show it.
        constexpr double infinity = std::numeric_limits<double>::infinity();
        const double needed = shown && std::isfinite(interval.half_width())
                                  ? replications_needed(interval, replications_, goal.size)
                                  : infinity;
        if (widest_ && needed <= needed_) continue;
        needed_ = needed;
        widest_ = WidestInterval{goal.metric, cell_name(scenario_, row.point, row.policy),
                                 shown ? interval.half_width() : nan, goal.size};
    }
}

void Inspection::enter(const CellRow& row) {
    if (row.knows_truth) return;
    Entrant entrant{row.policy, {}};
    sides_.clear();
    for (const MetricGoal& goal : scenario_.stopping().best()) {
        const size_t m = metric_index(known_.infos(), goal.metric);
        const bool there = m < known_.infos().size();
        entrant.values.push_back(there ? row.metrics[m].replications : std::vector<double>{});
        const bool more = there && known_.infos()[m].better == Better::higher;
        sides_.push_back(more ? BestIs::highest : BestIs::lowest);
    }
    entrants_.push_back(std::move(entrant));
}

Race Inspection::race_of(size_t goal) const {
    const MetricGoal& best = scenario_.stopping().best()[goal];
    Race race{best.metric, best.size, "", {}};
    const std::string cell = cell_name(scenario_, point_, "");
    if (!cell.empty()) race.point = cell.substr(1);
    std::vector<std::vector<double>> values;
    std::vector<std::string> names;
    for (const Entrant& one : entrants_) {
        if (one.values[goal].empty() || has_gaps(one.values[goal])) {
            race.without.push_back(one.policy);
            continue;
        }
        values.push_back(one.values[goal]);
        names.push_back(one.policy);
    }
    if (values.size() < 2) {
        race.left = names;
        race.decided = true;
        return race;
    }
    const Selection found = select_best(values, sides_[goal], race.indifference, variances_from_);
    for (size_t i = 0; i < names.size(); ++i) {
        if (found.out_after[i] == 0) race.left.push_back(names[i]);
    }
    race.decided = found.decided;
    race.replications_at_most = found.at_most;
    return race;
}

void Inspection::end_point() {
    for (size_t goal = 0; goal < scenario_.stopping().best().size() && !entrants_.empty(); ++goal) {
        races_.push_back(race_of(goal));
        if (races_.back().decided) continue;
        needed_by_races_ = std::max(needed_by_races_, races_.back().replications_at_most);
    }
    entrants_.clear();
}

// The replications after the look that is expected to be the last. The limit of replications does
// not end it, since it says what would be needed.
double Inspection::replications_expected() const {
    const auto look_after = [&](double needed) {
        if (needed >= static_cast<double>(replication_limit)) return needed;
        int64_t n = replications_;
        while (static_cast<double>(n) < needed) n = next_look(n);
        return static_cast<double>(n);
    };
    const double by_races = look_after(needed_by_races_);
    if (narrow()) return std::max(by_races, look_after(static_cast<double>(replications_) + 1));
    // After the look at which intervals are narrow enough, one more has to confirm it.
    return std::max(by_races, look_after(look_after(needed_) + 1));
}

void Inspection::finish(Rounds& rounds, bool confirms) {
    end_point();
    const bool decided =
        std::all_of(races_.begin(), races_.end(), [](const Race& race) { return race.decided; });
    const auto replications = static_cast<double>(replications_);
    rounds.enough = narrow() && confirms && decided;
    rounds.cells = cells_;
    rounds.requests = requests_ * replications;
    rounds.more_requests = rounds.enough ? 0 : requests_ * (replications_expected() - replications);
    rounds.at_most = !rounds.enough && scenario_.stopping().precision().empty();
    rounds.widest = widest_;
    rounds.races = std::move(races_);
}

}  // namespace mdisim
