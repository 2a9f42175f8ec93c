#include "sim/report/figures/comparison_figures.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "sim/campaign/cells.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/figures/extent.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/sweep/axis_of_numbers.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

constexpr size_t most_panels = 6;

Caption caption_of(const std::string& metric) {
    const std::vector<MetricInfo>& infos = metric_infos();
    const size_t m = metric_index(infos, metric);
    return m < infos.size() ? caption_of_metric(infos[m]) : Caption{metric};
}

bool has_numbers(const Axis& axis) { return axis.values.size() > 1 && is_of_numbers(axis); }

// Where the points of a sweep stand in figures: along x, and in which panel.
class PointLayout {
  public:
    explicit PointLayout(const Scenario& scenario) : scenario_(scenario) {
        for (size_t a = 0; a < scenario.axes().size(); ++a) {
            const Axis& axis = scenario.axes()[a];
            const bool longer = !x_ || axis.values.size() > scenario.axes()[*x_].values.size();
            if (has_numbers(axis) && longer) x_ = a;
        }
        for (size_t point = 0; point < scenario.size(); ++point)
            points_.emplace(cell_name(scenario, point, ""), point);
    }

    // The axis along x; empty if the points stand side by side.
    std::string x() const { return x_ ? scenario_.axes()[*x_].name() : ""; }
    // The point that a movement is of; none if the scenario has no such point.
    std::optional<size_t> point(const Movement& movement) const {
        const auto found = points_.find(movement.at.empty() ? "" : "@" + movement.at);
        return found == points_.end() ? std::nullopt : std::optional(found->second);
    }
    double along(size_t point) const {
        return scenario_.grid().value(*x_, point).label.as_number();
    }
    // The values of a point on all axes but x.
    std::string elsewhere(size_t point) const {
        std::string text;
        for (size_t a = 0; a < scenario_.axes().size(); ++a) {
            if (a == x_) continue;
            const Axis& axis = scenario_.axes()[a];
            const Node& label = scenario_.grid().value(a, point).label;
            const std::string said = value_label(scenario_, axis, label);
            text += (text.empty() ? "" : ", ") + axis_title(scenario_, axis.name()) + ": " +
                    (said.empty() ? label_text(label) : said);
        }
        return text;
    }

  private:
    const Scenario& scenario_;
    std::optional<size_t> x_;
    std::map<std::string, size_t> points_;  // by what follows the policy in names of cells
};

class ComparisonFigure {
  public:
    ComparisonFigure(const Scenario& scenario, const PointLayout& layout, const std::string& metric)
        : layout_(layout), caption_(caption_of(metric)) {
        const size_t unit = caption_.label.rfind(" (");
        drawn_.figure.name = id_text(caption_.label.substr(0, unit));
        drawn_.figure.x = layout.x();
        drawn_.figure.y = {metric, "difference"};
        drawn_.figure.series = "side";
        if (!layout.x().empty()) drawn_.x_caption = axis_title(scenario, layout.x());
        drawn_.y_captions = {caption_.label, "difference" + unit_of_difference(unit)};
        drawn_.better.assign(3, Better::neither);
    }

    void add(const Change& change, const std::string& before, const std::string& after) {
        const std::span<const std::string_view> colours = free_colours();
        const size_t nth = drawn_.series.size() / 2;
        const std::string colour(colours[nth % colours.size()]);
        const auto marker = static_cast<int64_t>(nth) % marker_count;
        drawn_.series.push_back({before, colour, "dashed", marker});
        drawn_.series.push_back({after, colour, "solid", marker});
        for (const Movement& movement : change.movements) {
            if (const auto point = layout_.point(movement)) add(movement, *point);
        }
    }

    DrawnFigure take() && {
        drop_panels();
        if (drawn_.plots.size() > 2) drawn_.figure.panels = "elsewhere";
        drawn_.note +=
            "Bands and whiskers are 95 % intervals of a difference in pairs, each of one "
            "difference alone.";
        complete(drawn_);
        return std::move(drawn_);
    }

  private:
    // A title as the name of a figure: a-z, 0-9, _ and -.
    static std::string id_text(const std::string& title) {
        std::string id;
        for (char c : title) {
            const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            if (kept)
                id += c;
            else if (!id.ends_with('_'))
                id += '_';
        }
        return id;
    }
    // unit: where it begins in the metric's label. The difference of two shares is in points.
    std::string unit_of_difference(size_t unit) const {
        if (unit == std::string::npos) return "";
        const std::string shown = caption_.label.substr(unit);
        return shown == " (%)" ? " (points)" : shown;
    }

    void add(const Movement& movement, size_t point) {
        const size_t of_after = drawn_.series.size() - 1;
        const std::string elsewhere = layout_.elsewhere(point);
        const bool by_words = layout_.x().empty();
        const size_t first = plots_of(by_words ? "" : elsewhere);
        const double x = by_words ? word(elsewhere) : layout_.along(point);
        const auto exactly = [&](double y) {
            const double shown = y * caption_.scale;
            return Interval{shown, shown, shown};
        };
        Interval difference = movement.difference;
        if (!movement.tested) difference.mean = movement.after - movement.before;
        for (double* end : {&difference.mean, &difference.low, &difference.high})
            *end *= caption_.scale;
        drawn_.plots[first].marks.push_back({of_after - 1, x, exactly(movement.before)});
        drawn_.plots[first].marks.push_back({of_after, x, exactly(movement.after)});
        drawn_.plots[first + 1].marks.push_back({of_after, x, difference});
        moved_[first] = moved_[first] || movement.tendency != Tendency::same;
    }

    // The index of the first of a panel's two plots, which are made if they are not there.
    size_t plots_of(const std::string& panel) {
        for (size_t p = 0; p < drawn_.plots.size(); p += 2) {
            if (drawn_.plots[p].panel == panel) return p;
        }
        for (size_t nth = 0; nth < 2; ++nth) {
            Plot plot;
            plot.panel = panel;
            plot.nth = nth;
            drawn_.plots.push_back(std::move(plot));
        }
        return drawn_.plots.size() - 2;
    }
    double word(const std::string& text) {
        std::vector<std::string>& words = drawn_.words;
        const std::string shown = text.empty() ? "all requests" : text;
        const auto found = std::find(words.begin(), words.end(), shown);
        const auto index = found - words.begin();
        if (found == words.end()) words.push_back(shown);
        return static_cast<double>(index);
    }
    // Keeps the first panels in which the metric moved.
    void drop_panels() {
        std::vector<Plot> kept;
        size_t left_out = 0;
        for (size_t p = 0; p < drawn_.plots.size(); p += 2) {
            if (!moved_[p]) continue;
            if (kept.size() == 2 * most_panels) {
                ++left_out;
                continue;
            }
            kept.push_back(std::move(drawn_.plots[p]));
            kept.push_back(std::move(drawn_.plots[p + 1]));
        }
        drawn_.plots = std::move(kept);
        if (left_out > 0)
            drawn_.note = counted(left_out, "more panel") +
                          " in which it moved are not drawn; all are in the table. ";
    }

    const PointLayout& layout_;
    Caption caption_;
    DrawnFigure drawn_;
    std::map<size_t, bool> moved_;  // by the index of a panel's first plot
};

}  // namespace

std::vector<DrawnFigure> comparison_figures(const Scenario& scenario, const Comparison& comparison,
                                            const std::string& before, const std::string& after,
                                            const PolicyNames& labels) {
    const PointLayout layout(scenario);
    std::vector<std::string> metrics;  // that moved
    std::vector<std::string> policies;
    for (const Change& change : comparison.changes) {
        if (change.moved() == 0) continue;
        if (!contains(metrics, change.metric)) metrics.push_back(change.metric);
        if (!contains(policies, change.policy)) policies.push_back(change.policy);
    }
    std::vector<DrawnFigure> figures;
    for (const std::string& metric : metrics) {
        ComparisonFigure figure(scenario, layout, metric);
        for (const Change& change : comparison.changes) {
            if (change.metric != metric || change.moved() == 0) continue;
            const auto label = labels.find(change.policy);
            const std::string of =
                policies.size() == 1
                    ? ""
                    : (label == labels.end() ? change.policy : label->second) + ", ";
            figure.add(change, of + before, of + after);
        }
        figures.push_back(std::move(figure).take());
    }
    return figures;
}

}  // namespace mdisim
