#include "sim/scenario/curve.hpp"

#include "sim/describe/text_file.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

const std::string header = "series,metric,x,y\n";

std::vector<CurvePoint> curve(const std::string& text) {
    const TemporaryFolder folder;
    return read_curve(folder.write("curve.csv", text));
}

// Without the folder in front.
Lines problems_in_curve(const std::string& text) {
    const TemporaryFolder folder;
    const std::string file = folder.write("curve.csv", text);
    Lines lines;
    for (const std::string& line : lines_of(problems_of([&] { read_curve(file); }))) {
        REQUIRE(line.starts_with(file));
        lines.push_back(line.substr(file.size()));
    }
    return lines;
}

}  // namespace

TEST_CASE("a curve is its points, in the order written", "[curve]") {
    const auto points = curve(header + "a,attainment,10,0.5\nthe b,usage.Net 0.25,-1e3,2\n");
    REQUIRE(points.size() == 2);
    CHECK(points[0].series == "a");
    CHECK(points[0].metric == "attainment");
    CHECK(points[0].x == 10);
    CHECK(points[0].y == 0.5);
    CHECK(points[1].series == "the b");
    CHECK(points[1].metric == "usage.Net 0.25");
    CHECK(points[1].x == -1000);
    CHECK(points[1].y == 2);
}

TEST_CASE("notes and empty lines stand anywhere, and any line ending will do", "[curve]") {
    CHECK(curve("# from Fig. 1\n\n" + header + "\na,m,1,2\n# more\n#\na,m,2,3").size() == 2);
    CHECK(curve("# from\r\nseries,metric,x,y\r\na,m,1,2\r\n\r\na,m,2,3\r\n").size() == 2);
}

TEST_CASE("every bad line of a curve is told by its number", "[curve]") {
    for (const char* bad : {"a,m,1", "a,m,1,2,3", "a;m;1;2", " "}) {
        CAPTURE(bad);
        CHECK(problems_in_curve(header + "a,m,1,2\n" + bad + "\n") ==
              Lines{":3: expected a series, a metric and two numbers"});
    }
    for (const char* bad : {"", "one", "1 2", "nan", "-inf", "1e999", "0x1", "1_000"}) {
        CHECK(problems_in_curve(header + "a,m,1,2\na,m," + bad + ",2\n") ==
              Lines{std::string(":3:5: expected a number, not '") + bad + "'"});
        CHECK(problems_in_curve(header + "a,m,1,2\na,m,2," + bad + "\n") ==
              Lines{std::string(":3:7: expected a number, not '") + bad + "'"});
    }
    CHECK(problems_in_curve("# note\n" + header + "a,m\na,m,1,2\n\na,m,x,2\n").size() == 2);
}

TEST_CASE("a curve says what its columns are", "[curve]") {
    for (const char* first : {"a,m,1,2", "series,metric,x,y,z", "Series,metric,x,y", "x,y"}) {
        CHECK(problems_in_curve(std::string("# note\n") + first + "\n") ==
              Lines{":2: expected series,metric,x,y"});
    }
}

TEST_CASE("a curve has points", "[curve]") {
    for (const std::string& text : {std::string(), std::string("# nothing\n"), header}) {
        CHECK(problems_in_curve(text) == Lines{": has no points"});
    }
}

TEST_CASE("a curve that is not there is named", "[curve]") {
    const auto problems = problems_of([] { read_curve("nowhere/curve.csv"); });
    CHECK(lines_of(problems) == Lines{"nowhere/curve.csv: does not exist"});
}

TEST_CASE("every published curve of the repository can be read", "[curve]") {
    const Lines files = files_below("profiles/published", ".csv");
    CHECK(!files.empty());
    for (const std::string& file : files) {
        CAPTURE(file);
        CHECK_NOTHROW(read_curve(file));
        CHECK_THAT(read_text(file), Catch::StartsWith("# "));  // where it is from
    }
}

}  // namespace mdisim
