#include "sim/report/figures/figure_data.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sim/metrics/distribution.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/figures/extent.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

// A figure of a scenario of four points, and what it shows of their rows.
class Shown {
  public:
    explicit Shown(const std::string& figure, const std::string& policies = R"(["fastest"])")
        : scenario_(scenario_over(R"({"sla_ms": [300, 50], "network.latency.sd_ms": [1, 2]},
                                     "labels": {"network.latency.sd_ms": {"title": "noise"}},
                                     "figures": [)" +
                                      figure + "]",
                                  "", policies)) {
        for (size_t i = 0; i < scenario_.size(); ++i) {
            rows.push_back(row_of(scenario_, i, "fastest"));
            interval_of(rows.back(), "latency_ms_mean") = {100.0 * static_cast<double>(i), 0,
                                                           infinity};
        }
    }
    DrawnFigure drawn() const {
        FigureLooks looks(scenario_);
        const Published published(scenario_, "");
        FigureData data(scenario_, scenario_.figures()[0], looks, published, "");
        for (const CellRow& row : rows) {
            looks.add(row.grading);
            data.add(row);
        }
        return data.take();
    }

    std::vector<CellRow> rows;  // every metric is 0.5 ± 0.25, latency 100 x the place of the point

  private:
    Scenario scenario_;
};

DrawnFigure shown(const std::string& figure) { return Shown(figure).drawn(); }

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
    CHECK(places(figure.plots[0]) == Places{{50, 50}, {300, 50}});
    CHECK(figure.plots[0].marks[0].y.low == 25);
    CHECK(places(figure.plots[1]) == Places{{50, 300}, {300, 100}});
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
    CHECK(by_axis.plots[0].marks[0].series == 0);
    CHECK(places(by_axis.plots[0]) == Places{{1, 200}, {2, 300}, {1, 0}, {2, 100}});
    CHECK(by_axis.legend.title == "deadline (ms)");
    CHECK(by_axis.legend.labels == std::vector<std::string>{"50", "300"});
}

TEST_CASE("where policies are compared, the bound of each point is dotted beside them",
          "[figure data]") {
    Shown figure(R"({"name": "f", "x": "sla_ms", "y": ["attainment", "latency_ms_mean"],
                     "where": {"network.latency.sd_ms": 2}})",
                 R"(["fastest", "most_accurate"])");
    for (CellRow& row : figure.rows) interval_of(row, "bound_attainment") = {0.75, 0.7, 0.8};
    const std::vector<CellRow> of_one = figure.rows;
    for (CellRow row : of_one) {
        row.policy = "most_accurate";
        figure.rows.push_back(std::move(row));
    }
    std::stable_sort(figure.rows.begin(), figure.rows.end(),
                     [](const CellRow& a, const CellRow& b) { return a.point < b.point; });
    const DrawnFigure drawn = figure.drawn();
    REQUIRE(drawn.series.size() == 3);
    CHECK(drawn.series[2].bound);
    const auto of_bound = [&](const Plot& plot) {
        Places list;
        for (const Mark& mark : plot.marks) {
            if (mark.series == 2) list.emplace_back(mark.x, mark.y.mean);
        }
        return list;
    };
    CHECK(of_bound(drawn.plots[0]) == Places{{50, 75}, {300, 75}});
    CHECK(of_bound(drawn.plots[1]).empty());  // nothing bounds a latency
    const Shown latency(R"({"name": "f", "x": "sla_ms", "y": "latency_ms_mean",
                            "where": {"network.latency.sd_ms": 2}})",
                        R"(["fastest", "most_accurate"])");
    CHECK(latency.drawn().series.size() == 2);
}

TEST_CASE("a band is the interval of a mean, or what the requests spread over", "[figure data]") {
    const auto drawn = [](const std::string& spread) {
        Shown figure(R"({"name": "f", "x": "sla_ms", "spread": ")" + spread + R"(",
                         "y": ["latency_ms_mean", "aggregate_accuracy", "attainment"],
                         "where": {"network.latency.sd_ms": 2}})");
        for (CellRow& row : figure.rows) {
            interval_of(row, "latency_ms_sd") = {20, 19, 21};
            interval_of(row, "latency_ms_p25") = {90, 89, 91};
            interval_of(row, "latency_ms_p75") = {250, 240, 260};
            interval_of(row, "accuracy_sd") = {0.125, 0.1, 0.2};
        }
        return figure.drawn();
    };
    const auto band = [](const DrawnFigure& figure, size_t nth) {
        const Interval& y = figure.plots[nth].marks[1].y;
        return std::vector<double>{y.low, y.mean, y.high};
    };
    using Values = std::vector<double>;
    CHECK(band(drawn("interval"), 0) == Values{0, 100, infinity});
    CHECK(band(drawn("sd"), 0) == Values{80, 100, 120});
    CHECK(band(drawn("sd"), 1) == Values{37.5, 50, 62.5});
    CHECK(band(drawn("sd"), 2) == Values{25, 50, 75});  // no spread is known of it
    CHECK(band(drawn("quartiles"), 0) == Values{90, 100, 250});
    CHECK(drawn("sd").y_captions == std::vector<std::string>{"latency (ms) \u00b1 sd",
                                                             "accuracy (%) \u00b1 sd",
                                                             "in time (%)"});
    CHECK(drawn("quartiles").y_captions[0] == "latency (ms), quartiles");
}

TEST_CASE("an axis reaches to the vertical lines across it", "[figure data]") {
    const DrawnFigure figure = shown(
        R"({"name": "f", "x": "sla_ms", "y": "attainment", "where": {"network.latency.sd_ms": 2},
                  "x_lines": [{"x": 20, "label": "a"}, {"x": 310, "label": "b"}]})");
    CHECK(figure.x_extent.low == 20);
    CHECK(figure.x_extent.high == 310);
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
    CHECK(places(figure.plots[0]) == Places{{50, 50}, {300, 50}});
}

TEST_CASE("a part that a point lacks has no height there", "[figure data]") {
    DrawnFigure figure;
    figure.figure.kind = FigureKind::areas;
    figure.figure.y = {"usage"};
    figure.series = {{"always", {}}, {"at times", {}}};
    figure.plots.resize(1);
    const auto part = [](size_t series, double x, double y) { return Mark{series, x, {y, y, y}}; };
    figure.plots[0].marks = {part(0, 1, 60), part(0, 2, 100), part(0, 3, 60), part(1, 1, 40),
                             part(1, 3, 40)};
    complete(figure);
    REQUIRE(figure.plots[0].marks.size() == 6);
    const Mark& added = figure.plots[0].marks[4];
    CHECK(added.series == 1);
    CHECK(added.x == 2);
    CHECK(added.y.mean == 0);
    CHECK(added.foot == 100);
}

TEST_CASE("a curve has a gap where nothing was measured, other marks are left out",
          "[figure data]") {
    const auto marks_of = [](const std::string& kind, const std::string& x) {
        Shown figure(R"({"name": "f", "kind": ")" + kind + R"(", "x": ")" + x +
                     R"(", "y": "attainment", "where": {"network.latency.sd_ms": 2}})");
        interval_of(figure.rows[1], "attainment") = {nan, nan, nan};
        return figure.drawn().plots[0].marks;
    };
    const std::vector<Mark> curve = marks_of("lines", "sla_ms");
    REQUIRE(curve.size() == 2);
    CHECK(curve[0].y.mean == 50);
    CHECK(std::isnan(curve[1].y.mean));
    CHECK(marks_of("bars", "sla_ms").size() == 1);
    CHECK(marks_of("scatter", "latency_ms_mean").size() == 1);
}

TEST_CASE("of many equal durations the ends are drawn, of none at all the last", "[figure data]") {
    Shown figure(R"({"name": "f", "kind": "cdf", "y": "wait_ms",
                     "where": {"sla_ms": 50, "network.latency.sd_ms": 2}})");
    const auto levels = [](std::vector<double> values) {
        std::vector<Level> list;
        for (double x : values) {
            const double level = static_cast<double>(list.size()) / 8;
            list.push_back({level, level, level, x});
        }
        return list;
    };
    figure.rows[3].distributions = {{&all_quantities()[1], levels({0, 0, 0, 4, 4, 4, 4, 9})}};
    CHECK(places(figure.drawn().plots[0]) == Places{{0, 0.25}, {4, 0.375}, {4, 0.75}, {9, 0.875}});
    figure.rows[3].distributions = {{&all_quantities()[1], levels({0, 0, 0})}};
    CHECK(figure.drawn().plots[0].is_empty());
}

TEST_CASE("an axis along x reaches over all places that are shown", "[figure data]") {
    Shown figure(R"({"name": "f", "x": "sla_ms", "y": "attainment",
                     "where": {"network.latency.sd_ms": 2}})");
    figure.rows.erase(figure.rows.begin() + 2, figure.rows.end());
    const Extent x = figure.drawn().x_extent;
    CHECK(x.low == 50);
    CHECK(x.high == 300);
}

}  // namespace mdisim
