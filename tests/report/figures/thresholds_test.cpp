#include "sim/report/figures/thresholds.hpp"

#include <string>
#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_looks.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

// The plot of a metric over the deadline, in a scenario with this threshold.
Plot asked_of(const std::string& metric, const std::string& threshold, double highest = 80,
              const std::string& policies = "") {
    const Scenario scenario =
        scenario_over(R"({"sla_ms": [50, 100, 200]})", R"(, "thresholds": [)" + threshold + "]");
    FigureLooks looks(scenario);
    DrawnFigure figure;
    figure.figure.x = "sla_ms";
    figure.figure.y = {metric};
    if (!policies.empty()) figure.figure.policies = {policies};
    figure.plots.resize(1);
    figure.plots[0].marks = {{0, 50, {highest / 2, 0, 0}}, {0, 200, {highest, 0, 0}}};
    add_thresholds(figure, scenario, looks, {""});
    return figure.plots[0];
}

constexpr auto at_100 =
    R"({"policy": "fastest", "metric": "attainment",
        "at": {"sla_ms": 100}, "expect": {"least": 0.7}})";
constexpr auto everywhere =
    R"({"policy": "fastest", "metric": "latency_ms_mean",
        "along": "sla_ms", "expect": {"least": 60, "most": 90}})";

}  // namespace

TEST_CASE("what a threshold asks is a mark at its point, in the units shown", "[thresholds]") {
    const Plot plot = asked_of("attainment", at_100);
    REQUIRE(plot.threshold_marks.size() == 1);
    CHECK(plot.threshold_marks[0].first == 100);
    CHECK(plot.threshold_marks[0].second == Approx(70));
    CHECK(plot.thresholds.empty());
}

TEST_CASE("what it asks along x is a line for each limit", "[thresholds]") {
    const Plot plot = asked_of("latency_ms_mean", everywhere);
    CHECK(plot.thresholds == std::vector<double>{60, 90});
    CHECK(plot.threshold_marks.empty());
}

TEST_CASE("a threshold of something else, or far from what is drawn, is not drawn",
          "[thresholds]") {
    CHECK(asked_of("effective_accuracy", at_100).threshold_marks.empty());
    CHECK(asked_of("attainment", at_100, 10).threshold_marks.empty());
    CHECK(asked_of("attainment", at_100, 80, "another").threshold_marks.empty());
}

}  // namespace mdisim
