#include "sim/report/figures/figure_caption.hpp"

#include "sim/describe/text_file.hpp"
#include "sim/scenario/figure.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

DrawnFigure figure_of(FigureKind kind) {
    DrawnFigure figure;
    figure.figure.name = "fig3_a";
    figure.figure.title = "50 % & more";
    figure.figure.kind = kind;
    figure.plots.resize(1);
    return figure;
}

}  // namespace

TEST_CASE("a caption says what bands are and of how many runs", "[figure caption]") {
    const Scenario scenario = scenario_over(R"({"sla_ms": [50, 100]})");
    DrawnFigure figure = figure_of(FigureKind::lines);
    CHECK(note_of(scenario, figure) ==
          "Bands are 95 % intervals of the mean (Student's t) over 10 replications of 5 requests "
          "each.");
    figure.figure.spread = Spread::sd;
    CHECK_THAT(note_of(scenario, figure), Catch::StartsWith("Bands are one standard deviation"));
    CHECK_THAT(note_of(scenario, figure_of(FigureKind::scatter)), Catch::StartsWith("Whiskers"));
    figure.plots[0].published = {{{1, 2}}};
    CHECK_THAT(note_of(scenario, figure), Catch::EndsWith("Grey: published."));
}

TEST_CASE("captions stand beside figures as text and for LaTeX", "[figure caption]") {
    const TemporaryFolder folder;
    folder.write("figures/x.json", "{}");
    const Scenario scenario = scenario_over(R"({"sla_ms": [50, 100]})");
    DrawnFigure figure = figure_of(FigureKind::lines);
    figure.note = "Grey: published.";
    write_captions(folder.path(), scenario, {figure}, "mdisim 1", "f00d");
    CHECK(read_text(folder.path("figures/fig3_a.txt")) ==
          "set/made_up. Fig. 3, a. 50 % & more. Grey: published.\n"
          "mdisim 1, set/made_up, fingerprint f00d.\n");
    CHECK(read_text(folder.path("figures/fig3_a.tex")) ==
          "% mdisim 1, set/made_up, fingerprint f00d\n"
          "\\caption{set/made\\_up. Fig. 3, a. 50 \\% \\& more. Grey: published.}\n");
}

}  // namespace mdisim
