#include "sim/describe/words.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mdisim {
namespace {

TEST_CASE("a list contains what is equal to one of its items", "[describe]") {
    const std::vector<std::string> list = {"fast", "slow"};
    CHECK(contains(list, "slow"));
    CHECK(contains(list, std::string_view("fast")));
    CHECK_FALSE(contains(list, "slo"));
    CHECK_FALSE(contains(std::vector<int>{}, 3));
}

TEST_CASE("words are joined in their order", "[describe]") {
    CHECK(joined(std::vector<std::string>{"a", "", "c"}) == "a, , c");
    CHECK(joined(std::set<std::string>{"b", "a"}, "/") == "a/b");
    CHECK(joined(std::vector<std::string_view>{"alone"}) == "alone");
    CHECK(joined(std::vector<std::string>{}).empty());
}

}  // namespace
}  // namespace mdisim
