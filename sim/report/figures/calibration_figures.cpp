#include "sim/report/figures/calibration_figures.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "sim/metrics/distribution.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

enum Side : size_t { measured_side, simulated_side };

Interval exactly(double y) { return {y, y, y}; }

DrawnFigure figure_of_both(const char* name, const char* title, FigureKind kind,
                           std::vector<std::string> y) {
    DrawnFigure drawn;
    drawn.figure.name = name;
    drawn.figure.title = title;
    drawn.figure.kind = kind;
    drawn.figure.series = "side";
    drawn.figure.y = std::move(y);
    const std::span<const std::string_view> colours = free_colours();
    drawn.series = {{"measured", std::string(colours[0])},
                    {"simulated", std::string(colours[1]), "dashed", 1}};
    drawn.better.assign(drawn.figure.y.size() + 1, Better::neither);
    for (size_t nth = 0; nth < drawn.figure.y.size(); ++nth) {
        drawn.plots.emplace_back();
        drawn.plots.back().nth = nth;
    }
    return drawn;
}

DrawnFigure latencies(const std::vector<Tally>& measured, const std::vector<Tally>& simulated) {
    DrawnFigure drawn = figure_of_both("calibration_latency", "Answers that take longer",
                                       FigureKind::tails, {"latency_ms"});
    drawn.x_caption = "t (ms)";
    drawn.y_captions = {"P(T > t)"};
    const Quantity& latency = all_quantities().front();
    const std::array sides = {&measured, &simulated};
    for (const size_t side : {measured_side, simulated_side}) {
        for (const Level& level : levels_of(*sides[side], latency)) {
            drawn.plots.front().marks.push_back(
                {side, level.value_ms, {1 - level.level, 1 - level.high, 1 - level.low}});
        }
    }
    complete(drawn);
    return drawn;
}

DrawnFigure over_time(const Calibration& calibration) {
    DrawnFigure drawn =
        figure_of_both("calibration_over_time", "Blocks of the log, one after the other",
                       FigureKind::lines, {"latency_ms_mean", "attainment"});
    drawn.figure.x = time_axis;
    drawn.x_caption = "time (s)";
    drawn.y_captions = {"mean latency (ms)", "in time (%)"};
    for (const CalibratedBlock& b : calibration.over_time) {
        std::vector<Mark>& latency = drawn.plots[0].marks;
        std::vector<Mark>& in_time = drawn.plots[1].marks;
        latency.push_back({measured_side, b.begins_s, exactly(b.measured_ms)});
        latency.push_back({simulated_side, b.begins_s, exactly(b.simulated_ms)});
        in_time.push_back({measured_side, b.begins_s, exactly(b.measured_in_time)});
        in_time.push_back({simulated_side, b.begins_s, exactly(b.simulated_in_time)});
    }
    complete(drawn);
    return drawn;
}

}  // namespace

std::vector<DrawnFigure> calibration_figures(const Calibration& calibration,
                                             const std::vector<Tally>& measured,
                                             const std::vector<Tally>& simulated) {
    return {latencies(measured, simulated), over_time(calibration)};
}

}  // namespace mdisim
