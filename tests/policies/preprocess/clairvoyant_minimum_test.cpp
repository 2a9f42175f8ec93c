#include "sim/decide/decisions.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "tests/policies/preprocess/pictures.hpp"

namespace mdisim {
namespace {

TEST_CASE("preprocess clairvoyant_minimum: wherever it really is ready first", "[policies]") {
    const PolicyEntry* entry = find_policy(Decision::preprocess, "clairvoyant_minimum");
    REQUIRE(entry != nullptr);
    CHECK(entry->needs.truth);
    CHECK(entry->make<Preprocess>(entry->options.make().get()) == nullptr);
    const auto policy = entry->make<KnowingPreprocess>(entry->options.make().get());
    const PictureView view = pictures::view(500);
    CHECK(policy->on_phone(view, {Duration{5}, Duration{6}}));
    CHECK_FALSE(policy->on_phone(view, {Duration{6}, Duration{6}}));
    CHECK_FALSE(policy->on_phone(view, {Duration{7}, Duration{6}}));
}

}  // namespace
}  // namespace mdisim
