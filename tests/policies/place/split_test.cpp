#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

std::unique_ptr<Place> split(const std::string& front) {
    const PolicyEntry* entry = find_policy(Decision::place, "split");
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

TEST_CASE("place split: the first front without one, or the one named", "[policies]") {
    const std::vector<FrontView> fronts = {{"a", 5, 0.2}, {"b", 6, 0.0}, {"c", 7, 0.3}};
    const Placement first = placed_by(*split(""), fronts);
    CHECK(first.front == 1);
    CHECK(first.cloud);
    CHECK_FALSE(first.phone);
    CHECK(placed_by(*split("c"), fronts).front == 2);
}

TEST_CASE("place split: without such a front everything goes to the cloud", "[policies]") {
    for (const std::string name : {"", "x"}) {
        const Placement p = placed_by(*split(name), {});
        CHECK(p.front == no_front);
        CHECK(p.cloud);
        CHECK_FALSE(p.phone);
    }
}

}  // namespace
}  // namespace mdisim::offers
