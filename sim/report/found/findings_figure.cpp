#include "sim/report/found/findings_figure.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/figures/row_values.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/sweep/axis_of_numbers.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/search/answer.hpp"

namespace mdisim {
namespace {

constexpr size_t most_named = 12;  // points of a front

Caption caption_of_column(const FoundColumn& column) {
    Caption caption = caption_of_metric(column.info);
    if (column.is_difference)
        caption.label = column.name + (caption.scale == 100 ? " (points)" : "");
    return caption;
}

bool is_along_numbers(const Axis& axis) { return axis.values.size() > 1 && is_of_numbers(axis); }

// The axis along x, the one with most numbers; none if every axis is of named choices.
std::optional<size_t> axis_along_x(const Scenario& scenario) {
    std::optional<size_t> x;
    for (size_t a = 0; a < scenario.axes().size(); ++a) {
        const Axis& axis = scenario.axes()[a];
        const bool longer = !x || axis.values.size() > scenario.axes()[*x].values.size();
        if (is_along_numbers(axis) && longer) x = a;
    }
    return x;
}

// The values of a setting on all axes but x.
std::string other_values(const Scenario& scenario, std::optional<size_t> x, size_t setting) {
    std::vector<std::string> parts;
    const std::vector<Node> labels = scenario.grid().labels(setting);
    for (size_t a = 0; a < labels.size(); ++a) {
        if (a == x) continue;
        const bool alone = labels.size() - (x ? 1 : 0) == 1;
        parts.push_back((alone ? "" : axis_title(scenario, scenario.axes()[a].name()) + " ") +
                        label_text(labels[a]));
    }
    return joined(parts);
}

Look look_of(const std::string& label, size_t nth) {
    const std::span<const std::string_view> colours = free_colours();
    return {label, std::string(colours[nth % colours.size()]), "solid",
            static_cast<int64_t>(nth) % marker_count};
}

// The settings that were tried, by their values on all axes but x, in the order of these values.
std::vector<std::string> series_beside(const Scenario& scenario, std::optional<size_t> x,
                                       const Findings& found) {
    std::map<std::vector<size_t>, std::string> by_positions;
    for (const auto& [setting, numbers] : found.numbers) {
        std::vector<size_t> positions;
        for (size_t a = 0; a < scenario.axes().size(); ++a) {
            if (a != x) positions.push_back(scenario.grid().position(a, setting));
        }
        by_positions[positions] = other_values(scenario, x, setting);
    }
    std::vector<std::string> labels;
    for (const auto& [positions, label] : by_positions) labels.push_back(label);
    return labels;
}

// Puts a setting's marks into a plot: on one axis, or of named choices, those of the search and of
// fresh replications apart.
class TriedMarks {
  public:
    TriedMarks(const Scenario& scenario, std::optional<size_t> x, const Findings& found)
        : scenario_(scenario),
          x_(x),
          others_(series_beside(scenario, x, found)),
          apart_(!x || others_.size() == 1) {}

    std::vector<std::string> series() const {
        return apart_ ? std::vector<std::string>{"as the search saw it", "fresh replications"}
                      : others_;
    }
    std::vector<std::string> words() const { return x_ ? std::vector<std::string>{} : others_; }
    void add(Plot& plot, size_t setting, const FoundNumbers& numbers, double scale) const {
        const std::string own = other_values(scenario_, x_, setting);
        const auto other =
            static_cast<size_t>(std::find(others_.begin(), others_.end(), own) - others_.begin());
        const double at = x_ ? scenario_.grid().value(*x_, setting).label.as_number()
                             : static_cast<double>(other);
        const auto put = [&](size_t series, const std::vector<Interval>& intervals) {
            if (!intervals.empty())
                plot.marks.push_back({series, at, scaled(intervals[plot.nth], scale)});
        };
        if (!apart_) return put(other, numbers.best());
        put(0, numbers.searched);
        put(1, numbers.fresh);
    }

  private:
    const Scenario& scenario_;
    std::optional<size_t> x_;
    std::vector<std::string> others_;
    bool apart_;
};

// Each measured goal and each target over what varies.
DrawnFigure tried_figure(const Scenario& scenario, const Findings& found) {
    DrawnFigure drawn;
    const std::optional<size_t> x = axis_along_x(scenario);
    const TriedMarks marks(scenario, x, found);
    drawn.figure.kind = x ? FigureKind::lines : FigureKind::bars;
    drawn.figure.x = x ? scenario.axes()[*x].name() : of_settings;
    drawn.figure.series = of_settings;
    drawn.x_caption = x ? axis_title(scenario, scenario.axes()[*x].name()) : of_settings;
    drawn.words = marks.words();
    for (const std::string& label : marks.series())
        drawn.series.push_back(look_of(label, drawn.series.size()));
    if (x && scenario.axes().size() == 2)
        drawn.legend.title = axis_title(scenario, scenario.axes()[1 - *x].name());
    for (size_t c = 0; c < found.columns.size(); ++c) {
        const Caption caption = caption_of_column(found.columns[c]);
        drawn.figure.y.push_back(found.columns[c].name);
        drawn.y_captions.push_back(caption.label);
        Plot& plot = drawn.plots.emplace_back();
        plot.nth = c;
        for (const FoundLimit& limit : found.columns[c].limits)
            plot.thresholds.push_back(limit.value * caption.scale);
        for (const auto& [setting, numbers] : found.numbers)
            marks.add(plot, setting, numbers, caption.scale);
    }
    drawn.better.assign(found.columns.size() + 1, Better::neither);
    drawn.note = "Bands and whiskers are 95 % intervals, each of one setting alone.";
    return drawn;
}

// Both goals against each other. The points of the front are named by their values, evenly spread
// over it if there are many.
DrawnFigure front_figure(const Scenario& scenario, const Findings& found) {
    DrawnFigure drawn;
    const ParetoFront& front = *found.front;
    const FoundColumn& across = found.columns[0];
    const FoundColumn& up = found.columns[1];
    drawn.figure.kind = FigureKind::scatter;
    drawn.figure.x = across.name;
    drawn.figure.y = {up.name};
    drawn.figure.series = of_settings;
    const Caption x = caption_of_column(across);
    const Caption y = caption_of_column(up);
    drawn.x_caption = x.label;
    drawn.y_captions = {y.label};
    drawn.better = {across.wanted, up.wanted};
    drawn.legend.title = joined([&] {
        std::vector<std::string> names;
        for (const Axis& axis : scenario.axes()) names.push_back(axis_title(scenario, axis.name()));
        return names;
    }());
    Plot& plot = drawn.plots.emplace_back();
    std::vector<size_t> shown = front.on;
    const size_t named = std::min(most_named, shown.size());
    size_t next = 0;
    for (size_t i = 0; i < shown.size(); ++i) {
        const std::vector<Interval>& numbers = found.numbers.at(shown[i]).best();
        const bool is_named = named == shown.size() || i == next * (shown.size() - 1) / (named - 1);
        if (is_named) {
            ++next;
            drawn.series.push_back(
                look_of(other_values(scenario, std::nullopt, shown[i]), drawn.series.size()));
        }
        const Interval at = scaled(numbers[0], x.scale);
        plot.marks.push_back({drawn.series.size() - 1, at.mean, scaled(numbers[1], y.scale), at});
    }
    return drawn;
}

}  // namespace

DrawnFigure findings_figure(const Scenario& scenario, const Findings& found) {
    DrawnFigure drawn =
        found.answer ? tried_figure(scenario, found) : front_figure(scenario, found);
    drawn.figure.name = "found";
    drawn.figure.title =
        found.answer ? "What the search tried" : "Settings than which none is better in both goals";
    drawn.note = found.question + ". " + drawn.note;
    complete(drawn);
    return drawn;
}

}  // namespace mdisim
