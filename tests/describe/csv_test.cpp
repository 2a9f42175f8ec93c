#include "sim/describe/csv.hpp"

#include <catch2/catch.hpp>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

using Cells = std::vector<std::string_view>;

TEST_CASE("csv: lines keep their numbers, remarks and empty lines are none", "[describe]") {
    const std::vector<CsvLine> lines = csv_lines("a,b\r\n# why\n\n1,,2\nlast,");
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].number == 1);
    CHECK(lines[0].cells == Cells{"a", "b"});
    CHECK(lines[1].number == 4);
    CHECK(lines[1].cells == Cells{"1", "", "2"});
    CHECK(lines[2].number == 5);
    CHECK(lines[2].cells == Cells{"last", ""});
    CHECK(location_in("f.csv", lines[1]) == "f.csv:4");
    CHECK(csv_lines("").empty());
    CHECK(csv_lines("one").front().cells == Cells{"one"});
}

TEST_CASE("csv: a file that cannot be read is the user's mistake", "[describe]") {
    try {
        read_text("/nowhere/at.all");
        FAIL("nothing was thrown");
    } catch (const UserError& error) {
        CHECK(error.problems().front().where == "/nowhere/at.all");
    }
    CHECK_THROWS_AS(read_text("/"), UserError);
}

}  // namespace
}  // namespace mdisim
