#include "sim/campaign/task_bytes.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <stdexcept>

#include "sim/engine/digest.hpp"

namespace mdisim {

TEST_CASE("what travels arrives as it was sent", "[campaign]") {
    const NumberedOrder order = {11, {{5, 2}, 64, 9, ~uint64_t{0}, uint64_t{1} << 63}};
    const NumberedOrder read = read_order(to_bytes(order));
    CHECK(read.number == 11);
    CHECK(read.order.first.point == 5);
    CHECK(read.order.first.policy == 2);
    CHECK(read.order.cells == 64);
    CHECK(read.order.replication == 9);
    CHECK(read.order.together == ~uint64_t{0});
    CHECK(read.order.alone == uint64_t{1} << 63);

    const std::string tally("\0with zeros\0", 12);
    const FinishedRun first = {{1, 2}, tally, {3, 4}, 0.1, "fastest"};
    const FinishedRun second = {{5, 6}, "", {}, 0, "", false};
    const NumberedRuns runs = read_runs(to_bytes(NumberedRuns{3, {first, second}}));
    CHECK(runs.number == 3);
    REQUIRE(runs.runs.size() == 2);
    CHECK(runs.runs[0].key == Digest{1, 2});
    CHECK(runs.runs[0].tally == tally);
    CHECK(runs.runs[0].tape == Digest{3, 4});
    CHECK(runs.runs[0].seconds == 0.1);
    CHECK(runs.runs[0].kind == "fastest");
    CHECK(runs.runs[0].kept);
    CHECK(runs.runs[1].key == Digest{5, 6});
    CHECK_FALSE(runs.runs[1].kept);

    const std::vector<std::string> words = {"", "two words", tally};
    CHECK(read_words(to_bytes(words)) == words);
}

TEST_CASE("what did not arrive whole is refused", "[campaign]") {
    const std::string whole = to_bytes(NumberedRuns{3, {{{1, 2}, "tally", {3, 4}, 0.1, "kind"}}});
    for (size_t size = 0; size < whole.size(); ++size) {
        CHECK_THROWS_AS(read_runs(whole.substr(0, size)), std::runtime_error);
    }
    CHECK_THROWS_AS(read_runs(whole + "x"), std::runtime_error);
    const std::string neither_kept_nor_not = whole.substr(0, whole.size() - 1) + '\2';
    CHECK_THROWS_AS(read_runs(neither_kept_nor_not), std::runtime_error);
    CHECK_THROWS_AS(read_order("short"), std::runtime_error);
    CHECK_THROWS_AS(read_words(std::string(8, '\xff')), std::runtime_error);
}

}  // namespace mdisim
