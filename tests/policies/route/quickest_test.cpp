#include <catch2/catch.hpp>

#include "tests/policies/asked_router.hpp"

namespace mdisim {

TEST_CASE("route quickest: the least of network, wait and execution, as heard", "[policies]") {
    AskedRouter router("quickest");
    CHECK(router.choose() == "near");  // 5 + 20, against 15 + 20 and 60 + 20
    router.hear(1, 25, 0, 20);         // 20 ms of phone's network: the others count with it
    CHECK(router.choose() == "near");  // 45, against 55 and 100
    router.hear(1, 25, 12, 20);        // it waits now: 57 against 55
    CHECK(router.choose() == "middle");
    router.hear(2, 35, 60, 20);  // 115 against 57
    CHECK(router.choose() == "near");
    router.hear(1, 25, 60, 20);  // 105 against 100 of a site it never heard of
    CHECK(router.choose() == "far");
}

TEST_CASE("route quickest: a share of requests explores", "[policies]") {
    const AskedRouter router("quickest", "", 0.3);
    CHECK(router.share_of("near") == Approx(0.8).margin(0.01));
    CHECK(router.share_of("far") == Approx(0.1).margin(0.01));
    CHECK(router.share_of("middle") == Approx(0.1).margin(0.01));
}

}  // namespace mdisim
