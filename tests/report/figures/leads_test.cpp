#include "sim/report/figures/leads.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "sim/metrics/metrics.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_looks.hpp"
#include "sim/report/figures/published.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

Scenario three_policies(const std::string& metric) {
    return scenario_over(R"({"sla_ms": [50, 300]},
        "figures": [{"name": "lead", "x": "sla_ms", "y": ")" +
                             metric + R"(", "policies": ["fastest"],
                     "less_best_of": ["most_accurate", "pure_random"]}])",
                         "", R"(["fastest", "most_accurate", "pure_random"])");
}

void set(CellRow& row, const std::string& metric, const std::vector<double>& replications) {
    Metric& m = row.metrics[metric_index(metric_infos(*row.grading), metric)];
    m.replications = replications;
    double sum = 0;
    for (const double x : replications) sum += x;
    m.interval.mean = sum / static_cast<double>(replications.size());
}

// The figure where the three policies have these replications at the first point.
Plot lead_of(const std::string& metric, const std::vector<std::vector<double>>& values) {
    const Scenario scenario = three_policies(metric);
    FigureLooks looks(scenario);
    const Published published(scenario, "");
    FigureData data(scenario, scenario.figures()[0], looks, published, "");
    Leads leads(scenario.figures()[0], data);
    const char* policies[] = {"fastest", "most_accurate", "pure_random"};
    for (size_t point = 0; point < 2; ++point) {
        for (size_t p = 0; p < 3; ++p) {
            CellRow row = row_of(scenario, point, policies[p]);
            if (point == 0) set(row, metric, values[p]);
            looks.add(row.grading);
            leads.add(row);
        }
    }
    leads.finish();
    const DrawnFigure drawn = data.take();
    CHECK(drawn.series.size() == 1);  // no bound
    return drawn.plots[0];
}

TEST_CASE("a lead is over the best of the others at the point, pair by pair") {
    const Plot plot =
        lead_of("effective_accuracy", {{0.7, 0.6, 0.8}, {0.5, 0.4, 0.6}, {0.65, 0.55, 0.75}});
    REQUIRE(plot.marks.size() == 2);
    CHECK(plot.marks[0].y.mean == Approx(5));  // points over the third policy, always the same
    CHECK(plot.marks[0].y.low == Approx(5));
    CHECK(plot.marks[0].y.high == Approx(5));
    CHECK(plot.marks[1].y.mean == Approx(0));
}

TEST_CASE("where lower is better, the best is the lowest") {
    const Plot plot = lead_of("latency_ms_mean", {{70, 60, 80}, {50, 40, 60}, {65, 55, 75}});
    CHECK(plot.marks[0].y.mean == Approx(20));
}

TEST_CASE("a rival that was not measured is no zero") {
    const Plot plot = lead_of("effective_accuracy", {{0.7, 0.6, 0.8}, {0.5}, {0.4}});
    CHECK(std::isnan(plot.marks[0].y.mean));
}

}  // namespace
}  // namespace mdisim
