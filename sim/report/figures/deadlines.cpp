#include "sim/report/figures/deadlines.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "sim/describe/cell_text.hpp"
#include "sim/report/figures/extent.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

constexpr const char* deadline_axis = "sla_ms";

bool is_latency(const std::string& metric) { return metric.starts_with("latency_ms"); }

// The deadline in a panel; none if the panel has several, or none at all.
std::optional<double> deadline_in(const Figure& figure, const Scenario& scenario,
                                  const std::string& panel) {
    const Axis* axis = nullptr;
    for (const Axis& one : scenario.axes()) {
        const bool moves =
            std::find(one.paths.begin(), one.paths.end(), deadline_axis) != one.paths.end();
        if (moves) axis = &one;
    }
    if (axis == nullptr) {
        const double sla_ms = scenario.point(scenario.home()).setting.sla_ms;
        return sla_ms > 0 ? std::optional(sla_ms) : std::nullopt;
    }
    if (axis->name() != deadline_axis) return std::nullopt;  // moves with other settings
    if (figure.panels == deadline_axis) return real_number(panel);
    std::vector<double> shown;
    for (const AxisValue& value : axis->values) {
        if (figure.shows(deadline_axis, value.label)) shown.push_back(value.label.as_number());
    }
    return shown.size() == 1 ? std::optional(shown.front()) : std::nullopt;
}

// Whether a scenario asks what comes in time. Others have a deadline, too, and it means nothing
// there: it must not stand in their figures.
bool asks_for_deadlines(const Scenario& scenario) {
    if (scenario.grid().find(deadline_axis) != nullptr) return true;
    const auto counts_deadlines = [](const std::string& metric) {
        const auto is_like = [&](const char* name) { return metric.starts_with(name); };
        constexpr const char* names[] = {"attainment", "effective_accuracy", "regret",
                                         "on_device_reliance"};
        return std::any_of(std::begin(names), std::end(names), is_like);
    };
    return std::any_of(scenario.figures().begin(), scenario.figures().end(), [&](const Figure& f) {
        return std::any_of(f.y.begin(), f.y.end(), counts_deadlines);
    });
}

void add_to_distributions(DrawnFigure& figure, const Scenario& scenario) {
    const bool of_latency = std::all_of(figure.figure.y.begin(), figure.figure.y.end(), is_latency);
    const bool panels_differ = figure.figure.panels == deadline_axis;
    if (!of_latency || panels_differ || !figure.figure.x_lines.empty()) return;
    const std::optional<double> at = deadline_in(figure.figure, scenario, "");
    Extent x;
    for (const Plot& plot : figure.plots) {
        for (const Mark& mark : plot.marks) x.take(mark.x);
    }
    if (at && x.known() && *at < x.high) figure.figure.x_lines.push_back({*at, "deadline"});
}

}  // namespace

void add_deadlines(DrawnFigure& figure, const Scenario& scenario,
                   const std::vector<std::string>& panels) {
    if (figure.is(FigureKind::stages) || figure.is(FigureKind::areas)) return;
    if (!asks_for_deadlines(scenario)) return;
    if (figure.figure.of_distributions()) return add_to_distributions(figure, scenario);
    const size_t each = figure.figure.y.size();
    for (size_t p = 0; p < figure.plots.size(); ++p) {
        Plot& plot = figure.plots[p];
        const Extent extent = plot.extent();
        if (!is_latency(figure.figure.y[plot.nth]) || !extent.known()) continue;
        if (figure.figure.x == deadline_axis && !figure.over_words()) {
            const double low = std::max(figure.x_extent.low, 0.0);
            const double high = std::min(figure.x_extent.high, extent.high);
            if (low < high) plot.deadline_along = {{low, low}, {high, high}};
            continue;
        }
        const std::optional<double> at = deadline_in(figure.figure, scenario, panels[p / each]);
        if (at && extent.is_near(*at)) plot.deadlines = {*at};
    }
}

}  // namespace mdisim
