#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

TEST_CASE("place split: through the first front that leaves the whole answer to the cloud",
          "[policies]") {
    const Chosen chosen = worlds::chosen(Decision::place, "split");
    const auto place = chosen.entry->make<Place>(chosen.options.get());
    const std::vector<FrontView> fronts = {{"exit", 5, 0.2}, {"split", 6, 0}};
    PlaceView view;
    view.sla_ms = 100;
    view.fronts = fronts;
    Draw draw(1, {draws_of(Decision::place), 0, 0, 0, 0});
    CHECK(place->choose(view, draw).front == 1);
    CHECK_NOTHROW(place->check(view));
    view.fronts = {};
    CHECK_THROWS_AS(place->check(view), UserError);
}

}  // namespace
}  // namespace mdisim::offers
