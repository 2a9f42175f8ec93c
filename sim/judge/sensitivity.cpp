#include "sim/judge/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "sim/describe/check.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/sweep.hpp"

namespace mdisim {
namespace {

// The value on a path of a document; null if there is none. Items of lists are found by name.
const Node* value_on(const Node& document, std::string_view path) {
    const Node* at = &document;
    while (at != nullptr && !path.empty()) {
        const Node* next = nullptr;
        size_t used = std::min(path.find('.'), path.size());
        if (at->kind == Node::Kind::list) {
            for (const Node& item : at->items) {
                const Node* name = item.find("name");
                if (name == nullptr || !path.starts_with(name->text)) continue;
                const size_t end = name->text.size();
                if (end < path.size() && path[end] != '.') continue;
                next = &item;
                used = end;
            }
        } else {
            next = at->find(path.substr(0, used));
        }
        at = next;
        path.remove_prefix(std::min(used + 1, path.size()));
    }
    return at;
}

// The number between two, which is whole if both are; none if there is none between them.
std::optional<Node> half_way(const Node& a, const Node& b) {
    if (!a.is_number() || !b.is_number() || a.as_number() == b.as_number()) return std::nullopt;
    const bool whole = a.kind == Node::Kind::integer && b.kind == Node::Kind::integer;
    if (!whole) return Node((a.as_number() + b.as_number()) / 2);
    const int64_t sum = a.integer + b.integer;
    return sum % 2 == 0 ? std::optional(Node(sum / 2)) : std::nullopt;
}

// A tenth less and more. A whole number stays one, and differs by 1 at least.
std::vector<Node> a_tenth_around(const Node& own) {
    constexpr double tenth = 0.1;
    if (own.kind == Node::Kind::integer) {
        const auto step = std::max<int64_t>(1, std::abs(own.integer) / 10);
        return {Node(own.integer - step), Node(own.integer + step)};
    }
    return {Node(own.real * (1 - tenth)), Node(own.real * (1 + tenth))};
}

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> difference(a.size());
    for (size_t r = 0; r < a.size(); ++r) difference[r] = a[r] - b[r];
    return difference;
}

std::vector<double> times(std::vector<double> x, double factor) {
    for (double& value : x) value *= factor;
    return x;
}

// A difference of `results`, or of as large numbers, without what may be due to rounding alone.
std::vector<double> without_rounding(std::vector<double> difference,
                                     const std::vector<double>& results) {
    constexpr double rounding = 1e-9;
    double largest = 0;
    for (const double x : results) largest = std::max(largest, std::abs(x));
    for (double& x : difference) {
        if (std::abs(x) <= rounding * largest) x = 0;
    }
    return difference;
}

bool is_not_0(const std::optional<Interval>& interval) {
    return interval && (interval->low > 0 || interval->high < 0);
}

// Reads the result that is asked for from rows, point by point.
class ResultReader {
  public:
    ResultReader(const ResultAsked& asked, const Variation& variation)
        : asked_(asked), variation_(variation) {}

    void add(const CellRow& row) {
        const bool ours = row.policy == asked_.policy;
        if (!ours && row.policy != asked_.against) return;
        known_.change_to(row);
        const size_t m = metric_index(known_.infos(), asked_.metric);
        ensure(m < known_.infos().size(), "a metric that is asked for is in every row");
        info_ = known_.infos()[m];
        std::vector<Metric>& side = ours ? ours_ : theirs_;
        if (side.size() <= row.point) side.resize(row.point + 1);
        side[row.point] = row.metrics[m];
    }
    const MetricInfo& info() const { return info_; }
    // The values of all replications.
    std::vector<double> at(size_t point) const {
        ensure(point < ours_.size(), "a point that was computed");
        check(ours_[point], asked_.policy, point);
        if (asked_.against.empty()) return ours_[point].replications;
        check(theirs_[point], asked_.against, point);
        return minus(ours_[point].replications, theirs_[point].replications);
    }
    // The result as a run prints it, or the mean of differences.
    Interval interval_at(size_t point) const {
        const std::vector<double> values = at(point);
        return asked_.against.empty() ? ours_[point].interval : student_interval(values);
    }

  private:
    void check(const Metric& metric, const std::string& policy, size_t point) const {
        const auto refuse = [&](const std::string& what) {
            throw UserError("'" + asked_.metric + "' of " + policy + " at " + variation_.path +
                            "=" + label_text(variation_.values[point]) + " " + what);
        };
        const bool shown = !std::isnan(metric.interval.mean);
        if (!shown && info_.kind == MetricKind::quantile)
            refuse("is not shown, for too few requests lie beyond it; 'requests' says how many");
        const std::vector<double>& values = metric.replications;
        const bool gaps =
            std::any_of(values.begin(), values.end(), [](double x) { return std::isnan(x); });
        if (gaps || values.size() < 2)
            refuse("is not measured in every one of several replications");
    }

    const ResultAsked& asked_;
    const Variation& variation_;
    InfosOfRows known_;
    MetricInfo info_;
    std::vector<Metric> ours_;
    std::vector<Metric> theirs_;
};

// How far the result between both ends is above the line through them, in each replication; empty
// if there is no value between them.
std::vector<double> above_line(const Variation& variation, const ResultReader& results) {
    const size_t last = variation.values.size() - 1;
    const auto value = [&](size_t i) { return variation.values[i].as_number(); };
    size_t between = variation.own;
    if (between == 0 || between == last) {
        if (variation.values.size() != 3) return {};
        between = 1;
    }
    const double share = (value(between) - value(0)) / (value(last) - value(0));
    const std::vector<double> low = results.at(0);
    const std::vector<double> high = results.at(last);
    std::vector<double> line(low.size());
    for (size_t r = 0; r < low.size(); ++r) line[r] = low[r] * (1 - share) + high[r] * share;
    return without_rounding(minus(results.at(between), line), line);
}

Effect effect_of(const Variation& variation, const ResultReader& results, size_t together) {
    const std::vector<double> own = results.at(variation.own);
    const std::vector<double> low = results.at(0);
    const size_t last = variation.values.size() - 1;
    const std::vector<double> high = results.at(last);
    Effect effect{variation, simultaneous_interval(minus(low, own), 2 * together),
                  simultaneous_interval(minus(high, own), 2 * together),
                  simultaneous_interval(minus(high, low), together)};
    const Node& first = variation.values.front();
    if (!first.is_number()) return effect;
    const double range = variation.values[last].as_number() - first.as_number();
    const std::vector<double> whole = minus(high, low);
    effect.slope = simultaneous_interval(times(whole, 1 / range), together);
    const std::vector<double> above = above_line(variation, results);
    if (!above.empty()) effect.above_line = simultaneous_interval(above, 2 * together);
    if (!variation.half_low || !variation.half_high) return effect;
    const std::vector<double> half =
        times(minus(results.at(*variation.half_high), results.at(*variation.half_low)), 2);
    effect.half_slope = simultaneous_interval(times(half, 1 / range), together);
    const std::vector<double> bend = without_rounding(minus(whole, half), own);
    effect.bend = simultaneous_interval(times(bend, 1 / range), 2 * together);
    return effect;
}

}  // namespace

double Effect::reach() const { return std::max(std::abs(at_low.mean), std::abs(at_high.mean)); }

bool Effect::curved() const { return is_not_0(bend) || is_not_0(above_line); }

Scenario varied(const Scenario& scenario, const Variation& variation) {
    Node list = Node::list();
    for (const Node& value : variation.values) list.append(value);
    Overrides overrides;
    overrides.overs.emplace_back(variation.path, dump(list));
    return Scenario::from(scenario.resolved(0), scenario.file(), scenario.name(), overrides);
}

Variation read_variation(const std::string& words, const Node& own,
                         std::vector<Problem>& problems) {
    const size_t equal = words.find('=');
    Variation variation{words.substr(0, equal), {}};
    const auto refuse = [&](const std::string& what) {
        problems.push_back({"--vary " + words, "", what});
        return variation;
    };
    const Node* now = value_on(own, variation.path);
    if (now == nullptr)
        return refuse("the scenario has no '" + variation.path +
                      "'; 'mdisim run SCENARIO --print-config' prints all that it has");
    std::vector<Node> values;
    if (equal == std::string::npos) {
        if (!now->is_number())
            return refuse("it is no number, so it needs values, as in --vary " + variation.path +
                          "=A,B");
        values = a_tenth_around(*now);
    } else {
        Axis axis{{variation.path}, {}};
        read_axis_words(axis, words.substr(equal + 1), "--vary", problems);
        for (const AxisValue& value : axis.values) values.push_back(value.values.front());
    }
    const bool numbers =
        now->is_number() && std::all_of(values.begin(), values.end(),
                                        [](const Node& value) { return value.is_number(); });
    if (numbers) {
        values.push_back(*now);
        std::stable_sort(values.begin(), values.end(), [](const Node& a, const Node& b) {
            return a.as_number() < b.as_number();
        });
    }
    if (values.size() < 2 || dump(values.front()) == dump(values.back()))
        return refuse("it needs a low and a high value that differ");
    const Node low = values.front();
    const Node high = values.back();
    variation.values = {low};
    const auto add = [&](const std::optional<Node>& value) -> std::optional<size_t> {
        if (!value) return std::nullopt;
        variation.values.push_back(*value);
        return variation.values.size() - 1;
    };
    const auto is = [&](const Node& value) { return dump(value) == dump(*now); };
    if (numbers) variation.half_low = add(half_way(low, *now));
    if (!is(low) && !is(high)) variation.own = *add(*now);
    if (numbers) variation.half_high = add(half_way(*now, high));
    variation.values.push_back(high);
    if (is(high)) variation.own = variation.values.size() - 1;
    return variation;
}

Sensitivity sensitivity_of(const Scenario& scenario, const ResultAsked& asked,
                           const std::vector<Variation>& variations, const ComputeRows& compute) {
    Sensitivity found;
    for (const Variation& variation : variations) {
        ResultReader results(asked, variation);
        compute(varied(scenario, variation), [&](const CellRow& row) { results.add(row); });
        found.effects.push_back(effect_of(variation, results, variations.size()));
        found.metric = results.info();
        found.own = results.interval_at(variation.own);
    }
    std::stable_sort(found.effects.begin(), found.effects.end(),
                     [](const Effect& a, const Effect& b) { return a.reach() > b.reach(); });
    return found;
}

}  // namespace mdisim
