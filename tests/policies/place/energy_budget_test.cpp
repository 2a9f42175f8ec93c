#include <memory>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

// A copy of the usual model costs 2 W x 10 ms = 20 mJ; each request puts 5 mJ aside: every fourth
// may have one.
struct BudgetedPhone {
    std::unique_ptr<Place> place = [] {
        const PolicyEntry* entry = find_policy(Decision::place, "energy_budget");
        return entry->make<Place>(entry->options.make().get());
    }();
    // The second model is the usual one.
    const std::vector<ModelBelief> models = {{10, 0, 0.3, 0}, {10, 0, 0.4, 1}};
    const std::vector<PhoneModelCost> costs = {{0, 9000}, {0, 2000}};

    int copies(int requests, double overdue_ms) {
        int n = 0;
        for (int i = 0; i < requests; ++i) {
            PlaceView view;
            view.sla_ms = 100;
            view.phone_models = models;
            view.usual_model = 1;
            view.costs = costs;
            view.overdue_ms = overdue_ms;
            Draw draw(1, {draws_of(Decision::place), 0, 0, 0, 0});
            const Placement p = place->choose(view, draw);
            CHECK(p.cloud);
            CHECK(place->choose(view, draw).phone == p.phone);  // asking costs nothing
            place->remember(view, p);
            n += p.phone;
        }
        return n;
    }
};

TEST_CASE("place energy_budget: in the long run copies cost what the budget allows", "[policies]") {
    BudgetedPhone phone;
    CHECK(phone.copies(10'000, 0) == Approx(2500).margin(15));
}

TEST_CASE("place energy_budget: the reserve is for when answers are overdue", "[policies]") {
    BudgetedPhone phone;
    phone.copies(1000, 0);
    // Half of 0.5 J is there: a copy for every request until it is used up.
    CHECK(phone.copies(12, 1) == 12);
    CHECK(phone.copies(1000, 1) == Approx(250).margin(5));
}

}  // namespace
}  // namespace mdisim::offers
