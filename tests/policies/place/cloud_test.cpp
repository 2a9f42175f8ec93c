#include <cstdint>

#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

TEST_CASE("place cloud: every request goes to the cloud and nowhere else", "[policies]") {
    for (uint16_t usual = 0; usual < 3; ++usual) {
        for (const Placement& p : placed("cloud", usual)) {
            CHECK(p.cloud == true);
            CHECK(p.phone == false);
            if (p.phone) CHECK(p.phone_model == usual);
        }
    }
}

}  // namespace
}  // namespace mdisim::offers
