#include <catch2/catch.hpp>

#include "tests/policies/asked_router.hpp"

namespace mdisim {

TEST_CASE("route one_site: the site that is named, or a refusal", "[policies]") {
    CHECK(AskedRouter("one_site", "middle").choose() == "middle");
    const AskedRouter wrong("one_site", "midle");
    CHECK_THROWS_WITH(wrong.policy->check(wrong.sites),
                      "there is no site 'midle'. Did you mean 'middle'?");
}

}  // namespace mdisim
