#include "policies/parts/picture_times.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

// Shrunk in 50 + 100 x, sent in 80 + `slope` x, shrunk in the cloud in 4 + 60 x; x in megabytes.
PictureMeasured measured(int i, double slope) {
    PictureMeasured m;
    m.bytes = 100'000 * (1 + i % 40);
    m.on_phone = i % 2 == 0;
    m.sent_bytes = m.on_phone ? 40'000 + 1000 * (i % 20) : m.bytes;
    const auto mb = [](int64_t bytes) { return static_cast<double>(bytes) * 1e-6; };
    if (m.on_phone) m.phone_ms = 50 + 100 * mb(m.bytes);
    m.network_ms = 80 + slope * mb(m.sent_bytes);
    m.cloud_ms = 4 + 60 * mb(m.sent_bytes);
    return m;
}
std::vector<PictureMeasured> many(double slope) {
    std::vector<PictureMeasured> list;
    for (int i = 0; i < 400; ++i) list.push_back(measured(i, slope));
    return list;
}

TEST_CASE("each stage has a line of its own", "[policies]") {
    PictureTimes times({}, false);
    times.train(many(300));
    CHECK(times.phone_ms(2e6) == Approx(250));
    CHECK(times.network_ms(2e6) == Approx(680));
    CHECK(times.cloud_ms(2e6) == Approx(124));
}

TEST_CASE("predictions are at least zero", "[policies]") {
    PictureTimes times({}, false);
    times.take({{10, 1}, {-50, 100}, {0, 0}}, many(300));
    CHECK(times.network_ms(1e5) == 0);
    CHECK(times.network_ms(1e6) == Approx(50));
}

TEST_CASE("lines are fitted anew when they have become wrong, and only if asked to be",
          "[policies]") {
    for (const bool retrains : {false, true}) {
        PictureTimes times({200, 50}, retrains);
        times.train(many(300));
        for (const PictureMeasured& m : many(900)) times.learn(m);
        CHECK(times.network_ms(2e6) == Approx(retrains ? 1880 : 680));
        CHECK(times.phone_ms(2e6) == Approx(250));
    }
}

TEST_CASE("measurements that determine no line leave it as it is", "[policies]") {
    PictureTimes times({100, 50}, true);
    times.train(many(300));
    const PictureMeasured always = measured(2, 900);
    for (int i = 0; i < 500; ++i) times.learn(always);
    CHECK(times.network_ms(2e6) == Approx(680));
    CHECK_THROWS_AS(times.train(std::vector<PictureMeasured>(100, always)), UserError);
}

}  // namespace
}  // namespace mdisim
