#include "sim/report/figures/figure_data.hpp"

#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

// What the first figure of a scenario shows when every metric is 0.5 ± 0.25 and latency 100 x the
// place of the point.
DrawnFigure shown(const std::string& figure) {
    const Scenario scenario = scenario_over(
        R"({"sla_ms": [300, 50], "network.latency.sd_ms": [1, 2]}, "figures": [)" + figure + "]");
    Gradings gradings;
    std::vector<CellRow> rows;
    for (size_t i = 0; i < scenario.size(); ++i) {
        rows.push_back(row_of(scenario, i, "fastest"));
        interval_of(rows.back(), "latency_ms_mean") = {100.0 * static_cast<double>(i), 0, infinity};
        gradings.push_back(rows.back().grading);
    }
    const FigureLooks looks = read_looks(figures_document(scenario, gradings));
    FigureData data(scenario, scenario.figures()[0], looks, "");
    for (const CellRow& row : rows) data.add(row);
    return data.take();
}

std::vector<std::pair<double, double>> places(const Plot& plot) {
    std::vector<std::pair<double, double>> list;
    for (const Mark& mark : plot.marks) list.emplace_back(mark.x, mark.y.mean);
    return list;
}

using Places = std::vector<std::pair<double, double>>;

}  // namespace

TEST_CASE("a line goes over the numbers of an axis, and shares are per cent", "[figure data]") {
    const DrawnFigure figure =
        shown(R"({"name": "f", "x": "sla_ms", "y": ["attainment", "latency_ms_mean"],
                  "where": {"network.latency.sd_ms": 2}})");
    REQUIRE(figure.plots.size() == 2);
    CHECK(places(figure.plots[0]) == Places{{300, 50}, {50, 50}});
    CHECK(figure.plots[0].marks[0].y.low == 25);
    CHECK(places(figure.plots[1]) == Places{{300, 100}, {50, 300}});
    CHECK(figure.y_captions == std::vector<std::string>{"in time (%)", "latency (ms)"});
    CHECK(figure.x_caption == "deadline (ms)");
    CHECK(figure.words.empty());
    REQUIRE(figure.series.size() == 1);
    CHECK(figure.series[0].label == "fastest");
}

TEST_CASE("panels and series can be axes, numbers in their order", "[figure data]") {
    const DrawnFigure figure = shown(R"({"name": "f", "kind": "bars", "x": "network.latency.sd_ms",
                  "y": "latency_ms_mean", "panels": "sla_ms"})");
    REQUIRE(figure.plots.size() == 2);
    CHECK(figure.plots[0].panel == "deadline (ms): 50");
    CHECK(figure.words == std::vector<std::string>{"1", "2"});
    CHECK(places(figure.plots[0]) == Places{{0, 200}, {1, 300}});
    CHECK(places(figure.plots[1]) == Places{{0, 0}, {1, 100}});

    const DrawnFigure by_axis =
        shown(R"({"name": "f", "x": "network.latency.sd_ms", "y": "latency_ms_mean",
                  "series": "sla_ms"})");
    REQUIRE(by_axis.series.size() == 2);
    CHECK(by_axis.series[0].label == "50");
    CHECK(by_axis.series[0].colour == "#440154");
    CHECK(by_axis.plots[0].marks[0].series == 1);
}

TEST_CASE("ranges are as what is shown", "[figure data]") {
    const DrawnFigure figure =
        shown(R"({"name": "f", "x": "sla_ms", "y": "attainment", "x_range": [0, 9],
                  "y_range": [0.25, 1], "where": {"network.latency.sd_ms": 2}})");
    CHECK(figure.x_range == std::vector<double>{0, 9});
    CHECK(figure.y_range == std::vector<double>{25, 100});
}

TEST_CASE("a model nobody used is no part of a stack", "[figure data]") {
    const DrawnFigure figure = shown(R"({"name": "f", "kind": "areas", "x": "sla_ms", "y": "usage",
                  "where": {"network.latency.sd_ms": 1}})");
    REQUIRE(figure.series.size() == 1);
    CHECK(figure.series[0].label == "Net 0.25, \"small\"");
    CHECK(places(figure.plots[0]) == Places{{300, 50}, {50, 50}});
}

}  // namespace mdisim
