#include "sim/report/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <sstream>

#include "sim/decide/registry.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/random.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

// A row whose policy is this good.
CellRow rated(const Scenario& scenario, const std::string& policy, double effective,
              size_t point = 0) {
    CellRow row = row_of(scenario, point, policy);
    interval_of(row, "effective_accuracy") = {effective, effective, effective};
    return row;
}

// A policy with these effective accuracies, by replication.
CellRow rated_in(const Scenario& scenario, const std::string& policy, std::vector<double> values) {
    CellRow row = row_of(scenario, 0, policy);
    for (size_t m = 0; m < row.metrics.size(); ++m) {
        if (metric_infos(*row.grading)[m].name != "effective_accuracy") continue;
        row.metrics[m] = {student_interval(values), values};
    }
    return row;
}

std::string text_of(const Scenario& scenario, const std::vector<CellRow>& rows,
                    const TableStyle& style) {
    ResultTable table(scenario, style);
    for (const CellRow& row : rows) table.add(row);
    return table.text();
}

Lines table_of(const Scenario& scenario, const std::vector<CellRow>& rows,
               const TableStyle& style = {}) {
    return lines_of(text_of(scenario, rows, style));
}

// The lines with a mark in front, as mark and policy.
Lines marked(const Lines& table, char mark) {
    Lines found;
    for (const std::string& line : table) {
        if (line.starts_with(std::string(1, mark) + " ") && !line.starts_with("* highest") &&
            !line.starts_with("~ not") && !line.starts_with("- insufficient")) {
            found.push_back(line.substr(2, line.find(' ', 2) - 2));
        }
    }
    return found;
}

bool says(const Lines& table, const std::string& words) {
    return std::any_of(table.begin(), table.end(), [&](const std::string& line) {
        return line.find(words) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("the header names every column with its unit", "[table]") {
    const Scenario scenario = scenario_over("{}");
    const Lines table = table_of(scenario, {row_of(scenario, 0, "fastest")});
    for (const char* title : {"in time %", "accuracy %", "effective %", "latency ms", "p99 ms"}) {
        CHECK_THAT(table.front(), Catch::Contains(title));
    }
}

TEST_CASE("shares are shown in percent, with how well they are known", "[table]") {
    const Scenario scenario = scenario_over("{}");
    CellRow row = row_of(scenario, 0, "fastest");
    interval_of(row, "attainment") = {0.9, 0.889, 0.912};
    interval_of(row, "aggregate_accuracy") = {0.8260, 0.8260, 0.8260};
    interval_of(row, "effective_accuracy") = {nan, nan, nan};
    interval_of(row, "latency_ms_mean") = {215.44, -infinity, infinity};
    interval_of(row, "latency_ms_p99") = {nan, nan, nan};
    const Lines table = table_of(scenario, {row});
    CHECK_THAT(table[1], Catch::Contains("90.00 ±1.20"));
    CHECK_THAT(table[1], Catch::Contains("82.60") && !Catch::Contains("±0.00"));
    CHECK_THAT(table[1], Catch::Contains("215.4") && !Catch::Contains("inf"));
    CHECK_THAT(table[1], Catch::EndsWith(" -") && !Catch::Contains("nan"));
    CHECK(says(table, "± or [from, to]: 95 % interval over replications"));
    CHECK(says(table, "- insufficient data"));
}

TEST_CASE("an interval further to one side is shown by its ends in a table", "[table]") {
    const Scenario scenario = scenario_over("{}");
    CellRow near_one = row_of(scenario, 0, "near one");
    interval_of(near_one, "attainment") = {0.9998, 0.9971, 0.99999};
    CellRow sure = row_of(scenario, 0, "sure");
    interval_of(sure, "attainment") = {1, 0.99996, 1};
    const Lines table = table_of(scenario, {near_one, sure});
    CHECK_THAT(table[1], Catch::Contains("near one  99.98 [99.71, 100.00]"));
    // The numbers stand below one another.
    CHECK_THAT(table[2], Catch::Contains("sure     100.00 ±0.00        "));
}

TEST_CASE("a spread of nothing takes no room, unless others have one", "[table]") {
    const Scenario scenario = scenario_over("{}");
    CellRow sure = row_of(scenario, 0, "sure");
    interval_of(sure, "latency_ms_mean") = {6.2, 6.19, 6.21};
    CHECK_THAT(table_of(scenario, {sure})[1], !Catch::Contains("±0.0 "));
    const Lines both = table_of(scenario, {sure, row_of(scenario, 0, "not")});
    CHECK_THAT(both[1], Catch::Contains("6.2 ±0.0"));
}

TEST_CASE("a column of one number leaves before a name is cut, and is told below", "[table]") {
    const Scenario scenario = scenario_over("{}");
    std::vector<CellRow> rows = {row_of(scenario, 0, "mdinference with a copy"),
                                 row_of(scenario, 0, "mdinference without one")};
    for (CellRow& row : rows) interval_of(row, "aggregate_accuracy") = {0.826, 0.826, 0.826};
    const Lines table = table_of(scenario, rows);
    CHECK_THAT(table[0], !Catch::Contains("accuracy %"));
    CHECK_THAT(table[1], Catch::StartsWith("* mdinference with a copy "));
    CHECK_THAT(table[2], Catch::Contains("mdinference without one "));
    CHECK(says(table, "the same in every row: accuracy % 82.60"));
    // With room it stays.
    TableStyle wide;
    wide.width = 120;
    CHECK_THAT(table_of(scenario, rows, wide)[0], Catch::Contains("accuracy %"));
}

TEST_CASE("a column that leaves is named", "[table]") {
    const Scenario scenario = scenario_over("{}");
    CellRow slow = row_of(scenario, 0, "model_switching");
    for (const char* name : {"latency_ms_mean", "latency_ms_p99"}) {
        interval_of(slow, name) = {31776.04, 30249.4, 33302.6};
    }
    for (const char* name : {"attainment", "aggregate_accuracy"}) {
        interval_of(slow, name) = {0.9998, 0.9971, 0.99999};
    }
    const Lines table = table_of(scenario, {slow});
    CHECK_THAT(table[1], Catch::StartsWith("  model_switching "));
    CHECK_THAT(table[1], Catch::Contains(" 31776 ±1527"));
    CHECK(says(table, "too wide for this table, see metrics.csv: aggregate_accuracy"));
    CHECK_THAT(table[0], Catch::Contains("p99 ms") && Catch::Contains("latency ms"));
}

TEST_CASE("one policy of every point is marked: the best by effective accuracy", "[table]") {
    const Scenario scenario = scenario_over(R"({"sla_ms": [10, 20]})");
    const Lines table = table_of(
        scenario, {rated(scenario, "a", 0.3), rated(scenario, "b", 0.7), rated(scenario, "c", 0.5),
                   rated(scenario, "a", 0.6, 1), rated(scenario, "b", 0.2, 1)});
    CHECK(marked(table, '*') == Lines{"b", "a"});
    CHECK(says(table, "* highest effective accuracy"));
    CHECK_FALSE(says(table, "°"));
}

TEST_CASE("of equally good policies the first is marked, and one without a number never",
          "[table]") {
    const Scenario scenario = scenario_over("{}");
    CHECK(marked(table_of(scenario, {rated(scenario, "a", nan), rated(scenario, "b", 0.7),
                                     rated(scenario, "c", 0.7)}),
                 '*') == Lines{"b"});
}

TEST_CASE("no policy is marked where there is nothing to compare", "[table]") {
    const Scenario scenario = scenario_over("{}");
    CellRow knowing = rated(scenario, "clairvoyant", 0.6);
    knowing.knows_truth = true;
    const std::vector<std::vector<CellRow>> nothing = {
        {rated(scenario, "a", 0.5)},
        {rated(scenario, "a", nan)},
        {rated(scenario, "a", 0.5), knowing},
        {rated(scenario, "a", 0.5), rated(scenario, "b", nan)},
        {rated(scenario, "a", 0), rated(scenario, "b", 0)}};
    for (const std::vector<CellRow>& rows : nothing) {
        const Lines table = table_of(scenario, rows);
        CHECK(marked(table, '*').empty());
        CHECK_FALSE(says(table, "highest effective accuracy"));
    }
}

TEST_CASE("a policy that knows the truth does not compete, and the bound is a row", "[table]") {
    const Scenario scenario = scenario_over("{}");
    CellRow knowing = rated(scenario, "clairvoyant", 0.6);
    knowing.knows_truth = true;
    CellRow a = rated(scenario, "a", 0.5);
    CellRow b = rated(scenario, "b", 0.4);
    for (CellRow* row : {&knowing, &a, &b}) {
        interval_of(*row, "bound_attainment") = {0.97, 0.96, 0.98};
        interval_of(*row, "bound_accuracy") = {0.81, 0.80, 0.82};
    }
    const Lines table = table_of(scenario, {a, b, knowing});
    CHECK(marked(table, '*') == Lines{"a"});
    CHECK(says(table, "° clairvoyant"));
    CHECK(says(table, "° knows how long everything will take"));
    // Nothing bounds the accuracy of answers that may be late, nor latencies.
    REQUIRE(says(table, "^ bound"));
    const auto bound = std::find_if(table.begin(), table.end(), [](const std::string& line) {
        return line.starts_with("^ bound");
    });
    std::istringstream words(*bound);
    Lines numbers;
    for (std::string word; words >> word;) numbers.push_back(word);
    CHECK(numbers == Lines{"^", "bound", "97.00", "±1.00", "81.00", "±1.00"});
    CHECK(says(table, "^ the most that any decisions could reach"));

    CHECK_FALSE(says(table_of(scenario, {a}), "^"));  // of one policy there is nothing to compare
}

TEST_CASE("every group says at which point of the sweep it is", "[table]") {
    const Scenario scenario = scenario_over(R"({"sla_ms": [10, 20], "seed": [7]})");
    const Lines table =
        table_of(scenario, {rated(scenario, "a", 0.3), rated(scenario, "a", 0.4, 1)});
    CHECK(says(table, "sla_ms = 10, seed = 7"));
    CHECK(says(table, "sla_ms = 20, seed = 7"));
    const Scenario one = scenario_over("{}");
    CHECK(table_of(one, {rated(one, "a", 0.3)}).size() == 3);
}

TEST_CASE("of a long sweep the ends and some between are shown, and it is said so", "[table]") {
    const Scenario scenario = scenario_over(R"({"sla_ms": {"from": 0, "to": 50, "step": 1}})");
    std::vector<CellRow> rows;
    for (size_t i = 0; i < scenario.size(); ++i) {
        rows.push_back(rated(scenario, "a", 0.3, i));
        rows.push_back(rated(scenario, "b", 0.2, i));
    }
    const Lines table = table_of(scenario, rows);
    CHECK(says(table, "sla_ms = 0"));
    CHECK(says(table, "sla_ms = 50"));
    CHECK(marked(table, '*').size() == 8);
    CHECK(says(table, "8 of 51 points; all are in metrics.csv"));
    for (size_t points : {1, 2, 50, 51, 100}) {
        TableStyle style;
        style.points = points;
        CAPTURE(points);
        const Lines other = table_of(scenario, rows, style);
        CHECK(marked(other, '*').size() == std::min<size_t>(points, 51));
        CHECK(says(other, "of 51 points") == (points < 51));
    }
}

TEST_CASE("colour is there when it is asked for and not otherwise", "[table]") {
    const Scenario scenario = scenario_over("{}");
    const std::vector<CellRow> rows = {rated(scenario, "a", 0.3), rated(scenario, "b", 0.7)};
    TableStyle style;
    CHECK(text_of(scenario, rows, style).find('\x1b') == std::string::npos);
    style.colour = true;
    const Lines table = table_of(scenario, rows, style);
    CHECK(table[1].find('\x1b') == std::string::npos);
    CHECK_THAT(table[2], Catch::StartsWith("\x1b[1m* b") && Catch::EndsWith("\x1b[0m"));
}

TEST_CASE("a table fits its width, whatever stands in it", "[table]") {
    const Scenario scenario = scenario_over(
        R"({"payload.up_kb": [5], "network": [{"label":
            "a network with a very long name that somebody gave it for a good reason",
            "kind": "latency", "latency": {"kind": "constant", "value_ms": 5}}]})");
    CellRow long_name =
        row_of(scenario, 0, "most_accurate_within_budget+when_risky_or_perhaps_not");
    CellRow accents = row_of(scenario, 0, "éééééééééééééééééééééééééééééé");
    CellRow slow = row_of(scenario, 0, "slow");
    interval_of(slow, "latency_ms_mean") = {12345678.9, 11111111.1, 13580246.7};
    interval_of(slow, "latency_ms_p99") = {98765432.1, 97531975.4, 99998888.8};
    CellRow late = row_of(scenario, 0, "late");
    interval_of(late, "attainment") = {1, 0, 2};
    for (size_t width : {80, 100}) {
        TableStyle style;
        style.width = width;
        for (const std::string& line :
             table_of(scenario, {long_name, accents, slow, late}, style)) {
            CAPTURE(line);
            CHECK(letters_in(line) <= width);
        }
    }
}

TEST_CASE("the name of a policy is not cut", "[table]") {
    const Scenario scenario = scenario_over("{}");
    for (const PolicyEntry* entry : all_policies()) {
        CAPTURE(entry->name);
        const Lines table = table_of(scenario, {row_of(scenario, 0, entry->name)});
        CHECK_THAT(table[1], Catch::Contains(entry->name + " "));
        CHECK(letters_in(table[1]) <= 80);
    }
}

TEST_CASE("a very long name is cut rather than all numbers left out, and shows it", "[table]") {
    const Scenario scenario = scenario_over("{}");
    const std::string name = "most_accurate_within_budget+when_risky_or_perhaps_not";
    const std::string line = table_of(scenario, {row_of(scenario, 0, name)})[1];
    const size_t cut = line.find("…");
    REQUIRE(cut != std::string::npos);
    CHECK(cut >= 27);
    CHECK(name.starts_with(line.substr(2, cut - 2)));
    CHECK(letters_in(line) <= 80);
}

TEST_CASE("columns stand under their titles", "[table]") {
    const Scenario scenario = scenario_over("{}");
    const Lines table = table_of(scenario, {row_of(scenario, 0, "a"), row_of(scenario, 0, "bé")});
    CHECK(letters_in(table[0]) == letters_in(table[1]));
    CHECK(letters_in(table[0]) == letters_in(table[2]));
}

TEST_CASE("what is not significantly below the best is marked and explained", "[table]") {
    const Scenario scenario = scenario_over("{}");
    CellRow bound = rated_in(scenario, "bound", {0.9, 0.9, 0.9, 0.9});
    bound.knows_truth = true;
    const std::vector<CellRow> rows = {
        rated_in(scenario, "best", {0.80, 0.70, 0.60, 0.75}),
        // As far below on average; the first in every replication, the second now here, now there.
        rated_in(scenario, "below", {0.79, 0.691, 0.589, 0.74}),
        rated_in(scenario, "level", {0.70, 0.79, 0.52, 0.80}),
        rated_in(scenario, "same", {0.80, 0.70, 0.60, 0.75}),
        bound,
    };
    const Lines table = table_of(scenario, rows);
    CHECK(marked(table, '*') == Lines{"best"});
    CHECK(marked(table, '~') == Lines{"level", "same"});
    CHECK(says(table, "~ not significantly lower than *"));
    for (const std::string& line : table) CHECK(letters_in(line) <= 80);

    CHECK(!says(table_of(scenario, {rows[0], rows[1]}), "~"));
    // Of one replication nothing can be said.
    CHECK(!says(
        table_of(scenario, {rated_in(scenario, "a", {0.8}), rated_in(scenario, "b", {0.8})}), "~"));
}

TEST_CASE("of equal policies one is marked as worse in at most 5 tables of 100", "[table]") {
    const Scenario scenario = scenario_over("{}");
    for (const size_t policies : {size_t{11}, size_t{51}}) {
        constexpr size_t tables = 300;
        std::vector<CellRow> rows;
        for (size_t i = 0; i < policies; ++i) {
            rows.push_back(rated_in(scenario, "p" + std::to_string(i), {0.5}));
        }
        const std::vector<MetricInfo> infos = metric_infos(*rows[0].grading);
        const auto at = std::find_if(infos.begin(), infos.end(), [](const MetricInfo& info) {
            return info.name == "effective_accuracy";
        });
        const auto place = static_cast<size_t>(at - infos.begin());
        size_t wrong = 0;
        for (uint32_t t = 0; t < tables; ++t) {
            for (size_t i = 0; i < policies; ++i) {
                std::vector<double> values;
                for (uint32_t r = 0; r < 10; ++r) {
                    // Luck that all policies have in common, and luck of its own.
                    const auto normal = [&](uint64_t index) {
                        const Lanes lanes = random_lanes(15, {{}, t, r, 0, index});
                        return normal_quantile(uniform_of(lanes.lane[0]));
                    };
                    values.push_back(0.5 + 0.01 * normal(0) + 0.001 * normal(1 + i));
                }
                rows[i].metrics[place] = {student_interval(values), values};
            }
            const Lines table = table_of(scenario, rows);
            const size_t level = marked(table, '~').size() + marked(table, '*').size();
            wrong += level < policies;
        }
        CAPTURE(policies, wrong);
        // Three standard errors more than 5 %.
        CHECK(static_cast<double>(wrong) <= tables * 0.05 + 3 * std::sqrt(tables * 0.05 * 0.95));
    }
}

TEST_CASE("a policy that is clearly worse is told from fifty others", "[table]") {
    const Scenario scenario = scenario_over("{}");
    std::vector<CellRow> rows;
    for (size_t i = 0; i < 51; ++i) {
        std::vector<double> values;
        for (uint64_t r = 0; r < 10; ++r) {
            const Lanes lanes = random_lanes(16, {{}, 0, 0, 0, 100 * i + r});
            values.push_back((i == 7 ? 0.7 : 0.8) + 0.01 * uniform_of(lanes.lane[0]));
        }
        rows.push_back(rated_in(scenario, "p" + std::to_string(i), values));
    }
    CHECK(marked(table_of(scenario, rows), '~').size() == 49);
}

TEST_CASE("no two points of a sweep have the same heading", "[table]") {
    const Scenario scenario =
        scenario_over(R"([{"network.latency.mean_ms": [5, 5], "sla_ms": [100, 200]}])");
    const Lines table =
        table_of(scenario, {row_of(scenario, 0, "fastest"), row_of(scenario, 1, "fastest")});
    CHECK(says(table, "sla_ms = 100"));
    CHECK(says(table, "sla_ms = 200"));
}

}  // namespace mdisim
