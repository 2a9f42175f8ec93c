#include "sim/report/figures/deadlines.hpp"

#include "sim/scenario/figure.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

// A scenario over a network, of which a figure shows what comes in time.
Scenario about_deadlines(const std::string& sweep) {
    return scenario_over(sweep, R"(, "figures": [
        {"name": "a", "x": "network.latency.sd_ms", "y": "attainment"}])");
}

DrawnFigure latencies(const std::string& x, double highest) {
    DrawnFigure figure;
    figure.figure.x = x;
    figure.figure.y = {"latency_ms_mean"};
    figure.plots.resize(1);
    figure.plots[0].marks = {{0, 0, {highest / 2, 0, 0}}, {0, 200, {highest, 0, 0}}};
    figure.x_extent = {0, 200};
    return figure;
}

}  // namespace

TEST_CASE("a latency near the deadline has it as a line", "[deadlines]") {
    const Scenario scenario = about_deadlines(R"({"network.latency.sd_ms": [1, 2]})");
    const auto at = [&](double highest) {
        DrawnFigure figure = latencies("network.latency.sd_ms", highest);
        add_deadlines(figure, scenario, {""});
        return figure.plots[0].deadlines;
    };
    CHECK(at(120) == std::vector<double>{100});
    CHECK(at(80) == std::vector<double>{100});
    CHECK(at(20).empty());
    DrawnFigure figure = latencies("network.latency.sd_ms", 120);
    add_deadlines(figure, scenario_over(R"({"network.latency.sd_ms": [1, 2]})"), {""});
    CHECK(figure.plots[0].deadlines.empty());  // a scenario that does not ask for it
}

TEST_CASE("over the deadline, the deadline is a slope as far as latencies go", "[deadlines]") {
    const Scenario scenario = scenario_over(R"({"sla_ms": [50, 200]})");
    DrawnFigure figure = latencies("sla_ms", 120);
    add_deadlines(figure, scenario, {""});
    CHECK(figure.plots[0].deadline_along == Curve{{0, 0}, {120, 120}});
    figure = latencies("sla_ms", 120);
    figure.figure.y = {"attainment"};
    add_deadlines(figure, scenario, {""});
    CHECK(figure.plots[0].deadline_along.empty());
}

TEST_CASE("each panel has its deadline, a plot of several has none", "[deadlines]") {
    const Scenario scenario =
        scenario_over(R"({"sla_ms": [50, 100], "network.latency.sd_ms": [1, 2]})");
    DrawnFigure figure = latencies("network.latency.sd_ms", 90);
    add_deadlines(figure, scenario, {""});
    CHECK(figure.plots[0].deadlines.empty());
    figure.figure.panels = "sla_ms";
    figure.plots.push_back(figure.plots[0]);
    add_deadlines(figure, scenario, {"50", "100"});
    CHECK(figure.plots[0].deadlines == std::vector<double>{50});
    CHECK(figure.plots[1].deadlines == std::vector<double>{100});
}

TEST_CASE("a distribution of latencies has the deadline across its axis", "[deadlines]") {
    const Scenario scenario = about_deadlines(R"({"network.latency.sd_ms": [1, 2]})");
    DrawnFigure figure = latencies("", 1);
    figure.figure.kind = FigureKind::cdf;
    figure.figure.y = {"latency_ms"};
    add_deadlines(figure, scenario, {""});
    REQUIRE(figure.figure.x_lines.size() == 1);
    CHECK(figure.figure.x_lines[0].x == 100);
    CHECK(figure.figure.x_lines[0].label == "deadline");
}

}  // namespace mdisim
