#include "sim/report/found/findings_figure.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/figures/row_values.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
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

bool is_along_numbers(const Axis& axis) {
    return axis.values.size() > 1 &&
           std::all_of(axis.values.begin(), axis.values.end(),
                       [](const AxisValue& value) { return value.label.is_number(); });
}

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

// Each measured goal and each target over what varies; fresh replications have marks of their own.
DrawnFigure tried_figure(const Scenario& scenario, const Findings& found) {
    DrawnFigure drawn;
    const std::optional<size_t> x = axis_along_x(scenario);
    drawn.figure.kind = x ? FigureKind::lines : FigureKind::bars;
    drawn.figure.x = x ? scenario.axes()[*x].name() : "setting";
    drawn.figure.series = of_settings;
    drawn.x_caption = x ? axis_title(scenario, scenario.axes()[*x].name()) : "setting";
    std::map<std::string, size_t> series;
    const auto series_of = [&](const std::string& label) {
        const auto [at, fresh] = series.emplace(label, drawn.series.size());
        if (fresh) drawn.series.push_back(look_of(label, drawn.series.size()));
        return at->second;
    };
    for (size_t c = 0; c < found.columns.size(); ++c) {
        const Caption caption = caption_of_column(found.columns[c]);
        drawn.figure.y.push_back(found.columns[c].name);
        drawn.y_captions.push_back(caption.label);
        Plot plot;
        plot.nth = c;
        if (const auto& limit = found.columns[c].limit)
            plot.thresholds.push_back(limit->value * caption.scale);
        for (const auto& [setting, numbers] : found.numbers) {
            const std::string where = other_values(scenario, x, setting);
            double at = 0;
            if (x) {
                at = scenario.grid().value(*x, setting).label.as_number();
            } else {
                if (!contains(drawn.words, where)) drawn.words.push_back(where);
                at = static_cast<double>(std::find(drawn.words.begin(), drawn.words.end(), where) -
                                         drawn.words.begin());
            }
            const std::string by = x && !where.empty() ? where : "as the search saw it";
            if (!numbers.searched.empty())
                plot.marks.push_back(
                    {series_of(by), at, scaled(numbers.searched[c], caption.scale)});
            if (!numbers.fresh.empty())
                plot.marks.push_back(
                    {series_of("fresh replications"), at, scaled(numbers.fresh[c], caption.scale)});
        }
        drawn.plots.push_back(std::move(plot));
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
    drawn.figure.title = found.question;
    complete(drawn);
    return drawn;
}

}  // namespace mdisim
