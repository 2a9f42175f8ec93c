// Figures are drawn when a scenario is run: in three forms, the same bytes every time. Without
// matplotlib the results are the same and a line says what is missing.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// A scenario with every kind of figure.
std::string every_kind() { return read_text(MDISIM_SOURCE_DIR "/tests/app/every_kind.json"); }

bool can_draw() {
    static const bool can =
        has_python() && run_python({"-c", "import matplotlib, numpy"}).code == 0;
    if (!can) WARN("skipped: python3-matplotlib is missing (scripts/packages figures)");
    return can;
}

Words names_of_figures() {
    Words names;
    const Node scenario = parse_document(every_kind(), "every kind");
    for (const Node& figure : scenario.find("figures")->items) {
        names.push_back(figure.find("name")->text);
    }
    return names;
}

// Every tag that is opened is closed, in order.
bool is_well_formed(const std::string& xml) {
    Words open;
    for (size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
        if (xml.compare(at, 4, "<!--") == 0) {
            at = xml.find("-->", at);
            continue;
        }
        const size_t end = xml.find('>', at);
        if (end == std::string::npos) return false;
        if (xml[at + 1] == '?' || xml[at + 1] == '!') continue;
        const bool closing = xml[at + 1] == '/';
        const size_t name = at + 1 + closing;
        const std::string tag = xml.substr(name, xml.find_first_of(" \n/>", name) - name);
        if (closing) {
            if (open.empty() || open.back() != tag) return false;
            open.pop_back();
        } else if (xml[end - 1] != '/') {
            open.push_back(tag);
        }
    }
    return open.empty();
}

void draw(const std::string& out) { REQUIRE(run_python({"scripts/figures.py", out}).code == 0); }

std::string scenario_in(const TemporaryFolder& folder) {
    return folder.write("scenarios/every.json", every_kind());
}

}  // namespace

TEST_CASE("the check of SVG files notices what it is for", "[figures]") {
    CHECK(is_well_formed("<?xml version='1'?><!-- <b> --><svg a=\"1\"><g/><p>x</p></svg>"));
    CHECK_FALSE(is_well_formed("<svg><g></svg>"));
    CHECK_FALSE(is_well_formed("<svg><g></svg></g>"));
    CHECK_FALSE(is_well_formed("<svg><g"));
}

TEST_CASE("every declared figure is drawn in three forms, twice with the same bytes",
          "[figures][long]") {
    if (!can_draw()) return;
    const TemporaryFolder folder;
    const std::string scenario = scenario_in(folder);
    const std::string out = folder.path("r");
    const Ended ended = run_program({"run", scenario, "--out", out});
    CHECK(ended.code == 0);
    CHECK(ended.err == "");

    const Words names = names_of_figures();
    std::vector<std::string> first;
    for (const std::string& name : names) {
        CAPTURE(name);
        const std::string stem = out + "/figures/" + name;
        const std::string svg = read_text(stem + ".svg");
        CHECK(is_well_formed(svg));
        CHECK(svg.ends_with("</svg>\n"));
        CHECK_THAT(svg, !Catch::Contains("<dc:date>"));
        CHECK_THAT(svg, !Catch::Contains("mathdefault"));  // text that was not drawn as a number
        const std::string pdf = read_text(stem + ".pdf");
        CHECK_THAT(pdf, Catch::StartsWith("%PDF-"));
        CHECK(times_in(pdf, "/Type3") == 0);
        CHECK(times_in(pdf, "/CIDFontType2") > 0);
        CHECK(times_in(pdf, "CreationDate") == 0);
        const std::string png = read_text(stem + ".png");
        CHECK_THAT(png, Catch::StartsWith("\x89PNG"));
        for (const std::string& bytes : {svg, pdf, png}) first.push_back(bytes);
    }
    size_t files = 0;
    for (const auto& entry : fs::directory_iterator(out + "/figures")) {
        CAPTURE(entry.path());
        CHECK(entry.path().extension() != ".part");
        ++files;
    }
    CHECK(files == 6 * names.size() + 1);  // with data and captions; and what made them

    // What an earlier run has drawn of other figures goes, and what others put there stays.
    folder.write("r/figures/of_an_earlier_run.svg", "<svg/>");
    folder.write("r/figures/mine.svg", "<svg/>");
    folder.write("r/figures/.drawn", "of another time\nof_an_earlier_run.svg");
    draw(out);
    CHECK_FALSE(fs::exists(out + "/figures/of_an_earlier_run.svg"));
    CHECK(fs::exists(out + "/figures/mine.svg"));
    size_t i = 0;
    for (const std::string& name : names) {
        for (const char* form : {".svg", ".pdf", ".png"}) {
            CAPTURE(name, form);
            CHECK((read_text(out + "/figures/" + name + form) == first[i++]));
        }
    }
}

TEST_CASE("nothing is cut off at the edge of a figure", "[figures][long]") {
    if (!can_draw()) return;
    const TemporaryFolder folder;
    const std::string more = R"json([
        {"name": "column", "kind": "bars", "y": ["attainment", "effective_accuracy"],
         "where": {"network": "networks/lte", "sla_ms": 200}},
        {"name": "folds", "x": "sla_ms", "y": ["attainment", "latency_ms_mean"],
         "y_labels": ["of all requests those answered in time (%)", "ms"], "panels": "network"}
        ])json";
    const std::string script = folder.write("edges.py", R"py(
import pathlib, sys
from matplotlib.image import imread
pages = sorted(pathlib.Path(sys.argv[1]).rglob("figures/*.png"))
for page in pages:
    ink = imread(page)[:, :, :3].min(axis=2) < 0.9
    if ink[:2].any() or ink[-2:].any() or ink[:, :2].any() or ink[:, -2:].any():
        print(page.stem)
print(len(pages), "pages")
)py");
    const std::string scenario = scenario_in(folder);
    fs::create_directory(folder.path("r"));
    REQUIRE(run_program({"run", scenario, "--out", folder.path("r/a")}).code == 0);
    REQUIRE(run_program({"run", scenario, "--set", "figures=" + more, "--out", folder.path("r/b")})
                .code == 0);
    const Ended looked = run_python({script, folder.path("r")});
    REQUIRE(looked.code == 0);
    CHECK(looked.out == std::to_string(names_of_figures().size() + 2) + " pages\n");
}

TEST_CASE("figures that would come out the same are left, others are drawn again",
          "[figures][long]") {
    if (!can_draw()) return;
    const TemporaryFolder folder;
    const std::string out = folder.path("r");
    const std::string only = R"([{"name": "f", "x": "sla_ms", "y": "regret", "panels": "network",
                                  "behind": "published/mdinference_fig3a"}])";
    const Ended ended =
        run_program({"run", scenario_in(folder), "--set", "figures=" + only, "--out", out});
    REQUIRE(ended.code == 0);
    const std::string figure = out + "/figures/f.svg";
    const std::string bytes = read_text(figure);
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
    const auto is_drawn_again = [&] {
        fs::last_write_time(figure, long_ago);
        draw(out);
        CHECK((read_text(figure) == bytes));
        return fs::last_write_time(figure) != long_ago;
    };
    CHECK(!is_drawn_again());
    folder.write("r/figures/f.svg", "<svg/>");
    CHECK(is_drawn_again());
    fs::remove(out + "/figures/f.png");
    CHECK(is_drawn_again());
    for (const char* file : {"/metrics.csv", "/manifest.json"}) {
        std::ofstream(out + file, std::ios::app) << '\n';
        CHECK(!is_drawn_again());
    }
    std::ofstream(out + "/figures/f.json", std::ios::app) << '\n';
    CHECK(is_drawn_again());
}

TEST_CASE("the data of a figure is all that drawing it takes, and all that is said of it",
          "[figures]") {
    if (!can_draw()) return;
    const TemporaryFolder folder;
    const Ended none = run_python({"scripts/figures.py", folder.path()});
    CHECK(none.code == 2);
    CHECK(none.err == folder.path() +
                          ": there is no figures/NAME.json; 'mdisim run' writes one for each "
                          "figure of a scenario\n");
    // Two equal points, one that another beats, and no front: a script mends nothing of it.
    const std::string figure = R"({"name": "x", "kind": "scatter", "title": "", "across": false,
        "steps": false, "series": [{"label": "one", "colour": "#0072b2", "line": "solid",
                                    "dashes": [], "marker": 0, "bound": false}],
        "x": {"label": "x", "words": [], "range": null, "extent": [0, 4], "lines": []},
        "y": [{"label": "y", "log": false, "range": null, "extent": [1, 2]}],
        "bar_width": 0.84, "front_steps": "after",
        "plots": [{"panel": "", "y": 0, "marks": [{"series": 0, "x": [1, 1, 2], "y": [2, 2, 1],
            "low": [1.5, null, 1], "high": [2, null, 1], "x_low": [0, 1, 2], "x_high": [4, 1, 2]}],
            "published": [], "ticks": {"x": [], "y": []}, "front": {"x": [], "y": []},
            "deadlines": [1.5], "deadline_along": {"x": [0, 2], "y": [1, 2]},
            "thresholds": [1.2], "threshold_marks": {"x": [1], "y": [1.8]}}],
        "legend": {"title": "", "labels": ["one", "Pareto front"]}})";
    folder.write("figures/x.json", figure);
    draw(folder.path());
    const std::string svg = read_text(folder.path("figures/x.svg"));
    CHECK(is_well_formed(svg));
    CHECK(times_in(svg, "style=\"fill: #0072b2; stroke: #0072b2; stroke-width: 0.8\"/>") == 4);
    CHECK_THAT(svg, !Catch::Contains("#777777"));  // of a front
    CHECK(times_in(svg, "#c0504a") >= 2);          // a threshold across, and one at a position
}

TEST_CASE("several y stand one below the other or, across, beside each other", "[figures][long]") {
    if (!can_draw()) return;
    const TemporaryFolder folder;
    const auto plot = [](int y, const char* panel) {
        return R"({"panel": ")" + std::string(panel) + R"(", "y": )" + std::to_string(y) +
               R"(, "marks": [{"series": 0, "x": [1, 2], "y": [1, 2], "low": [1, 2],
                  "high": [1, 2]}], "published": [], "ticks": {"x": [], "y": []},
                  "front": {"x": [], "y": []}, "deadlines": [],
                  "deadline_along": {"x": [], "y": []}, "thresholds": [],
                  "threshold_marks": {"x": [], "y": []}})";
    };
    for (const char* across : {"false", "true"}) {
        folder.write("figures/" + std::string(across) + ".json",
                     R"({"name": "x", "kind": "lines", "title": "", "steps": false, "across": )" +
                         std::string(across) +
                         R"(, "series": [{"label": "one", "colour": "#0072b2", "line": "solid",
            "dashes": [], "marker": 0, "bound": false, "competes": true}],
            "x": {"label": "along", "words": [], "range": null, "extent": [1, 2], "lines": []},
            "y": [{"label": "first", "log": false, "range": null, "extent": [1, 2]},
                  {"label": "second", "log": false, "range": null, "extent": [1, 2]},
                  {"label": "third", "log": false, "range": null, "extent": [1, 2]}],
            "bar_width": 0.84, "front_steps": "after", "plots": [)" +
                         plot(0, "") + "," + plot(1, "") + "," + plot(2, "") +
                         R"(], "legend": {"title": "", "labels": []}})");
    }
    draw(folder.path());
    const std::string below = read_text(folder.path("figures/false.svg"));
    const std::string beside = read_text(folder.path("figures/true.svg"));
    CHECK_THAT(below, Catch::Contains("width=\"252pt\" height=\"345.6pt\""));
    CHECK_THAT(beside, Catch::Contains("width=\"504pt\" height=\"165.6pt\""));
    // The x axis has its name at the foot of every column.
    CHECK(times_in(below, "<!-- along -->") == 1);
    CHECK(times_in(beside, "<!-- along -->") == 3);
    for (const std::string& svg : {below, beside}) CHECK(times_in(svg, "<!-- second -->") == 1);
}

TEST_CASE("figures of a scenario are drawn also when a later one cannot be read", "[figures]") {
    if (!can_draw()) return;
    const TemporaryFolder folder;
    Surroundings around;
    around.folder = folder.path();
    const std::string good = scenario_in(folder);
    const Ended ended = run_program({"run", good, folder.write("scenarios/bad.json", "{")}, around);
    CHECK(ended.code == 2);
    for (const std::string& name : names_of_figures())
        CHECK(fs::exists(folder.path("results/every/figures/" + name + ".svg")));
}

TEST_CASE("figures can be left out", "[figures]") {
    const TemporaryFolder folder;
    const Ended ended =
        run_program({"run", scenario_in(folder), "--no-figures", "--out", folder.path("r")});
    CHECK(ended.code == 0);
    CHECK(ended.err == "");
    CHECK(fs::exists(folder.path("r/metrics.csv")));
    CHECK(fs::exists(folder.path("r/distributions.csv")));
    CHECK(fs::exists(folder.path("r/published/mdinference_fig3a.csv")));
    for (const auto& entry : fs::directory_iterator(folder.path("r/figures"))) {
        const std::string form = entry.path().extension();
        CHECK((form == ".json" || form == ".txt" || form == ".tex"));
    }
    for (const std::string& name : names_of_figures()) {
        CHECK(fs::exists(folder.path("r/figures/" + name + ".json")));
    }
}

TEST_CASE("a figure whose axis the command line took is left out with a line", "[figures]") {
    const TemporaryFolder folder;
    const Ended ended = run_program({"run", scenario_in(folder), "--set", "sla_ms=250", "--set",
                                     "figures="
                                     R"([{"name": "f", "x": "sla_ms", "y": "regret",
                                                     "panels": "network"}])",
                                     "--out", folder.path("r")});
    CHECK(ended.code == 0);
    const Words lines = lines_of(ended.err);
    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines[0],
               Catch::Contains("'f' is not drawn") && Catch::Contains("no axis 'sla_ms'"));
}

TEST_CASE("a script that fails costs one line and no results", "[figures]") {
    if (!can_draw()) return;
    const TemporaryFolder folder;
    const Words words = {"run", scenario_in(folder), "--out", folder.path("r")};
    REQUIRE(run_program(with(words, {"--no-figures"})).code == 0);
    folder.write("r/figures/stages.svg/in_the_way", "a folder in the way");
    const Ended ended = run_program(words);
    CHECK(ended.code == 0);
    CHECK(fs::exists(folder.path("r/metrics.csv")));
    const Words lines = lines_of(ended.err);
    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines[0], Catch::Contains("r/figures/stages.json is not drawn: IsADirectoryError"));
}

TEST_CASE("the script ends with 69 and one line where matplotlib is missing", "[figures]") {
    if (!has_python()) return;
    const TemporaryFolder folder;
    // A module of that name that cannot be imported stands before Debian's.
    folder.write("matplotlib.py", "raise ImportError('not here')\n");
    Surroundings around;
    around.variables = {"PYTHONPATH=" + folder.path()};
    const Ended alone = run_python({"scripts/figures.py", "x"}, around);
    CHECK(alone.code == 69);
    CHECK_THAT(alone.err, Catch::Contains("python3-matplotlib"));
    const Ended ended =
        run_program({"run", scenario_in(folder), "--out", folder.path("r")}, around);
    CHECK(ended.code == 0);
    CHECK(fs::exists(folder.path("r/metrics.csv")));
    CHECK(ended.err ==
          "figures are not drawn: they need Python 3 with matplotlib; 'scripts/packages figures' "
          "installs it\n");
}

}  // namespace mdisim
