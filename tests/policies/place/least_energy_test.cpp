#include "tests/policies/place/cloud_or_phone.hpp"

namespace mdisim {
namespace {

using cloud_or_phone::Asked;

// The phone: 3 W x 100 ms = 0.3 J, or 1.5 W x 300 ms = 0.45 J. The cloud: 2 W until its answer.
TEST_CASE("place least_energy: the least energy of those in time", "[policies]") {
    Asked asked("least_energy");
    CHECK(asked.choose().cloud);
    asked.hear(140);
    CHECK(asked.choose().cloud);  // 0.28 J
    for (int i = 0; i < 100; ++i) asked.hear(160);
    CHECK(asked.choose().phone);  // 0.3 J against 0.32
    asked.view.power.sending_j = 0;
    asked.costs[1].power_mw = 0;  // 0.3 J, idle power: equal, the first
    CHECK(asked.choose().phone_model == 0);
    asked.costs[0].power_mw = 2001;
    CHECK(asked.choose().phone_model == 1);
    asked.view.sla_ms = 250;
    CHECK(asked.choose().phone_model == 0);
}

TEST_CASE("place least_energy: loading costs, and sending", "[policies]") {
    Asked asked("least_energy");
    asked.hear(160);
    CHECK(asked.choose().phone);
    asked.costs[0].load_ms = 50;  // 4 W
    CHECK(asked.choose().cloud);
    asked.view.power.sending_j = 1;
    CHECK(asked.choose().phone);
}

TEST_CASE("place least_energy: none in time: the fastest", "[policies]") {
    Asked asked("least_energy");
    asked.view.sla_ms = 50;
    asked.hear(90);
    CHECK(asked.choose().cloud);
    for (int i = 0; i < 100; ++i) asked.hear(110);
    CHECK(asked.choose().phone_model == 0);
    CHECK(asked.choose().phone);
}

}  // namespace
}  // namespace mdisim
