#include "policies/parts/front_choice.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

namespace mdisim {
namespace {

const std::vector<FrontView> some = {{"a", 5, 0.2}, {"b", 6, 0.0}, {"c", 7, 0.3}, {"d", 8, 0.0}};

PlaceView phone_with(const std::vector<FrontView>& fronts) {
    PlaceView view;
    view.sla_ms = 100;
    view.fronts = fronts;
    return view;
}
uint16_t chosen(const std::string& name, bool answers_itself,
                const std::vector<FrontView>& fronts = some) {
    const Placement p = FrontChoice({name}, answers_itself).placement(phone_with(fronts));
    CHECK(p.cloud);
    CHECK_FALSE(p.phone);
    return p.front;
}
void check(const std::string& name, bool answers_itself,
           const std::vector<FrontView>& fronts = some) {
    FrontChoice({name}, answers_itself).check(phone_with(fronts));
}

TEST_CASE("the first front of its kind is taken, or the one named", "[policies]") {
    CHECK(chosen("", true) == 0);
    CHECK(chosen("", false) == 1);
    CHECK(chosen("c", true) == 2);
    CHECK(chosen("d", false) == 3);
}

TEST_CASE("where there is none of that name and kind, everything goes to the cloud", "[policies]") {
    CHECK(chosen("", true, {}) == no_front);
    CHECK(chosen("x", true) == no_front);
    CHECK(chosen("d", true) == no_front);  // never answers itself
    CHECK(chosen("c", false) == no_front);
}

TEST_CASE("a front that is not there is the user's mistake", "[policies]") {
    CHECK_NOTHROW(check("", true));
    CHECK_NOTHROW(check("d", false));
    CHECK_THROWS_WITH(check("", false, {}), Catch::Contains("no front of a split model"));
    CHECK_THROWS_WITH(check("x", true), Catch::Contains("'x'") && Catch::Contains("a c"));
    CHECK_THROWS_WITH(check("d", true), Catch::Contains("that may answer itself"));
}

}  // namespace
}  // namespace mdisim
