// The figures of a comparison: where its points stand, and in which units.
#include "sim/report/figures/comparison_figures.hpp"

#include <string>
#include <vector>

#include "sim/judge/comparison.hpp"
#include "sim/report/page/comparison_section.hpp"
#include "sim/report/page/section.hpp"
#include "sim/scenario/document.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

Movement moved(const std::string& at, double before, double after) {
    return {at,
            before,
            after,
            {after - before, after - before - 0.01, after - before + 0.01},
            true,
            0.001,
            after > before ? Tendency::better : Tendency::same};
}

Comparison made_up(const std::vector<Movement>& movements, const std::string& metric) {
    Comparison comparison;
    comparison.cells = movements.size();
    comparison.changes = {{"fastest", metric, movements}};
    return comparison;
}

}  // namespace

TEST_CASE("a metric that moved has a figure over the axis of most numbers, a panel for the others",
          "[compare][figure]") {
    const Scenario scenario =
        scenario_over(R"({"network.latency.sd_ms": [1, 2], "sla_ms": [50, 100, 300]})");
    std::vector<Movement> movements;
    for (const char* sd : {"1", "2"}) {
        for (const char* sla : {"50", "100", "300"}) {
            const std::string at = std::string("network.latency.sd_ms=") + sd + ",sla_ms=" + sla;
            movements.push_back(moved(at, 0.5, sd[0] == '1' ? 0.5 : 0.75));
        }
    }
    const auto figures =
        comparison_figures(scenario, made_up(movements, "attainment"), "old", "new", {});
    REQUIRE(figures.size() == 1);
    const DrawnFigure& figure = figures.front();
    CHECK(figure.figure.name == "in_time");
    CHECK(figure.y_captions == std::vector<std::string>{"in time (%)", "difference (points)"});
    CHECK(figure.x_caption == "deadline (ms)");
    // Where sd_ms is 1 nothing moved.
    REQUIRE(figure.plots.size() == 2);
    CHECK(figure.plots[0].panel == "network latency sd (ms): 2");
    REQUIRE(figure.series.size() == 2);
    CHECK(figure.series[0].label == "old");
    CHECK(figure.series[0].line != figure.series[1].line);
    CHECK(figure.series[0].colour == figure.series[1].colour);
    const std::vector<Mark>& both = figure.plots[0].marks;
    REQUIRE(both.size() == 6);
    CHECK(both[0].x == 50);
    CHECK(both[0].y.mean == 50);
    CHECK(both[5].x == 300);
    CHECK(both[5].y.mean == 75);
    const std::vector<Mark>& differences = figure.plots[1].marks;
    REQUIRE(differences.size() == 3);
    CHECK(differences[1].series == 1);
    CHECK(differences[1].y.mean == Approx(25));
    CHECK(differences[1].y.low == Approx(24));
    CHECK(figure.legend.labels == std::vector<std::string>{"old", "new"});
}

TEST_CASE("without an axis of numbers the points stand side by side, policies by their labels",
          "[compare][figure]") {
    const Scenario scenario = scenario_over("{}");
    Comparison comparison = made_up({moved("", 100, 110)}, "latency_ms_mean");
    comparison.changes.push_back({"other", "latency_ms_mean", {moved("", 90, 95)}});
    comparison.changes.push_back({"fastest", "attainment", {moved("", 0.5, 0.5)}});
    const auto figures =
        comparison_figures(scenario, comparison, "old", "new", {{"other", "Another"}});
    REQUIRE(figures.size() == 1);  // what did not move has no figure
    const DrawnFigure& figure = figures.front();
    CHECK(figure.words == std::vector<std::string>{"all requests"});
    CHECK(figure.y_captions[1] == "difference (ms)");
    REQUIRE(figure.series.size() == 4);
    CHECK(figure.series[3].label == "Another, new");
    CHECK(figure.series[0].colour != figure.series[2].colour);
    CHECK(figure.plots[1].marks.size() == 2);
}

TEST_CASE("settings that differ are named by their place, with both values", "[compare][page]") {
    const auto side = [](const char* name, const char* text) {
        return ComparedSide{name, parse_document(text, "")};
    };
    const Table table = differing_settings(
        side("old", R"({"a": 1, "b": {"c": [1, 2], "d": "x"}, "list": [{"name": "n", "v": 1}]})"),
        side("new", R"({"a": 1, "b": {"c": [1, 3], "e": 2}, "list": [{"name": "n", "v": 4}]})"));
    CHECK(table.head == std::vector<std::string>{"setting", "old", "new"});
    CHECK(table.rows == std::vector<std::vector<std::string>>{{"b.c.1", "2", "3"},
                                                              {"b.d", "x", "not set"},
                                                              {"b.e", "not set", "2"},
                                                              {"list.n.v", "1", "4"}});
    const std::string long_text = "\"" + std::string(300, 'a') + "\"";
    const Table cut = differing_settings({"old", parse_document(long_text, "")}, {"new", Node()});
    CHECK(cut.rows.front()[1].size() < 200);
    CHECK(differing_settings(side("old", "{}"), side("new", "{}")).rows.empty());
}

}  // namespace mdisim
