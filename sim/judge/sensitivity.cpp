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

// Reads the result that is asked for from rows, point by point.
class ResultReader {
  public:
    explicit ResultReader(const ResultAsked& asked) : asked_(asked) {}

    void add(const CellRow& row) {
        const bool ours = row.policy == asked_.policy;
        if (!ours && row.policy != asked_.against) return;
        known_.change_to(row);
        const size_t m = metric_index(known_.infos(), asked_.metric);
        ensure(m < known_.infos().size(), "a metric that is asked for is in every row");
        info_ = known_.infos()[m];
        domain_ = row.metrics[m].domain;
        std::vector<std::vector<double>>& side = ours ? ours_ : theirs_;
        if (side.size() <= row.point) side.resize(row.point + 1);
        side[row.point] = row.metrics[m].replications;
    }
    const MetricInfo& info() const { return info_; }
    Domain domain() const { return asked_.against.empty() ? domain_ : anything; }
    std::vector<double> at(size_t point) const {
        ensure(point < ours_.size(), "a point that was computed");
        std::vector<double> values = ours_[point];
        if (!asked_.against.empty()) values = minus(values, theirs_[point]);
        const bool gaps =
            std::any_of(values.begin(), values.end(), [](double x) { return std::isnan(x); });
        if (gaps || values.size() < 2) {
            throw UserError("'" + asked_.metric + "' of " + asked_.policy +
                            " is not measured in every one of several replications");
        }
        return values;
    }

  private:
    ResultAsked asked_;
    InfosOfRows known_;
    MetricInfo info_;
    Domain domain_;
    std::vector<std::vector<double>> ours_;
    std::vector<std::vector<double>> theirs_;
};

// The scenario with the values of a variation as its only axis.
Scenario varied(const Scenario& scenario, const Variation& variation) {
    Node list = Node::list();
    for (const Node& value : variation.values) list.append(value);
    Overrides overrides;
    overrides.overs.emplace_back(variation.path, dump(list));
    return Scenario::from(scenario.resolved(0), scenario.file(), scenario.name(), overrides);
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
    const std::vector<double> slope = times(minus(high, low), 1 / range);
    effect.slope = simultaneous_interval(slope, together);
    if (!variation.half_low || !variation.half_high) return effect;
    const std::vector<double> half =
        times(minus(results.at(*variation.half_high), results.at(*variation.half_low)), 2 / range);
    effect.half_slope = simultaneous_interval(half, together);
    effect.bend = simultaneous_interval(minus(slope, half), together);
    return effect;
}

}  // namespace

double Effect::reach() const { return std::max(std::abs(at_low.mean), std::abs(at_high.mean)); }

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
        ResultReader results(asked);
        compute(varied(scenario, variation), [&](const CellRow& row) { results.add(row); });
        found.effects.push_back(effect_of(variation, results, variations.size()));
        found.metric = results.info();
        found.own = student_interval(results.at(variation.own), results.domain());
    }
    std::stable_sort(found.effects.begin(), found.effects.end(),
                     [](const Effect& a, const Effect& b) { return a.reach() > b.reach(); });
    return found;
}

}  // namespace mdisim
