#include "sim/judge/ledger.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "sim/describe/error.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Numbers = std::vector<double>;

const std::string eight = R"({"sla_ms": [1, 2, 3, 4, 5, 6, 7, 8]})";

// All metrics 0 in two replications, but attainment, which is the point's number and a bit.
CellRow row_at(const Scenario& scenario, size_t point) {
    CellRow row = row_of(scenario, point, "fastest");
    for (Metric& metric : row.metrics) metric.replications = {0, 0};
    const auto x = static_cast<double>(point);
    row.metrics[0].replications = {x, x + 0.123456789};
    return row;
}

std::string ledger_text(const Scenario& scenario) {
    std::ostringstream out;
    LedgerTable table(out, scenario);
    for (size_t i = 0; i < scenario.size(); ++i) table.add(row_at(scenario, i));
    table.finish();
    return out.str();
}

Ledger read(const std::string& text) {
    const TemporaryFolder folder;
    return read_ledger(folder.write("ledger.json", text));
}

bool is_whole(const LedgerCell& cell) {
    return !cell.values.empty() && cell.values.front().size() > 1;
}

size_t whole_cells(const Ledger& ledger) {
    return static_cast<size_t>(std::count_if(ledger.cells.begin(), ledger.cells.end(), is_whole));
}

}  // namespace

TEST_CASE("a ledger reads back as it was written, in six digits", "[ledger]") {
    const std::string text = ledger_text(scenario_over(eight));
    const Ledger ledger = read(text);
    CHECK(text_of(ledger) == text);
    CHECK(ledger.scenario == "set/made_up");
    CHECK(ledger.sets.empty());
    REQUIRE(ledger.cells.size() == 8);
    CHECK(ledger.cells[3].name == "fastest@sla_ms=4");
    CHECK(ledger.cells[3].policy() == "fastest");
    CHECK(ledger.cells[3].at() == "sla_ms=4");
    CHECK(ledger.metrics.at(0) == "attainment");
    CHECK(ledger.cells[3].values.at(0) == Numbers{3, 3.12346});
    CHECK(ledger.cells[3].values.at(1) == Numbers{0, 0});
    CHECK(lines_of(text).size() == 7 + 8 + 2);
    CHECK(ledger.digested == DigestedRows::all());
}

TEST_CASE("digests tell numbers apart that are not kept, or only beyond six digits", "[ledger]") {
    const Scenario scenario = scenario_over("{}");
    const auto numbers_of = [&](const CellRow& row) {
        std::ostringstream out;
        LedgerTable table(out, scenario);
        table.add(row);
        table.finish();
        return read(out.str()).cells.at(0).numbers;
    };
    CellRow row = row_at(scenario, 0);
    const std::string before = numbers_of(row);
    CHECK(numbers_of(row) == before);
    CHECK(before.size() == 12);
    row.metrics[0].replications[1] += 1e-12;
    CHECK(numbers_of(row) != before);
    row = row_at(scenario, 0);
    row.metrics.back().interval.low += 1e-12;
    CHECK(numbers_of(row) != before);
}

TEST_CASE("a metric that a ledger does not digest changes no digest of its cells", "[ledger]") {
    const Scenario scenario = scenario_over("{}");
    const auto numbers_of = [&](const CellRow& row, const DigestedRows& digested) {
        std::ostringstream out;
        LedgerTable table(out, scenario, digested);
        table.add(row);
        table.finish();
        const Ledger ledger = ledger_in(out.str());
        CHECK(ledger.digested == digested);
        return ledger.cells.at(0).numbers;
    };
    DigestedRows older = DigestedRows::all();
    REQUIRE(std::erase(older.of_runs, "regret") == 1);
    CellRow row = row_at(scenario, 0);
    const std::string all = numbers_of(row, DigestedRows::all());
    const std::string but_one = numbers_of(row, older);
    CHECK(all != but_one);
    row.metrics[metric_index(metric_infos(), "regret")].interval.mean = 7;
    CHECK(numbers_of(row, older) == but_one);
    CHECK(numbers_of(row, DigestedRows::all()) != all);
    row.metrics[metric_index(metric_infos(), "attainment")].interval.mean = 7;
    CHECK(numbers_of(row, older) != but_one);
}

TEST_CASE("a thin ledger keeps all means and the replications of some points", "[ledger]") {
    const Ledger whole = read(ledger_text(scenario_over(eight)));
    CHECK(whole_cells(whole) == 8);
    const Ledger thin = thinned(whole);
    REQUIRE(thin.cells.size() == 8);
    CHECK(whole_cells(thin) == 6);
    CHECK(is_whole(thin.cells.front()));
    CHECK(is_whole(thin.cells.back()));
    for (size_t i = 0; i < 8; ++i) {
        CHECK(ledger_mean(thin.cells[i].values[0]) == ledger_mean(whole.cells[i].values[0]));
        CHECK(thin.cells[i].numbers == whole.cells[i].numbers);
    }
    CHECK(text_of(read(text_of(thin))) == text_of(thin));
    CHECK(text_of(thinned(thin)) == text_of(thin));
}

TEST_CASE("a ledger keeps quantiles as a run prints them, a reference does not", "[ledger]") {
    const Scenario scenario = scenario_over("{}");
    CellRow row = row_at(scenario, 0);
    row.metrics[metric_index(metric_infos(), "latency_ms_p99")].interval.mean = 123.25;
    const auto written = [&] {
        std::ostringstream out;
        LedgerTable table(out, scenario);
        table.add(row);
        table.finish();
        return read(out.str());
    };
    const Ledger known = written();
    CHECK(known.cells.at(0).pooled == std::map<std::string, double>{{"latency_ms_p99", 123.25}});
    row.metrics[metric_index(metric_infos(), "latency_ms_p99")].interval.mean = nan;
    CHECK(std::isnan(written().cells.at(0).pooled.at("latency_ms_p99")));
    CHECK(thinned(known).cells.at(0).pooled.empty());
}

TEST_CASE("what was not measured stays so", "[ledger]") {
    const Scenario scenario = scenario_over("{}");
    CellRow row = row_at(scenario, 0);
    row.metrics[0].replications = {nan, 1};
    std::ostringstream out;
    LedgerTable table(out, scenario);
    table.add(row);
    table.finish();
    const Numbers values = read(out.str()).cells.at(0).values.at(0);
    REQUIRE(values.size() == 2);
    CHECK(std::isnan(values[0]));
    CHECK(values[1] == 1);
}

TEST_CASE("what is no ledger is refused with its place", "[ledger]") {
    for (const char* text :
         {"{}", "[]", R"({"scenario": "s", "set": {}, "metrics": ["nope"], "cells": {}})",
          R"({"scenario": "s", "set": {}, "metrics": [], "cells": {"a": ["x"]}})",
          R"({"scenario": "s", "set": {}, "metrics": ["attainment"],
              "cells": {"a": ["x", "y", 2, [1, 2, 3]]}})"}) {
        const std::vector<Problem> problems = problems_of([&] { read(text); });
        CAPTURE(text);
        REQUIRE(problems.size() == 1);
        CHECK_THAT(problems[0].where, Catch::Contains("ledger.json:"));
    }
}

}  // namespace mdisim
