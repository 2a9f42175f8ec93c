#include "sim/report/figures/drawn_figure.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "sim/metrics/metrics.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr double no_end = std::numeric_limits<double>::infinity();

DrawnFigure completed(FigureKind kind, std::vector<Mark> marks) {
    DrawnFigure figure;
    figure.figure.kind = kind;
    figure.figure.x = "x";
    figure.figure.y = {"y"};
    figure.series = {{"one", "#0072b2"}, {"two", "#332288"}, look_of_bound()};
    figure.better = {Better::lower, Better::higher};
    figure.plots.resize(1);
    figure.plots[0].marks = std::move(marks);
    complete(figure);
    return figure;
}

Mark mark(size_t series, double x, double y) { return {series, x, {y, y, y}, {x, x, x}}; }

using Ends = std::pair<double, double>;
Ends ends(const Extent& extent) { return {extent.low, extent.high}; }

}  // namespace

TEST_CASE("marks stand series by series from left to right, points of a scatter as they came",
          "[drawn figure]") {
    const std::vector<Mark> marks = {mark(1, 5, 0), mark(0, 7, 0), mark(0, 2, 0), mark(1, 3, 0)};
    const auto places = [&](FigureKind kind) {
        std::vector<std::pair<size_t, double>> list;
        const DrawnFigure figure = completed(kind, marks);
        for (const Mark& m : figure.plots[0].marks) list.emplace_back(m.series, m.x);
        return list;
    };
    using Places = std::vector<std::pair<size_t, double>>;
    CHECK(places(FigureKind::lines) == Places{{0, 2}, {0, 7}, {1, 3}, {1, 5}});
    CHECK(places(FigureKind::scatter) == Places{{0, 7}, {0, 2}, {1, 5}, {1, 3}});
}

TEST_CASE("the front is of policies, not of bounds, from left to right", "[drawn figure]") {
    std::vector<Mark> marks = {mark(0, 3, 30), mark(0, 1, 10), mark(1, 2, 5), mark(1, 4, 30),
                               mark(2, 0, 99)};
    const DrawnFigure lower = completed(FigureKind::scatter, marks);
    CHECK(lower.plots[0].front == Curve{{1, 10}, {3, 30}});
    CHECK(lower.front_steps() == std::string("after"));
    CHECK(lower.legend.labels == std::vector<std::string>{"one", "two", "bound", "Pareto front"});

    DrawnFigure higher = lower;
    higher.better = {Better::higher, Better::higher};
    complete(higher);
    CHECK(higher.plots[0].front == Curve{{4, 30}});
    CHECK(higher.front_steps() == std::string("before"));
    higher.better = {Better::higher, Better::lower};
    complete(higher);
    CHECK(higher.plots[0].front == Curve{{2, 5}, {4, 30}});
    higher.better[1] = Better::neither;
    complete(higher);
    CHECK(higher.plots[0].front.empty());
    CHECK(higher.legend.labels.size() == 3);
    CHECK(completed(FigureKind::scatter, {mark(0, 1, 1)}).plots[0].front.empty());
    DrawnFigure phones = completed(FigureKind::lines, marks);
    phones.figure.kind = FigureKind::scatter;
    phones.figure.series = "phone.profile";
    complete(phones);
    CHECK(phones.plots[0].front.empty());
}

TEST_CASE("parts of a stack stand on each other at every place", "[drawn figure]") {
    const DrawnFigure figure = completed(
        FigureKind::areas, {mark(1, 1, 40), mark(0, 1, 60), mark(0, 2, 70), mark(1, 2, 30)});
    std::vector<double> feet;
    for (const Mark& m : figure.plots[0].marks) feet.push_back(m.foot);
    CHECK(feet == std::vector<double>{0, 0, 60, 70});
}

TEST_CASE("axes reach over all that is to be seen, for all panels alike", "[drawn figure]") {
    DrawnFigure figure = completed(FigureKind::lines, {{0, 0, {10, 8, no_end}}, mark(0, 4, 20)});
    CHECK(ends(figure.y_extents[0]) == Ends{8, 20});
    figure.plots.push_back(figure.plots[0]);
    figure.plots[1].marks = {mark(0, 9, 60)};
    figure.plots[1].published = {{{12, 70}}};
    complete(figure);
    CHECK(ends(figure.x_extent) == Ends{0, 12});
    CHECK(ends(figure.y_extents[0]) == Ends{8, 70});
    CHECK(figure.legend.labels.back() == "published");

    DrawnFigure part = completed(FigureKind::lines, {});
    part.plots = figure.plots;
    part.x_range = {3, 10};
    complete(part);
    CHECK(ends(part.y_extents[0]) == Ends{20, 60});
}

TEST_CASE("bars stand on zero, a log scale reaches over what is above it", "[drawn figure]") {
    CHECK(ends(completed(FigureKind::bars, {mark(0, 0, 7)}).y_extents[0]) == Ends{0, 7});
    DrawnFigure log = completed(FigureKind::bars, {mark(0, 0, 7)});
    log.figure.y_scale = AxisScale::log;
    log.plots[0].marks = {{0, 0, {7, -1, 9}}};
    log.y_extents.clear();
    complete(log);
    CHECK(ends(log.y_extents[0]) == Ends{7, 9});
}

TEST_CASE("tails reach up to all and down to the curve, not to the end of its interval",
          "[drawn figure]") {
    const std::vector<Mark> tail = {{0, 1, {0.9, 0.8, 0.95}}, {0, 2, {0.01, 1e-9, 0.1}}};
    CHECK(ends(completed(FigureKind::tails, tail).y_extents[0]) == Ends{0.01, 1});
    CHECK(completed(FigureKind::tails, {}).y_extents[0].known());
}

TEST_CASE("where every mark is a gap nothing was measured", "[drawn figure]") {
    const DrawnFigure figure = completed(FigureKind::lines, {mark(0, 1, no_number)});
    CHECK(figure.plots[0].is_empty());
    CHECK_FALSE(figure.y_extents[0].known());
    CHECK_FALSE(
        completed(FigureKind::lines, {mark(0, 1, no_number), mark(0, 2, 1)}).plots[0].is_empty());
}

TEST_CASE("there is a legend where there is something to tell apart", "[drawn figure]") {
    const auto labels = [](FigureKind kind, const std::string& x, const std::string& series) {
        DrawnFigure figure = completed(kind, {mark(0, 1, 1)});
        figure.series.resize(1);
        figure.figure.x = x;
        figure.figure.series = series;
        complete(figure);
        return figure.legend.labels;
    };
    using Names = std::vector<std::string>;
    CHECK(labels(FigureKind::lines, "x", "policy").empty());
    CHECK(labels(FigureKind::lines, "x", "sla_ms") == Names{"one"});
    CHECK(labels(FigureKind::areas, "x", "policy") == Names{"one"});
    CHECK(labels(FigureKind::stages, "", "policy") == Names{"deadline", "one"});
    CHECK(labels(FigureKind::bars, "", "sla_ms").empty());
}

}  // namespace mdisim
