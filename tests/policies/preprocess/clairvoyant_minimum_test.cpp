#include "tests/policies/preprocess/pictures.hpp"

namespace mdisim {
namespace {

TEST_CASE("preprocess clairvoyant_minimum: wherever it really is ready first", "[policies]") {
    const PolicyEntry* entry = find_policy(Decision::preprocess, "clairvoyant_minimum");
    REQUIRE(entry != nullptr);
    CHECK(entry->needs.truth);
    const auto policy = pictures::made("clairvoyant_minimum");
    auto& knowing = static_cast<KnowingPreprocess&>(*policy);
    const PictureView view = pictures::view(500);
    CHECK(knowing.on_phone_knowing(view, {Duration{5}, Duration{6}}));
    CHECK_FALSE(knowing.on_phone_knowing(view, {Duration{6}, Duration{6}}));
    CHECK_FALSE(knowing.on_phone_knowing(view, {Duration{7}, Duration{6}}));
}

}  // namespace
}  // namespace mdisim
