#include <cstdint>

#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

TEST_CASE("place both: every request goes to the cloud and runs on the phone", "[policies]") {
    for (uint16_t usual = 0; usual < 3; ++usual) {
        for (const Placement& p : placed("both", usual)) {
            CHECK(p.cloud == true);
            CHECK(p.phone == true);
            if (p.phone) CHECK(p.phone_model == usual);
        }
    }
}

}  // namespace
}  // namespace mdisim::offers
