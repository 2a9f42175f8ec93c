// What is in the specifications; that they are Vega-Lite is checked in tests/browser/.
#include "sim/report/figures/vega.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "sim/metrics/metrics.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

constexpr double open_end = std::numeric_limits<double>::infinity();

DrawnFigure drawn(FigureKind kind, std::vector<Mark> marks) {
    DrawnFigure figure;
    figure.figure.kind = kind;
    figure.figure.x = "x";
    figure.figure.y = {"y"};
    figure.series = {{"one, two", "#0072b2"}, look_of_bound()};
    figure.x_caption = "x (ms)";
    figure.y_captions = {"y (%)"};
    figure.better = {Better::lower, Better::higher};
    figure.plots.resize(1);
    figure.plots[0].marks = std::move(marks);
    return figure;
}

const Node& at(const Node& node, std::initializer_list<const char*> path) {
    const Node* found = &node;
    for (const char* key : path) {
        found = found->find(key);
        INFO(key);
        REQUIRE(found != nullptr);
    }
    return *found;
}

std::string numbers(const Node& layer) { return at(layer, {"data", "values"}).text; }

std::vector<Node> specs_of(DrawnFigure figure) {
    complete(figure);
    return vega_lite(figure);
}

Node spec_of(const DrawnFigure& figure) { return specs_of(figure).at(0); }

std::vector<double> domain(const Node& spec, const char* channel) {
    std::vector<double> ends;
    for (const Node& end : at(spec, {"encoding", channel, "scale", "domain"}).items) {
        ends.push_back(end.as_number());
    }
    return ends;
}

}  // namespace

TEST_CASE("numbers are CSV, what is unknown is left empty", "[vega]") {
    const Node spec = spec_of(
        drawn(FigureKind::lines,
              {{0, 1, {2, 1, 3}}, {0, 2.5, {4, -open_end, open_end}}, {1, 1, {1.0 / 3, 0, 1}}}));
    CHECK(numbers(spec) ==
          "s,k,x,y,lo,hi\n"
          "\"one, two\",0,1,2,1,3\n"
          "\"one, two\",0,2.5,4,,\n"
          "bound,1,1,0.333333,0,1\n");
    CHECK(at(spec, {"params"}).items[0].find("name")->text == "hidden");
    CHECK(at(spec, {"title", "text"}).text == "y (%)");
}

TEST_CASE("panels share what their axes reach over", "[vega]") {
    DrawnFigure figure = drawn(FigureKind::lines, {{0, 0, {10, 10, 10}}, {0, 4, {20, 20, 20}}});
    figure.plots.push_back(figure.plots[0]);
    figure.plots[1].marks = {{0, 8, {60, 60, 60}}};
    const std::vector<Node> specs = specs_of(figure);
    for (const char* channel : {"x", "y"}) {
        CHECK(domain(specs[0], channel) == domain(specs[1], channel));
    }
    CHECK(domain(specs[0], "y")[0] < 10);
    CHECK(domain(specs[0], "y")[1] > 60);
    figure.y_range = {0, 50};
    CHECK(domain(spec_of(figure), "y") == std::vector<double>{0, 50});
}

TEST_CASE("on a log scale there is no zero and nothing below what is shown", "[vega]") {
    const Node spec =
        spec_of(drawn(FigureKind::tails,
                      {{0, 1, {1, 1, 1}}, {0, 2, {0.001, -0.5, 0.01}}, {0, 3, {0, 0, 0.001}}}));
    CHECK(numbers(spec) ==
          "s,k,x,y,lo,hi\n"
          "\"one, two\",0,1,1,1,1\n"
          "\"one, two\",0,2,0.001,0.000666667,0.01\n");
    CHECK(domain(spec, "y") == std::vector<double>{0.001 / 1.5, 1});
    CHECK(at(spec, {"encoding", "y", "axis", "values"}).items.size() == 4);
}

TEST_CASE("lines and points on a log scale have air by a factor", "[vega]") {
    for (const FigureKind kind : {FigureKind::lines, FigureKind::scatter}) {
        DrawnFigure figure = drawn(kind, {{0, 1, {1, 1, 1}}, {0, 2, {1000, 1000, 1000}}});
        figure.figure.y_scale = AxisScale::log;
        CHECK(domain(spec_of(figure), "y") == std::vector<double>{1 / 1.2, 1200});
    }
}

TEST_CASE("bars on a log scale stand on its low end", "[vega]") {
    DrawnFigure figure = drawn(FigureKind::bars, {{0, 0, {10, 9, 11}}, {1, 0, {400, 390, 410}}});
    figure.words = {"here"};
    figure.figure.y_scale = AxisScale::log;
    const Node spec = spec_of(figure);
    const double foot = domain(spec, "y")[0];
    CHECK(foot > 0);
    CHECK(foot < 9);
    const Node& layers = at(spec, {"layer"});
    CHECK(at(layers.items[0], {"encoding", "y2", "datum"}).as_number() == foot);
}

TEST_CASE("vertical lines stand behind curves, with their names", "[vega]") {
    DrawnFigure figure = drawn(FigureKind::lines, {{0, 0, {10, 10, 10}}, {0, 4, {20, 20, 20}}});
    figure.figure.x_lines = {{3, "here, \"there\""}};
    const Node spec = spec_of(figure);
    const std::vector<Node>& layers = at(spec, {"layer"}).items;
    for (size_t i : {0u, 1u}) CHECK(numbers(layers[i]) == "x,label\n3,\"here, \"\"there\"\"\"\n");
    CHECK(at(layers[0], {"mark", "type"}).text == "rule");
    CHECK(at(layers[1], {"mark", "type"}).text == "text");
}

TEST_CASE("the page is told how to read a plot, and what its band is", "[vega]") {
    const auto band = [](Spread spread) {
        DrawnFigure figure = drawn(FigureKind::lines, {{0, 0, {10, 9, 11}}});
        figure.figure.x = "sla_ms";
        figure.figure.y = {"latency_ms_mean"};
        figure.figure.spread = spread;
        const Node spec = spec_of(figure);
        CHECK(at(spec, {"usermeta", "reads", "by"}).text == "curves");
        CHECK(at(spec, {"encoding"}).find("tooltip") == nullptr);
        return at(spec, {"usermeta", "reads", "band"}).text;
    };
    CHECK(band(Spread::interval) == "95 % interval");
    CHECK(band(Spread::sd) == "one standard deviation");
    CHECK(band(Spread::quartiles) == "quartiles");
}

TEST_CASE("the tooltip of a point has its interval", "[vega]") {
    const Node spec = spec_of(drawn(FigureKind::scatter, {{0, 3, {30, 29, 31}, {3, 3, 3}}}));
    CHECK(at(spec, {"usermeta", "reads", "by"}).text == "points");
    CHECK_THAT(at(spec, {"encoding", "tooltip", "value", "expr"}).text,
               Catch::Contains("\"95 % interval\""));
}

TEST_CASE("a front is drawn in steps behind the points", "[vega]") {
    const Node spec = spec_of(drawn(
        FigureKind::scatter, {{0, 3, {30, 30, 30}, {3, 3, 3}}, {0, 1, {10, 10, 10}, {1, 1, 1}}}));
    const Node& front = at(spec, {"layer"}).items[0];
    CHECK(numbers(front) == "x,y\n1,10\n3,30\n");
    CHECK(at(front, {"mark", "interpolate"}).text == "step-after");
}

TEST_CASE("kinds of lines are those of the looks, in widths of the line", "[vega]") {
    const Node spec = spec_of(drawn(FigureKind::lines, {{0, 1, {1, 1, 1}}}));
    const Node& range =
        at(at(spec, {"layer"}).items[1], {"encoding", "strokeDash", "scale", "range"});
    CHECK(dump(range) == "[[1,0],[2.2,3.0]]");
}

TEST_CASE("where nothing was measured it says so", "[vega]") {
    const Node spec = spec_of(drawn(FigureKind::lines, {}));
    CHECK(at(spec, {"mark", "text"}).text == "nothing measured");
    CHECK(at(spec, {"params"}).items[0].find("name")->text == "hidden");
}

}  // namespace mdisim
