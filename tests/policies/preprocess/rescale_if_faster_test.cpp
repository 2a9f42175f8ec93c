#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/decide/views.hpp"
#include "tests/policies/preprocess/pictures.hpp"

namespace mdisim {
namespace {

// Rescaling takes 20 + 75 x ms, an upload 10 + 214 x; x in megabytes. 172 kB are left: it turns at
// 20 + 75 x + 10 + 36.8 = 10 + 214 x, that is 0.409 MB.
PictureMeasured guo_measured(int64_t bytes, bool on_phone, double ms_per_mb = 214) {
    PictureMeasured m;
    m.bytes = bytes;
    m.on_phone = on_phone;
    m.sent_bytes = on_phone ? 172'000 : bytes;
    if (on_phone) m.phone_ms = 20 + 75e-6 * static_cast<double>(bytes);
    m.network_ms = 10 + ms_per_mb * 1e-6 * static_cast<double>(m.sent_bytes);
    m.cloud_ms = 1000e-6 * static_cast<double>(m.sent_bytes);  // not in the rule
    return m;
}

std::unique_ptr<Preprocess> trained_rule() {
    auto policy = pictures::made("rescale_if_faster");
    std::vector<PictureMeasured> measured;
    for (int64_t i = 1; i <= 100; ++i) {
        measured.push_back(guo_measured(i * 20'000, true));
        measured.push_back(guo_measured(i * 20'000, false));
    }
    policy->train(measured);
    return policy;
}

}  // namespace

TEST_CASE("preprocess rescale_if_faster: rescales from where the sum is no longer", "[policies]") {
    const auto policy = trained_rule();
    CHECK_FALSE(pictures::on_phone(*policy, 226));
    CHECK_FALSE(pictures::on_phone(*policy, 408));
    CHECK(pictures::on_phone(*policy, 410));
    CHECK(pictures::on_phone(*policy, 2599));
}

TEST_CASE("preprocess rescale_if_faster: learns that uploads have become slower", "[policies]") {
    const auto policy = trained_rule();
    for (int64_t i = 0; i < 1000; ++i)
        policy->learn(guo_measured(100'000 + i % 50 * 20'000, i % 2 == 0, 2000));
    CHECK(pictures::on_phone(*policy, 226));
}

}  // namespace mdisim
