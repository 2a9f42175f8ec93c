#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "tests/policies/asked_router.hpp"

namespace mdisim {

TEST_CASE("route spread: in proportion to replicas", "[policies]") {
    AskedRouter router("spread");
    CHECK(router.share_of("far") == Approx(6.0 / 9).margin(0.01));
    CHECK(router.share_of("near") == Approx(1.0 / 9).margin(0.01));
    CHECK(router.share_of("middle") == Approx(2.0 / 9).margin(0.01));
    router.sites[1].replicas = 0;  // unlimited
    for (const std::string name : {"far", "near", "middle"})
        CHECK(router.share_of(name) == Approx(1.0 / 3).margin(0.012));
}

TEST_CASE("route spread: a further attempt goes elsewhere", "[policies]") {
    const AskedRouter router("spread");
    uint64_t far = 0;
    for (uint64_t i = 0; i < 10'000; ++i) {
        Draw draw(1, {draws_of(Decision::route), 0, 0, 1, i});
        const uint16_t site = router.policy->choose({200, 0, router.sites, 1, 1}, draw);
        CHECK(site != 1);
        far += site == 0;
    }
    CHECK(static_cast<double>(far) / 10'000 == Approx(6.0 / 8).margin(0.015));
}

}  // namespace mdisim
