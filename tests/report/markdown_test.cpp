#include "sim/report/markdown.hpp"

#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

Lines markdown_of(const Scenario& scenario, const std::vector<CellRow>& rows, size_t points = 8) {
    MarkdownTable table(scenario, points);
    for (const CellRow& row : rows) table.add(row);
    return lines_of(table.text());
}

}  // namespace

TEST_CASE("results are a table in markdown", "[markdown]") {
    const Scenario scenario = scenario_over("{}");
    CellRow knowing = row_of(scenario, 0, "a|b");
    knowing.knows_truth = true;
    interval_of(knowing, "bound_attainment") = {0.75, 0.5, 0.76};
    CHECK(markdown_of(scenario, {row_of(scenario, 0, "fastest"), knowing}) ==
          Lines{"### set/made_up", "",
                "| policy | in time % | accuracy % | effective % | latency ms | p99 ms |",
                "|---|--:|--:|--:|--:|--:|",
                "| fastest | 50.00 ±25.00 | 50.00 ±25.00 | 50.00 ±25.00 | 0.5 ±0.2 | 0.5 ±0.2 |",
                "| a\\|b (knows the truth) | 50.00 ±25.00 | 50.00 ±25.00 | 50.00 ±25.00 | 0.5 "
                "±0.2 | 0.5 ±0.2 |",
                "| the most that any decisions could reach | 75.00 [50.00, 76.00] |  | 50.00 "
                "±25.00 |  |  |",
                ""});
}

TEST_CASE("a sweep has a column for each axis, and says what was left out", "[markdown]") {
    const Scenario scenario = scenario_over(R"({"sla_ms": [1, 2, 3, 4, 5]})");
    std::vector<CellRow> rows;
    for (size_t p = 0; p < 5; ++p) rows.push_back(row_of(scenario, p, "fastest"));
    const Lines all = markdown_of(scenario, rows);
    CHECK_THAT(all[2], Catch::StartsWith("| deadline (ms) | policy |"));
    CHECK(all.size() == 4 + 5 + 1);
    CHECK_THAT(all[5], Catch::StartsWith("| 2 | fastest |"));
    const Lines some = markdown_of(scenario, rows, 3);
    CHECK(some[some.size() - 2] == "3 of 5 points; all are in metrics.csv");
}

TEST_CASE("every point that compares policies has its bound", "[markdown]") {
    const Scenario scenario = scenario_over(R"({"sla_ms": [1, 2]})");
    std::vector<CellRow> rows;
    for (size_t p = 0; p < 2; ++p) {
        for (const char* policy : {"a", "b"}) rows.push_back(row_of(scenario, p, policy));
    }
    const Lines lines = markdown_of(scenario, rows);
    REQUIRE(lines.size() == 4 + 6 + 1);
    CHECK_THAT(lines[6], Catch::StartsWith("| 1 | the most that"));
    CHECK_THAT(lines[9], Catch::StartsWith("| 2 | the most that"));
}

TEST_CASE("cells of a table hold any text", "[markdown]") {
    CHECK(markdown_cell("a|b\n<c>") == "a\\|b &lt;c>");
}

}  // namespace mdisim
