#include "sim/report/comparison_text.hpp"

#include <algorithm>
#include <vector>

#include "sim/judge/ledger.hpp"
#include "tests/judge/made_up_ledger.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

Lines compared(const Ledger& before, const Ledger& after, const std::string& a = "a",
               const std::string& b = "b", const TableStyle& style = {}) {
    const Comparison comparison = compare(before, after);
    const Assessment assessment = assessment_of(comparison, a + " -> " + b, "", Tolerance::noise);
    return lines_of(comparison_text(comparison, assessment, a, b, style));
}

std::string in_one_line(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : " ") + line;
    return text;
}

const Ledger one = ledger_of({cell_of("p", {0.50, 0.51, 0.52}, {10, 11, 12})});

}  // namespace

TEST_CASE("a comparison is a table in the scales of the table of a run", "[comparison_text]") {
    const Ledger after = ledger_of({cell_of("p", {0.60, 0.61, 0.62}, {10, 11, 12})});
    CHECK(compared(one, after) == Lines{"                 a      b  difference", "p",
                                        "  in time %  51.00  61.00      +10.00  better",
                                        "a -> b: 1 metric moved, distinguishably; 1 cell"});
    const Lines worse = compared(after, one, "a/long/folder/of/results", "b");
    CHECK_THAT(worse[0], Catch::Contains("before  after  difference"));
    CHECK_THAT(worse[2], Catch::Contains("61.00  51.00") && Catch::EndsWith("-10.00  worse"));
}

TEST_CASE("small differences are shown in two figures", "[comparison_text]") {
    const Ledger after = ledger_of({cell_of("p", {0.500012, 0.510012, 0.520012}, {10, 11, 12})});
    CHECK_THAT(compared(one, after)[2], Catch::Contains("51.0000  51.0012     +0.0012"));
}

TEST_CASE("of a sweep the clearest place is shown, and how many moved", "[comparison_text]") {
    const Ledger before = ledger_of({cell_of("p@x=1", {0.5, 0.5, 0.5}, {10, 11, 12}),
                                     cell_of("p@x=2", {0.5, 0.5, 0.5}, {10, 11, 12}),
                                     cell_of("q@x=1", {0.5, 0.5, 0.5}, {10, 11, 12})});
    Ledger after = before;
    after.cells[1].values[0] = {0.7, 0.7, 0.7};
    after.cells[1].values[1] = {20, 21, 22};
    const Lines lines = compared(before, after);
    CHECK_THAT(lines[2], Catch::Contains("50.00  70.00") && Catch::EndsWith("better"));
    CHECK(lines[3] == "    at x=2, the clearest; 1 of 2 points moved; of 1 tested 1 better");
    CHECK_THAT(lines[4], Catch::Contains("latency ms") && Catch::EndsWith("worse"));
    CHECK(std::count(lines.begin(), lines.end(), "q") == 0);
    for (const std::string& line : lines) CHECK(line.size() <= 80);
}

TEST_CASE("what is the same is one line, and cells on one side are named", "[comparison_text]") {
    CHECK(compared(one, one) == Lines{"a -> b: identical, 1 cell"});
    Ledger more = one;
    more.cells.push_back(cell_of("r", {1, 1, 1}, {1, 1, 1}));
    CHECK(compared(one, more)[0] == "  only now: 1 cell: r");
}

TEST_CASE("where Holm's correction decides, a comparison says so", "[comparison_text]") {
    // By itself p = 0.02, so its interval leaves zero out.
    std::vector<LedgerCell> before;
    std::vector<LedgerCell> after;
    for (int i = 0; i < 6; ++i) {
        const std::string name = "p@x=" + std::to_string(i);
        before.push_back(cell_of(name, {0.90, 0.92, 0.91, 0.93, 0.90}, {1}));
        after.push_back(before.back());
    }
    after[0].values[0] = {0.904, 0.932, 0.916, 0.941, 0.902};
    const Lines lines = compared(ledger_of(before), ledger_of(after));
    CHECK_THAT(lines[2], Catch::EndsWith("not distinguishable, Holm's p 0.14"));
    const std::string all = in_one_line(lines);
    CHECK_THAT(all, Catch::Contains("The p-values are Holm's over all 6"));
    CHECK_THAT(all, Catch::Contains("1 metric moved, not distinguishably; 6 cells"));
    for (const std::string& line : lines) CHECK(line.size() <= 80);
}

TEST_CASE("the headline counts what moved distinguishably and what did not", "[comparison_text]") {
    const Ledger before = ledger_of({cell_of("p", {0.50, 0.51, 0.52}, {10, 11, 12})});
    const Ledger after = ledger_of({cell_of("p", {0.60, 0.61, 0.62}, {10, 13, 11})});
    CHECK(compared(before, after).back() ==
          "a -> b: 2 metrics moved, 1 distinguishably, 1 not distinguishably; 1 cell");
}

TEST_CASE("policies are called by their labels", "[comparison_text]") {
    const Ledger after = ledger_of({cell_of("p", {0.60, 0.61, 0.62}, {10, 11, 12})});
    const Comparison comparison = compare(one, after);
    const Assessment assessment = assessment_of(comparison, "a -> b", "", Tolerance::noise);
    const Lines lines =
        lines_of(comparison_text(comparison, assessment, "a", "b", {}, {{"p", "Model-Switching"}}));
    CHECK(lines[1] == "Model-Switching");
}

TEST_CASE("policies stand out on a terminal with colours", "[comparison_text]") {
    const Ledger after = ledger_of({cell_of("p", {0.60, 0.61, 0.62}, {10, 11, 12})});
    TableStyle style;
    style.colour = true;
    CHECK(compared(one, after, "a", "b", style)[1] == "\x1b[1mp\x1b[0m");
}

}  // namespace mdisim
