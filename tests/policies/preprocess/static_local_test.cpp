#include <cstdint>

#include "tests/policies/preprocess/pictures.hpp"

namespace mdisim {
namespace {

TEST_CASE("preprocess static_local: always the same", "[policies]") {
    const auto policy = pictures::made("static_local");
    for (int64_t kb : {1, 50, 500, 10'000}) CHECK(pictures::on_phone(*policy, kb) == (true));
}

}  // namespace
}  // namespace mdisim
