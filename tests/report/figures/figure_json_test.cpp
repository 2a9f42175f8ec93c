#include "sim/report/figures/figure_json.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

constexpr double endless = std::numeric_limits<double>::infinity();

DrawnFigure figure_of(FigureKind kind, std::vector<Mark> marks) {
    DrawnFigure figure;
    figure.figure.name = "f";
    figure.figure.kind = kind;
    figure.figure.x = "x";
    figure.figure.y = {"y"};
    figure.series = {{"one", "#0072b2", "dashed", 3}, {"two", "#332288"}};
    figure.x_caption = "x, ms";
    figure.y_captions = {"y, %"};
    figure.better = {Better::lower, Better::higher};
    figure.plots.resize(1);
    figure.plots[0].panel = "here";
    figure.plots[0].marks = std::move(marks);
    complete(figure);
    return figure;
}

// The marks of every series, as JSON.
std::vector<std::string> marks_in(const DrawnFigure& figure) {
    std::vector<std::string> list;
    const Node document = figure_document(figure);
    for (const Node& marks : document.find("plots")->items[0].find("marks")->items) {
        list.push_back(dump(marks));
    }
    return list;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a figure as data holds all that is drawn", "[figure json]") {
    DrawnFigure figure = figure_of(FigureKind::scatter, {{0, 1, {2, 1.5, endless}, {1, 0, 3}},
                                                         {1, 5, {1.0 / 3, 0, 1}, {5, 5, 5}}});
    figure.figure.x_lines = {{4, "here"}};
    figure.plots[0].published = {{{1, 2}, {3, 4}}};
    figure.plots[0].ticks = {{1, 3, {2.5, 2.5, 2.5}}};
    complete(figure);
    CHECK(dump(figure_document(figure)) ==
          R"({"name":"f","kind":"scatter","title":"","across":false,"steps":false,"series":[)"
          R"({"label":"one","colour":"#0072b2","line":"dashed","dashes":[5.0,1.6],"marker":3,)"
          R"("bound":false,"competes":true},)"
          R"({"label":"two","colour":"#332288","line":"solid","dashes":[],"marker":0,)"
          R"("bound":false,"competes":true}],)"
          R"("x":{"label":"x, ms","words":[],"range":null,"extent":[0.0,5.0],)"
          R"("lines":[{"x":4.0,"label":"here"}]},)"
          R"("y":[{"label":"y, %","log":false,"range":null,"extent":[0.0,4.0]}],)"
          R"("bar_width":0.42,"front_steps":"after","plots":[{"panel":"here","y":0,"marks":[)"
          R"({"series":0,"x":[1.0],"y":[2.0],"low":[1.5],"high":[null],"x_low":[0.0],)"
          R"("x_high":[3.0]},)"
          R"({"series":1,"x":[5.0],"y":[0.3333333333333333],"low":[0.0],"high":[1.0],)"
          R"("x_low":[5.0],"x_high":[5.0]}],)"
          R"("published":[{"x":[1.0,3.0],"y":[2.0,4.0]}],"ticks":{"x":[3.0],"y":[2.5]},)"
          R"("front":{"x":[1.0],"y":[2.0]},)"
          R"("deadlines":[],"deadline_along":{"x":[],"y":[]},)"
          R"("thresholds":[],"threshold_marks":{"x":[],"y":[]}}],)"
          R"("legend":{"title":"","labels":["one","two","published","Pareto front"]}})");
}

TEST_CASE("what belongs to one word stands beside each other", "[figure json]") {
    DrawnFigure figure = figure_of(FigureKind::bars, {{0, 0, {1, 1, 1}}, {1, 0, {2, 2, 2}}});
    figure.words = {"a word"};
    CHECK(marks_in(figure) ==
          Texts{R"({"series":0,"x":[-0.21],"y":[1.0],"low":[1.0],"high":[1.0]})",
                R"({"series":1,"x":[0.21],"y":[2.0],"low":[2.0],"high":[2.0]})"});
    figure.figure.kind = FigureKind::lines;
    CHECK(marks_in(figure)[0] == R"({"series":0,"x":[-0.125],"y":[1.0],"low":[1.0],"high":[1.0]})");
    figure.figure.kind = FigureKind::bars;
    figure.figure.x.clear();  // every series is a word then
    CHECK(marks_in(figure)[0] == R"({"series":0,"x":[0.0],"y":[1.0],"low":[1.0],"high":[1.0]})");
}

TEST_CASE("parts of stacks have feet, gaps are null", "[figure json]") {
    const double gap = std::nan("");
    CHECK(marks_in(figure_of(FigureKind::areas, {{0, 1, {60, 0, 99}}, {1, 1, {40, 0, 99}}})) ==
          Texts{R"({"series":0,"x":[1.0],"y":[60.0],"foot":[0.0]})",
                R"({"series":1,"x":[1.0],"y":[40.0],"foot":[60.0]})"});
    CHECK(marks_in(figure_of(FigureKind::lines, {{0, 1, {gap, gap, gap}}, {0, 2, {4, 3, 5}}})) ==
          Texts{R"({"series":0,"x":[1.0,2.0],"y":[null,4.0],"low":[null,3.0],"high":[null,5.0]})"});
}

TEST_CASE("figures are written by their names, those of an earlier run go", "[figure json]") {
    const TemporaryFolder folder;
    folder.write("figures/old.json", "{}");
    folder.write("figures/old.svg", "<svg/>");
    folder.write("figures/f.json", "half of somethi");
    folder.write("figures/f.svg", "<svg/>");
    folder.write("figures/mine.svg", "<svg/>");
    const DrawnFigure figure = figure_of(FigureKind::lines, {{0, 1, {1, 1, 1}}});
    write_figures(folder.path(), {figure});
    CHECK(dump(read_document(folder.path("figures/f.json"))) == dump(figure_document(figure)));
    CHECK_FALSE(fs::exists(folder.path("figures/old.json")));
    CHECK_FALSE(fs::exists(folder.path("figures/old.svg")));
    CHECK_FALSE(fs::exists(folder.path("figures/f.svg")));  // it showed other numbers
    CHECK(fs::exists(folder.path("figures/mine.svg")));
    folder.write("figures/f.svg", "<svg/>");
    write_figures(folder.path(), {figure});
    CHECK(fs::exists(folder.path("figures/f.svg")));  // it shows these numbers
    write_figures(folder.path("none"), {});
    CHECK_FALSE(fs::exists(folder.path("none")));
}

}  // namespace mdisim
