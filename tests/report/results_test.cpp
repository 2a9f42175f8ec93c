#include "sim/report/results.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <utility>
#include <vector>

#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/metrics/distribution.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/files.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

// A reader of RFC 4180, so that what is written can be read by others.
std::vector<Lines> read_csv(const std::string& text) {
    std::vector<Lines> rows;
    Lines row;
    std::string cell;
    bool inside = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inside) {
            if (c != '"') {
                cell += c;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                cell += '"';
                ++i;
            } else {
                inside = false;
            }
        } else if (c == '"' && cell.empty()) {
            inside = true;
        } else if (c == ',' || c == '\n' || c == '\r') {
            row.push_back(std::move(cell));
            cell.clear();
            if (c == ',') continue;
            rows.push_back(std::move(row));
            row.clear();
        } else {
            cell += c;
        }
    }
    CHECK(row.empty());
    CHECK(cell.empty());
    return rows;
}

Provenance provenance() { return {"1.2.3", "a compiler", "mdisim run x.json"}; }

}  // namespace

TEST_CASE("a number is written in as few letters as read back to the same number", "[results]") {
    CHECK(number_text(5) == "5");
    CHECK(number_text(0.1) == "0.1");
    CHECK(number_text(-2.5) == "-2.5");
    CHECK(number_text(0) == "0");
    CHECK(number_text(1e300) == "1e+300");
    CHECK(number_text(nan) == "nan");
    CHECK(number_text(-nan) == "nan");
    CHECK(number_text(infinity) == "inf");
    CHECK(number_text(-infinity) == "-inf");
    uint64_t bits = 0x9E3779B97F4A7C15u;
    for (int i = 0; i < 20000; ++i) {
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        const auto x = std::bit_cast<double>(bits);
        if (!std::isfinite(x)) continue;
        const double back = std::strtod(number_text(x).c_str(), nullptr);
        REQUIRE(std::bit_cast<uint64_t>(back) == bits);
    }
}

TEST_CASE("metrics.csv has a column for every axis and a line for every metric of every cell",
          "[results]") {
    const Scenario scenario = scenario_over(R"({"sla_ms": [10, 20], "network.cv": [0.5]})");
    const std::vector<CellRow> rows = {row_of(scenario, 0, "a"), row_of(scenario, 1, "a")};
    const std::vector<Lines> table = read_csv(metrics_csv(scenario, rows));
    CHECK(table.front() == Lines{"sla_ms", "network.cv", "policy", "metric", "unit", "mean", "low",
                                 "high", "replications"});
    const std::vector<MetricInfo> infos = metric_infos(*rows[0].grading);
    REQUIRE(table.size() == 1 + 2 * infos.size());
    for (size_t i = 1; i < table.size(); ++i) {
        const MetricInfo& info = infos[(i - 1) % infos.size()];
        CHECK(table[i] == Lines{i <= infos.size() ? "10" : "20", "0.5", "a", info.name, info.unit,
                                "0.5", "0.25", "0.75", "3"});
    }
}

TEST_CASE("commas, quotes and line ends in names survive a CSV reader", "[results]") {
    const Scenario scenario = scenario_over(
        R"({"network": [{"label": "a, \"b\" c", "kind": "latency",
                         "latency": {"kind": "constant", "value_ms": 5}}]})");
    const std::string policy = GENERATE(as<std::string>{}, "plain", "a,b", "say \"hi\"", "a\nb",
                                        "a\rb", "\"", ",", " spaced ", "é");
    const std::vector<Lines> table = read_csv(metrics_csv(scenario, {row_of(scenario, 0, policy)}));
    CAPTURE(policy);
    REQUIRE(table.size() > 2);
    for (size_t i = 1; i < table.size(); ++i) {
        REQUIRE(table[i].size() == 8);
        CHECK(table[i][0] == "a, \"b\" c");
        CHECK(table[i][1] == policy);
    }
    CHECK(table.back()[2] == "usage.Net 0.25, \"small\"");
}

TEST_CASE("nothing measured is nan in the table and null in the summary", "[results]") {
    const Scenario scenario = scenario_over("{}");
    CellRow row = row_of(scenario, 0, "a");
    interval_of(row, "latency_ms_p99") = {nan, nan, nan};
    interval_of(row, "attainment") = {0.5, -infinity, infinity};
    CHECK_THAT(metrics_csv(scenario, {row}),
               Catch::Contains("a,latency_ms_p99,ms,nan,nan,nan,3\n"));
    CHECK_THAT(metrics_csv(scenario, {row}), Catch::Contains("a,attainment,,0.5,-inf,inf,3\n"));
    const Node summary = parse_document(summary_text(scenario, {row}), "summary");
    const Node& metrics = *summary.find("cells")->items[0].find("metrics");
    CHECK(metrics.find("latency_ms_p99")->find("mean")->kind == Node::Kind::null);
    CHECK(metrics.find("latency_ms_p99")->find("half_width")->kind == Node::Kind::null);
    CHECK(metrics.find("attainment")->find("mean")->as_number() == 0.5);
    CHECK(metrics.find("attainment")->find("half_width")->kind == Node::Kind::null);
}

TEST_CASE("the summary says of every cell what it is and what came out", "[results]") {
    const Scenario scenario = scenario_over(R"({"sla_ms": [10, 20]})");
    std::vector<CellRow> rows = {row_of(scenario, 0, "a"), row_of(scenario, 1, "b")};
    rows[1].knows_truth = true;
    rows[1].fingerprint = {1, 2};
    const std::string text = summary_text(scenario, rows);
    const Node summary = parse_document(text, "summary");
    CHECK(text == dump(summary, 1) + "\n");
    CHECK(summary.find("scenario")->text == "set/made_up");
    CHECK(summary.find("fingerprint")->text == fingerprint_of(rows).hex());
    CHECK(summary.find("rng_layout")->integer == 1);
    REQUIRE(summary.find("cells")->items.size() == 2);
    const Node& first = summary.find("cells")->items[0];
    const Node& second = summary.find("cells")->items[1];
    CHECK(first.find("policy")->text == "a");
    CHECK(dump(*first.find("at")) == "{\"sla_ms\":10}");
    CHECK(first.find("replications")->integer == 3);
    CHECK(first.find("requests")->integer == 5);
    CHECK(first.find("needs") == nullptr);
    CHECK(second.find("needs")->text == "truth");
    CHECK(second.find("fingerprint")->text == rows[1].fingerprint.hex());
    for (const MetricInfo& info : metric_infos(*rows[0].grading)) {
        const Node* metric = first.find("metrics")->find(info.name);
        CAPTURE(info.name);
        REQUIRE(metric != nullptr);
        CHECK(dump(*metric) == "{\"mean\":0.5,\"half_width\":0.25,\"unit\":\"" + info.unit + "\"}");
    }
}

TEST_CASE("the fingerprint of a campaign depends on every cell and their order", "[results]") {
    const Scenario scenario = scenario_over("{}");
    std::vector<CellRow> rows = {row_of(scenario, 0, "a"), row_of(scenario, 0, "b")};
    rows[0].fingerprint = {1, 2};
    rows[1].fingerprint = {3, 4};
    const Digest before = fingerprint_of(rows);
    CHECK(fingerprint_of(rows) == before);
    std::swap(rows[0].fingerprint, rows[1].fingerprint);
    CHECK(fingerprint_of(rows) != before);
    rows[0].fingerprint.low ^= 1;
    CHECK(fingerprint_of(rows) != before);
}

TEST_CASE("results are four files and nothing beside them", "[results]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    const Scenario scenario = scenario_over("{}");
    for (const char* policy : {"first", "second"}) {
        const std::vector<CellRow> rows = {row_of(scenario, 0, policy)};
        write_results(at, scenario, rows, provenance());
        Lines names;
        for (const auto& entry : fs::directory_iterator(at)) {
            names.push_back(entry.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        CHECK(names == Lines{"ledger.json", "manifest.json", "metrics.csv", "summary.json"});
        CHECK(read_text(at + "/metrics.csv") == metrics_csv(scenario, rows));
        CHECK(read_text(at + "/summary.json") == summary_text(scenario, rows));
        CHECK(read_ledger(ledger_file(at)).cells.at(0).name == policy);
        Node expected = manifest_document(scenario, provenance(), fingerprint_of(rows));
        set_files(expected, with_files(at, {}, {"ledger.json", "metrics.csv", "summary.json"}));
        Node manifest = read_manifest(at).document;
        manifest.erase("digest");
        CHECK(dump(manifest) == dump(expected));
    }
}

TEST_CASE("distributions.csv is there when a figure asks for it, and gone when none does",
          "[results]") {
    const TemporaryFolder folder;
    const Scenario scenario = scenario_over(R"({"sla_ms": [10, 20]})");
    const std::string file = folder.path("r/distributions.csv");
    std::vector<CellRow> rows = {row_of(scenario, 0, "a"), row_of(scenario, 1, "a")};
    write_results(folder.path("r"), scenario, rows, provenance());
    CHECK(!fs::exists(file));
    rows[1].distributions = {{&all_quantities()[0], {{0.25, 0.125, 0.5, 7}, {0.5, 0, 1, 8.5}}}};
    write_results(folder.path("r"), scenario, rows, provenance());
    CHECK(read_text(file) ==
          "sla_ms,policy,quantity,level,low,high,value\n"
          "20,a,latency_ms,0.25,0.125,0.5,7\n"
          "20,a,latency_ms,0.5,0,1,8.5\n");
    rows[1].distributions.clear();
    write_results(folder.path("r"), scenario, rows, provenance());
    CHECK(!fs::exists(file));
}

TEST_CASE("series.csv has a line for every window and metric measured, and goes when none does",
          "[results]") {
    const TemporaryFolder folder;
    const Scenario scenario = scenario_over(R"({"sla_ms": [10]})");
    const std::string file = folder.path("r/series.csv");
    CellRow row = row_of(scenario, 0, "a");
    Series series(Duration::from_ms(500), 1, 0);
    Outcome o;
    o.created = Time{} + Duration::from_ms(700);
    o.model = 0;
    o.answer = Answer::cloud;
    o.latency = Duration::from_ms(8);
    series.add(o);
    row.series = {series, series};
    write_results(folder.path("r"), scenario, {row}, provenance());
    const std::vector<Lines> table = read_csv(read_text(file));
    CHECK(table.front() == Lines{"sla_ms", "policy", "from_s", "until_s", "metric", "unit", "mean",
                                 "low", "high", "replications"});
    // Without servers nothing is known of them; requests are known of where there are any.
    const Lines known = {"rate_per_s", "attainment",      "effective_accuracy",
                         "dropped",    "latency_ms_mean", "usage.Net 0.25, \"small\""};
    REQUIRE(table.size() == 1 + 2 * known.size());
    for (size_t i = 0; i < 2 * known.size(); ++i) {
        const bool second = i >= known.size();
        const Lines& line = table[1 + i];
        CAPTURE(line);
        CHECK(line[4] == known[i % known.size()]);
        CHECK(line[2] == (second ? "0.5" : "0"));
        CHECK(line[3] == (second ? "1" : "0.5"));
        CHECK(line[9] == (second || i == 0 ? "2" : "0"));
        if (!second && i > 0) CHECK(line[6] == "nan");
    }
    CHECK(table[1 + known.size()] ==
          Lines{"10", "a", "0.5", "1", "rate_per_s", "per_s", "2", "2", "2", "2"});
    CHECK(table[5 + known.size()][6] == "8");
    row.series.clear();
    write_results(folder.path("r"), scenario, {row}, provenance());
    CHECK(!fs::exists(file));
}

TEST_CASE("what figures show is written beside the results, and goes when nothing is declared",
          "[results]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("r/figures/f.json");
    const auto write = [&](const std::string& figures) {
        const Scenario scenario = scenario_over(R"({"sla_ms": [10, 20]})", figures);
        const std::vector<CellRow> rows = {row_of(scenario, 0, "fastest"),
                                           row_of(scenario, 1, "fastest")};
        write_results(folder.path("r"), scenario, rows, provenance());
    };
    write(R"(, "figures": [{"name": "f", "x": "sla_ms", "y": "attainment"},
                           {"name": "g", "kind": "areas", "x": "sla_ms", "y": "usage"}])");
    const Node figure = read_document(file);
    const Node& marks = figure.find("plots")->items[0].find("marks")->items[0];
    CHECK(dump(*marks.find("x")) == "[10.0,20.0]");
    CHECK(dump(*marks.find("y")) == "[50.0,50.0]");
    CHECK(dump(*marks.find("low")) == "[25.0,25.0]");
    CHECK(figure.find("series")->items[0].find("label")->text == "fastest");
    CHECK(figure.find("x")->find("label")->text == "deadline (ms)");
    CHECK(read_document(folder.path("r/figures/g.json"))
              .find("series")
              ->items[0]
              .find("label")
              ->text == "Net 0.25, \"small\"");
    CHECK(read_document(folder.path("r/manifest.json")).find("figures") == nullptr);
    write("");
    CHECK(fs::is_empty(folder.path("r/figures")));
}

TEST_CASE("a command line of any bytes can be written into the manifest", "[results]") {
    const TemporaryFolder folder;
    const Scenario scenario = scenario_over("{}");
    Provenance odd = provenance();
    odd.command = "mdisim run x.json --out caf\xE9";  // Latin-1, as a shell may pass it
    CHECK_NOTHROW(write_results(folder.path(), scenario, {row_of(scenario, 0, "a")}, odd));
}

TEST_CASE("a folder that cannot be written is named", "[results]") {
    const TemporaryFolder folder;
    const Scenario scenario = scenario_over("{}");
    const std::string at = folder.write("file", "not a folder") + "/below";
    CHECK_THROWS_WITH(write_results(at, scenario, {row_of(scenario, 0, "a")}, provenance()),
                      Catch::Contains(at));
}

}  // namespace mdisim
