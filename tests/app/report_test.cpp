// Reports as a user makes them. What is on the page is looked at in tests/browser/.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/page/section.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

Surroundings without_library(const TemporaryFolder& folder) {
    Surroundings around;
    around.variables = {"MDISIM_NODE_MODULES=" + folder.path("none")};
    return around;
}

const std::string no_library =
    "figures in the report are not interactive: that needs Vega-Lite; 'scripts/packages report' "
    "installs it\n";

}  // namespace

TEST_CASE("a report of one results folder stands in it", "[report]") {
    const TemporaryFolder folder;
    const std::string out = folder.path("r");
    REQUIRE(run_program(small_figure(out)).code == 0);
    const Ended ended = run_program({"report", out}, without_library(folder));
    CHECK(ended.code == 0);
    CHECK(ended.err == no_library);
    CHECK(ended.out == out + "/report.html\n");
    const std::string first = read_text(out + "/report.html");
    CHECK_THAT(first, Catch::Contains("id=\"claim-md-1\"") || Catch::Contains("static_greedy"));
    REQUIRE(run_program({"report", out}, without_library(folder)).code == 0);
    CHECK((read_text(out + "/report.html") == first));
}

TEST_CASE("a report can be written into a pipe", "[report]") {
    const TemporaryFolder folder;
    const std::string out = folder.path("r");
    REQUIRE(run_program(small_figure(out)).code == 0);
    REQUIRE(run_program({"report", out}, without_library(folder)).code == 0);
    const Ended ended = run_program({"report", out, "-o", "/dev/stdout"}, without_library(folder));
    CHECK(ended.code == 0);
    CHECK((ended.out == read_text(out + "/report.html")));
}

TEST_CASE("a report of all is of every scenario that was run and has something to show",
          "[report]") {
    const TemporaryFolder folder;
    const std::string results = folder.path("results");
    fs::create_directories(results + "/mdinference");
    REQUIRE(run_program(small_figure(results + "/mdinference/fig3")).code == 0);
    const Ended ended =
        run_program({"report", "--all", "--results", results}, without_library(folder));
    CHECK(ended.code == 0);
    CHECK(ended.out == results + "/report.html\n");
    CHECK_THAT(ended.err, Catch::Contains("such as scenarios/"));
    const std::string front = read_text(results + "/report.html");
    CHECK_THAT(front, Catch::Contains("href=\"report/mdinference.html\"") &&
                          !Catch::Contains("id=\"s-mdinference-fig3\""));
    CHECK_THAT(
        read_text(results + "/report/mdinference.html"),
        Catch::Contains("id=\"s-mdinference-fig3\"") && Catch::Contains("href=\"../report.html\""));
    // With --out the first page stands alone; pages of an earlier time go.
    std::ofstream(results + "/report/gone.html") << "old";
    const Ended alone =
        run_program({"report", "--all", "--results", results, "--out", folder.path("alone.html")},
                    without_library(folder));
    CHECK(alone.out == folder.path("alone.html\n"));
    CHECK_THAT(read_text(folder.path("alone.html")), !Catch::Contains("href=\"report/"));
    CHECK(fs::exists(results + "/report/gone.html"));
    REQUIRE(run_program({"report", "--all", "--results", results}, without_library(folder)).code ==
            0);
    CHECK_FALSE(fs::exists(results + "/report/gone.html"));
}

TEST_CASE("requests that a run kept are a figure of their stages, twenty of them", "[report]") {
    const TemporaryFolder folder;
    const std::string out = folder.path("r");
    const std::string file = folder.write("kept.json", R"({"version": 1, "sla_ms": 150,
        "requests": 100, "replications": 2, "records": {"requests": 30},
        "models": {"profile": "models/cloud_p2", "only": ["@table2"]},
        "network": {"profile": "networks/residential"},
        "phone": {"profile": "phones/pixel2"},
        "policies": ["mdinference", {"name": "phone only", "place": "phone"}]})");
    REQUIRE(run_program({"run", file, "--no-figures", "--out", out}).code == 0);
    const Scenario scenario = scenario_in(out);
    SectionBuilder builder(scenario, out, 10);
    Store store = Store::to_read(store_file(out));
    REQUIRE(each_row(scenario, store, [&](const CellRow& row) { builder.add(row); }) == 0);
    const Section section = builder.take();
    REQUIRE(section.figures.size() == 1);
    const DrawnFigure& figure = section.figures.front();
    CHECK(figure.figure.title == "the first 20 that were kept, stage by stage");
    REQUIRE(figure.plots.size() == 2);  // a panel for each policy
    // What stands in requests.csv: the stages of a request end at its latency in the cloud.
    std::map<double, double> ends;
    for (const Mark& mark : figure.plots[0].marks) {
        CHECK(mark.x >= 1);
        CHECK(mark.x <= 20);
        double& end = ends[mark.x];
        end = std::max(end, mark.foot + mark.y.mean);
    }
    REQUIRE(ends.size() == 20);
    std::ifstream table(out + "/requests.csv");
    const auto cells_of_next = [&] {
        std::string line;
        std::getline(table, line);
        std::vector<std::string> cells;
        std::istringstream rest(line);
        for (std::string cell; std::getline(rest, cell, ',');) cells.push_back(cell);
        return cells;
    };
    const std::vector<std::string> head = cells_of_next();
    double nth = 0;
    for (auto row = cells_of_next(); !row.empty(); row = cells_of_next()) {
        const auto cell = [&](const char* name) {
            return row[static_cast<size_t>(std::find(head.begin(), head.end(), name) -
                                           head.begin())];
        };
        if (cell("policy") != "mdinference" || ++nth > 20) continue;
        double sum = 0;
        for (const char* stage : {"uplink_ms", "wait_ms", "execution_ms", "downlink_ms"})
            sum += std::stod(cell(stage));
        CHECK(ends[nth] == Approx(sum));
    }
    CHECK(nth == 30);
}

TEST_CASE("what cannot be reported is said", "[report]") {
    const TemporaryFolder folder;
    const auto said = [&](const std::vector<std::string>& words) {
        const Ended ended = run_program(words, without_library(folder));
        CHECK(ended.code == 2);
        return ended.err;
    };
    CHECK_THAT(said({"report"}), Catch::Contains("needs results folders, or --all"));
    CHECK_THAT(said({"report", "--all", folder.path()}), Catch::Contains("or --all"));
    CHECK_THAT(said({"report", folder.path()}), Catch::Contains("there is no manifest.json"));
    CHECK_THAT(said({"report", "--all", "--results", folder.path("r")}),
               Catch::Contains("there are no results below"));
    const std::string out = folder.path("r");
    REQUIRE(run_program(small_figure(out)).code == 0);
    fs::remove(out + "/store.sqlite");
    CHECK_THAT(said({"report", out}), Catch::Contains("has no store.sqlite"));
}

TEST_CASE("the table of one scenario's page has all points, and says how many rows", "[report]") {
    const TemporaryFolder folder;
    const std::string out = folder.path("r");
    REQUIRE(run_program({"run", "tests/app/every_kind.json", "--no-figures", "--out", out, "--set",
                         "requests=5", "--over", "sla_ms=20:380:20"})
                .code == 0);
    REQUIRE(run_program({"report", out}, without_library(folder)).code == 0);
    const std::string html = read_text(out + "/report.html");
    const std::string table = html.substr(html.find("<table class=\"results sortable\">"));
    size_t rows = 0;
    for (size_t at = 0; (at = table.find("<tr><th scope", at)) != std::string::npos; ++at) ++rows;
    CHECK(rows == 19 * 2 * (5 + 1));  // five policies, and the bound
    CHECK_THAT(table, Catch::Contains(
                          "228 rows: all 38 points of the sweep, each with all its policies. "));
    CHECK_THAT(table, Catch::Contains("All 38 points as CSV"));
}

TEST_CASE("the page of a scenario of one point is called as the scenario is, once", "[report]") {
    const TemporaryFolder folder;
    const std::string file =
        folder.write("over.json", R"({"version": 1, "requests": 5, "sla_ms": 50,
"models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20}]}, "policies": ["fastest"]})");
    REQUIRE(run_program({"run", file, "--out", folder.path("r")}).code == 0);
    REQUIRE(run_program({"report", folder.path("r")}, without_library(folder)).code == 0);
    const std::string html = read_text(folder.path("r/report.html"));
    CHECK_THAT(html,
               Catch::Contains(">All results as CSV</a>") && Catch::Contains("<h1>over</h1>"));
    CHECK(times_in(html, "<h2") == 1);  // of the words on the page
    CHECK(times_in(html, "<h3") == 0);
    CHECK(times_in(html, ">Over<") == 0);
}

TEST_CASE("a policy more in the program changes no look", "[report]") {
    const TemporaryFolder folder;
    const auto looks_by = [&](const std::string& program) {
        Surroundings around;
        around.program = program;
        const std::string out = folder.path(fs::path(program).filename());
        REQUIRE(run_program({"run", "tests/app/every_kind.json", "--no-figures", "--out", out,
                             "--set", "requests=5"},
                            around)
                    .code == 0);
        return read_text(out + "/figures/lines.json") + read_text(out + "/figures/areas.json");
    };
    CHECK(looks_by(MDISIM_PROGRAM) == looks_by(MDISIM_CRASHING));
}

}  // namespace mdisim
