#include <cstdint>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "tests/policies/preprocess/pictures.hpp"

namespace mdisim {
namespace {

constexpr double megabyte = 1e6;

// 100 + 50 x on the phone, 20 + 200 x on the network, 5 + 50 x in the cloud; x in megabytes. With
// 50 kB when shrunk it turns where 100 + 50 x + 20 + 10 + 5 + 2.5 = 20 + 200 x + 5 + 50 x.
constexpr double turns_at_mb = 112.5 / 200;

PictureMeasured measured(int64_t bytes, bool on_phone, double latency_ms = 20,
                         double ms_per_mb = 200) {
    PictureMeasured m;
    m.bytes = bytes;
    m.on_phone = on_phone;
    m.sent_bytes = on_phone ? 50'000 : bytes;
    const double sent_mb = static_cast<double>(m.sent_bytes) / megabyte;
    if (on_phone) m.phone_ms = 100 + 50 * static_cast<double>(bytes) / megabyte;
    m.network_ms = latency_ms + ms_per_mb * sent_mb;
    m.cloud_ms = 5 + 50 * sent_mb;
    return m;
}

std::unique_ptr<Preprocess> with(const std::string& settings) {
    const PolicyEntry* entry = find_policy(Decision::preprocess, "pieslicer");
    REQUIRE(entry != nullptr);
    CHECK(entry->needs.learning);
    const auto options = entry->options.make();
    std::vector<Problem> problems;
    Decoder decoder(problems);
    decoder.decode_object(parse_document(settings, "test"), entry->options, options.get(), "");
    REQUIRE(problems.empty());
    std::vector<PictureMeasured> pictures;
    for (int64_t i = 1; i <= 200; ++i) {
        pictures.push_back(measured(i * 20'000, true));
        pictures.push_back(measured(i * 20'000, false));
    }
    auto policy = entry->make<Preprocess>(options.get());
    policy->train(pictures);
    return policy;
}

// The least size, in whole kilobytes, that is shrunk on the phone.
int64_t turn(Preprocess& policy, double side = 2000) {
    for (int64_t kb = 1; kb < 4000; ++kb) {
        if (pictures::on_phone(policy, kb, side)) return kb;
    }
    return 4000;
}

TEST_CASE("preprocess pieslicer: shrinks on the phone where that is predicted to be faster",
          "[policies]") {
    const auto policy = with(R"({"selective": false, "adaptive": "off", "small_kb": 50})");
    CHECK(turn(*policy) == static_cast<int64_t>(turns_at_mb * 1000) + 1);
}

TEST_CASE("preprocess pieslicer: small sides are sent as they are, if it is selective",
          "[policies]") {
    CHECK(turn(*with(R"({"selective": true, "small_kb": 50})"), 330) == 4000);
    CHECK(turn(*with(R"({"selective": false, "small_kb": 50})"), 330) == 563);
    // The check of the size changes nothing: such pictures are sent as they are anyway.
    CHECK(turn(*with(R"({"selective": true, "small_kb": 50})")) == 563);
}

TEST_CASE("preprocess pieslicer: Delta moves the decision only where it is per byte",
          "[policies]") {
    for (const std::string adaptive : {"off", "literal", "per_byte"}) {
        const auto policy =
            with(R"({"alpha": 1, "small_kb": 50, "adaptive": ")" + adaptive + "\"}");
        policy->learn(measured(1'000'000, false, 20, 400));
        // 135 + 50 x + 400 x 0.05 - 10 + 2.5 - 2.5 against 25 + 450 x: turns at 0.306 MB.
        CHECK(turn(*policy) == (adaptive == "per_byte" ? 307 : 563));
    }
}

TEST_CASE("preprocess pieslicer: a late answer to little is taken for a lack of bandwidth",
          "[policies]") {
    const auto policy = with(R"({"alpha": 1, "small_kb": 50, "adaptive": "per_byte"})");
    policy->learn(measured(1'000'000, true, 70));  // 50 ms later: 1 ms a kilobyte
    CHECK(turn(*policy) < 150);
    policy->learn(measured(1'000'000, true, 10));  // 10 ms earlier
    CHECK(turn(*policy) == 4000);
}

TEST_CASE("preprocess pieslicer: small transfers say nothing of the bandwidth to large",
          "[policies]") {
    const auto policy = with(R"({"alpha": 1, "small_kb": 50, "adaptive": "large"})");
    policy->learn(measured(1'000'000, true, 70));
    CHECK(turn(*policy) == 563);
    policy->learn(measured(1'000'000, false, 20, 400));
    CHECK(turn(*policy) == 307);
}

// With a prior of 500 kB a transfer of 1 MB that takes 200 ms more makes it 200 / 1.25 = 160 ms a
// megabyte: 145.5 + 50 x against 25 + 410 x. One of 50 kB that is 50 ms late makes it 9.9.
TEST_CASE("preprocess pieslicer: weighted believes a transfer the more, the larger it is",
          "[policies]") {
    const auto policy = with(R"({"alpha": 1, "small_kb": 50, "adaptive": "weighted"})");
    policy->learn(measured(1'000'000, false, 20, 400));
    CHECK(turn(*policy) == 335);
    policy->learn(measured(1'000'000, true, 70));
    CHECK(turn(*policy) == 539);
}

TEST_CASE("preprocess pieslicer: small is the mean of what it shrank so far", "[policies]") {
    const auto policy = with(R"({"selective": false, "adaptive": "off", "small_kb": 400})");
    const int64_t before = turn(*policy);
    policy->learn(measured(1'000'000, true));  // 50 kB came of it
    CHECK(turn(*policy) == 563);
    CHECK(before > 563);
}

TEST_CASE("preprocess pieslicer: begins with lines that are given", "[policies]") {
    const auto policy = with(R"({"selective": false, "adaptive": "off", "lines": {
        "on_phone": {"intercept_ms": 0, "ms_per_mb": 0},
        "network": {"intercept_ms": 0, "ms_per_mb": 1},
        "in_cloud": {"intercept_ms": 0, "ms_per_mb": 0}}, "small_kb": 50})");
    CHECK(turn(*policy) == 51);
}

}  // namespace
}  // namespace mdisim
