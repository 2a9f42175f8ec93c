#include "sim/report/table_layout.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/metrics/metrics.hpp"
#include "sim/report/table.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {

using namespace testing;

TEST_CASE("classes stand below their policy, with the metrics that classes have", "[table]") {
    const Scenario scenario = scenario_over(
        "{}",
        R"(, "classes": [{"name": "old phones", "share": 0.5}, {"name": "new", "share": 0.5}])",
        R"(["fastest", "modipick"])");
    CellRow one = row_of(scenario, 0, "fastest");
    interval_of(one, "attainment.old phones") = {0.125, 0.125, 0.125};
    interval_of(one, "attainment.new") = {0.875, 0.875, 0.875};
    interval_of(one, "effective_accuracy") = {0.25, 0.25, 0.25};
    ResultTable table(scenario, {});
    table.add(one);
    table.add(row_of(scenario, 0, "modipick"));
    const std::vector<std::string> lines = lines_of(table.text());
    CHECK_THAT(lines[1], Catch::StartsWith("~ fastest      50.00"));
    CHECK_THAT(lines[2], Catch::StartsWith("    old phones 12.50"));
    CHECK_THAT(lines[3], Catch::StartsWith("    new        87.50"));
    CHECK_THAT(lines[4], Catch::StartsWith("* "));
    CHECK_THAT(lines[5], Catch::StartsWith("    old phones 50.00"));
    for (const std::string& line : lines) {
        CHECK(letters(line) <= 80);
        // A class has no accuracy of its own: nothing stands there, which is no gap.
        CHECK(line.find("insufficient") == std::string::npos);
    }
}

TEST_CASE("a row of a class has the metrics of the class alone", "[table]") {
    const Scenario scenario = scenario_over("{}", R"(, "classes": [{"name": "all", "share": 1}])");
    CellRow row = row_of(scenario, 0, "fastest");
    interval_of(row, "attainment.all") = {0.1, 0.1, 0.1};
    const std::vector<TableRow> rows = table_rows({row});
    REQUIRE(rows.size() >= 2);
    CHECK(rows[0].is_policy());
    CHECK(rows[0].metric("attainment")->interval.mean == 0.5);
    CHECK_FALSE(rows[1].is_policy());
    CHECK(rows[1].metric("attainment")->interval.mean == 0.1);
    CHECK(rows[1].metric("aggregate_accuracy") == nullptr);
}

}  // namespace mdisim
