#include <cstdint>

#include "tests/policies/preprocess/pictures.hpp"

namespace mdisim {
namespace {

TEST_CASE("preprocess static_remote: always the same", "[policies]") {
    const auto policy = pictures::made("static_remote");
    for (int64_t kb : {1, 50, 500, 10'000}) CHECK(pictures::on_phone(*policy, kb) == (false));
}

}  // namespace
}  // namespace mdisim
