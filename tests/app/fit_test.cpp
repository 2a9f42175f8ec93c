// Lines through what a phone measures, as users see them.
#include <string>

#include "tests/app/child.hpp"

namespace mdisim {

using namespace testing;

TEST_CASE("fit prints a line for each stage of each point, and for all points together", "[app]") {
    const Ended ended = run_program({"fit", "scenarios/pieslicer/table4.json"});
    REQUIRE(ended.code == 0);
    const auto lines = lines_of(ended.out);
    CHECK(lines.size() == 1 + 3 * (1 + 6 + 1));
    for (const std::string& line : lines) CHECK(line.size() <= 80);
    CHECK_THAT(ended.out, Catch::Contains("\nnetwork\n  networks/wifi_residential_low_end"));
}

TEST_CASE("fit prints what was measured, each picture both ways", "[app]") {
    const Ended ended = run_program({"fit", "scenarios/pieslicer/table4.json", "--measurements",
                                     "--set", "pictures.trials.pictures=50"});
    REQUIRE(ended.code == 0);
    CHECK(lines_of(ended.out).size() == 1 + 6 * 100);
}

TEST_CASE("fit says what is missing, or why no line can be fitted", "[app]") {
    const Ended none = run_program({"fit", "scenarios/hello/hello.json"});
    CHECK(none.code == 2);
    CHECK_THAT(none.err, Catch::Contains("the scenario has no \"pictures\""));
    const Ended same = run_program({"fit", "scenarios/cloud_or_device/table3.json"});
    CHECK(same.code == 2);
    CHECK_THAT(same.err, Catch::Contains("the feature 'bytes' is the same in all"));
}

}  // namespace mdisim
