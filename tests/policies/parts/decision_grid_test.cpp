#include "policies/parts/decision_grid.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

using Bounds = std::vector<std::vector<double>>;

size_t row_at(const DecisionGrid& grid, std::vector<double> values) { return grid.row(values); }

TEST_CASE("a row of a table holds from its bounds on, the least ones below too", "[policies]") {
    // Rows stand in any order.
    const DecisionGrid grid({"budget_ms", "waiting"},
                            Bounds{{50, 4}, {10, 0}, {50, 0}, {10, 4}, {80, 0}, {80, 4}});
    CHECK(row_at(grid, {50, 4}) == 0);
    CHECK(row_at(grid, {79.9, 100}) == 0);
    CHECK(row_at(grid, {10, 0}) == 1);
    CHECK(row_at(grid, {-1000, -1}) == 1);
    CHECK(row_at(grid, {49.999, 3}) == 1);
    CHECK(row_at(grid, {50, 3.9}) == 2);
    CHECK(row_at(grid, {0, 4}) == 3);
    CHECK(row_at(grid, {1e9, 0}) == 4);
    CHECK(row_at(grid, {80, 4}) == 5);
}

TEST_CASE("a table of decisions needs one row for each combination", "[policies]") {
    const std::vector<std::string> columns = {"budget_ms", "waiting"};
    CHECK_THROWS_WITH(DecisionGrid(columns, Bounds{{0, 0}, {50, 0}, {50, 4}}),
                      "the table of decisions has no row for budget_ms 0 and waiting 4: it needs "
                      "one for each combination of the values in its columns");
    CHECK_THROWS_WITH(DecisionGrid(columns, Bounds{{0, 0}, {50.5, 0}, {50.5, 0}}),
                      "rows 2 and 3 of the table of decisions are both for budget_ms 50.5 and "
                      "waiting 0");
    CHECK_THROWS_WITH(DecisionGrid(columns, Bounds{{0, 0}, {50}}),
                      "row 2 of the table of decisions has 1 bound, and there are 2 columns");
    Bounds diagonal;
    for (int i = 0; i < 5000; ++i) diagonal.push_back({i * 1.0, i * 1.0});
    CHECK_THROWS_AS(DecisionGrid(columns, diagonal), UserError);  // 25 million combinations
    CHECK_NOTHROW(DecisionGrid(columns, Bounds{}));
}

TEST_CASE("a table of decisions has columns of what its policy sees", "[policies]") {
    const std::vector<std::string_view> seen = {"budget_ms", "waiting"};
    CHECK(seen_columns({"waiting", "budget_ms"}, seen) == std::vector<size_t>{1, 0});
    CHECK_THROWS_WITH(seen_columns({"budget"}, seen),
                      "no policy of this kind sees 'budget'. Did you mean 'budget_ms'?");
}

}  // namespace
}  // namespace mdisim
