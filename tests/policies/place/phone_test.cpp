#include <cstdint>

#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

TEST_CASE("place phone: every request is answered by the phone alone", "[policies]") {
    for (uint16_t usual = 0; usual < 3; ++usual) {
        for (const Placement& p : placed("phone", usual)) {
            CHECK(p.cloud == false);
            CHECK(p.phone == true);
            if (p.phone) CHECK(p.phone_model == usual);
        }
    }
}

}  // namespace
}  // namespace mdisim::offers
