#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

std::unique_ptr<Place> early_exit(const std::string& front) {
    const PolicyEntry* entry = find_policy(Decision::place, "early_exit");
    const auto options = entry->options.make();
    for (const Field& field : entry->options.fields) {
        if (field.name == "front") *std::get<std::string*>(field.slot(options.get())) = front;
    }
    return entry->make_place(options.get());
}

Placement placed_by(Place& place, const std::vector<FrontView>& fronts) {
    PlaceView view;
    view.sla_ms = 100;
    view.fronts = fronts;
    Draw draw(1, {place_draws, 0, 0, 0, 0});
    return place.choose(view, draw);
}

TEST_CASE("place early_exit: the first front with an exit, or the one named", "[policies]") {
    const std::vector<FrontView> fronts = {{"a", 5, 0.0}, {"b", 6, 0.3}, {"c", 7, 0.3}};
    const Placement first = placed_by(*early_exit(""), fronts);
    CHECK(first.front == 1);
    CHECK(first.cloud);
    CHECK_FALSE(first.phone);
    CHECK(placed_by(*early_exit("c"), fronts).front == 2);
}

TEST_CASE("place early_exit: without such a front everything goes to the cloud", "[policies]") {
    for (const std::string name : {"", "x"}) {
        const Placement p = placed_by(*early_exit(name), {});
        CHECK(p.front == no_front);
        CHECK(p.cloud);
        CHECK_FALSE(p.phone);
    }
}

}  // namespace
}  // namespace mdisim::offers
