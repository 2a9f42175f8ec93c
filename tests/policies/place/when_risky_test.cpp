#include <memory>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

const Heard fifty{25, 25, true};

struct RiskyPhone {
    std::unique_ptr<Place> place = [] {
        const PolicyEntry* entry = find_policy(Decision::place, "when_risky");
        return entry->make<Place>(entry->options.make().get());
    }();

    bool copies(double sla_ms, double overdue_ms = 0) {
        PlaceView view;
        view.sla_ms = sla_ms;
        view.cloud_ms = 10;
        view.overdue_ms = overdue_ms;
        Draw draw(1, {draws_of(Decision::place), 0, 0, 0, 0});
        const Placement p = place->choose(view, draw);
        CHECK(p.cloud);
        return p.phone;
    }
    void hear(const Heard& heard, int times) {
        for (int i = 0; i < times; ++i) place->learn(heard);
    }
};

TEST_CASE("place when_risky: copies until two answers have come", "[policies]") {
    RiskyPhone phone;
    CHECK(phone.copies(1e6));
    phone.hear(fifty, 1);
    CHECK(phone.copies(1e6));
    phone.hear(fifty, 1);
    CHECK_FALSE(phone.copies(1e6));
}

TEST_CASE("place when_risky: on a steady network, copies only where time is short", "[policies]") {
    RiskyPhone phone;
    phone.hear(fifty, 100);
    CHECK_FALSE(phone.copies(60));  // 50 of network, 10 in the cloud
    CHECK(phone.copies(59));
}

TEST_CASE("place when_risky: copies while an answer is overdue", "[policies]") {
    RiskyPhone phone;
    phone.hear(fifty, 100);
    CHECK_FALSE(phone.copies(200));
    CHECK(phone.copies(200, 1));
}

// Alternately 40 and 60: the running variance settles at about 100 (alpha 0.1), so 5 % of risk
// begins 1.64 x 10 ms above the mean.
TEST_CASE("place when_risky: the spread of the network counts", "[policies]") {
    RiskyPhone phone;
    for (int i = 0; i < 500; ++i) phone.hear({20.0 + 10 * (i % 2), 20.0 + 10 * (i % 2), true}, 1);
    CHECK_FALSE(phone.copies(60 + 20));
    CHECK(phone.copies(60 + 13));
}

}  // namespace
}  // namespace mdisim::offers
