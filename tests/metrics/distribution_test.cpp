#include "sim/metrics/distribution.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace mdisim {
namespace {

const Quantity& quantity(const std::string& name) {
    for (const Quantity& q : all_quantities()) {
        if (q.name == name) return q;
    }
    throw std::invalid_argument(name);
}

// Latencies of 1, 2, ... n ms.
Tally up_to(int64_t n) {
    Tally tally;
    for (int64_t i = 1; i <= n; ++i) tally.latencies.add({i * 1'000'000});
    return tally;
}

}  // namespace

TEST_CASE("levels rise, and each value is exceeded as often as its level says", "[distribution]") {
    const std::vector<Tally> replications(4, up_to(10'000));
    const std::vector<Level> levels = levels_of(replications, quantity("latency_ms"));
    CHECK(levels.size() > 140);
    CHECK(levels.size() < 250);
    for (size_t i = 0; i < levels.size(); ++i) {
        CAPTURE(i, levels[i].level);
        if (i > 0) CHECK(levels[i].level > levels[i - 1].level);
        if (i > 0) CHECK(levels[i].value_ms >= levels[i - 1].value_ms);
        // The histogram's error, and a whole rank.
        CHECK(std::fabs(levels[i].value_ms - 10'000 * levels[i].level) <
              0.002 * levels[i].value_ms + 1);
        CHECK(levels[i].low == Approx(levels[i].level));  // all replications agree
        CHECK(levels[i].high == Approx(levels[i].level));
    }
    CHECK(levels.front().level == 0);
}

TEST_CASE("the tail ends where fewer than 30 values lie beyond", "[distribution]") {
    const auto last = [](int64_t n) {
        return levels_of({up_to(n)}, quantity("latency_ms")).back().level;
    };
    CHECK((1 - last(100'000)) * 100'000 >= 30);
    CHECK((1 - last(100'000)) * 100'000 < 34);
    CHECK(last(100) < 0.9);
}

TEST_CASE("replications that differ widen the interval of a level", "[distribution]") {
    const std::vector<Level> levels =
        levels_of({up_to(900), up_to(1000), up_to(1100)}, quantity("latency_ms"));
    const Level& middle = levels[50];
    CHECK(middle.level == 0.5);
    // Shares of at most 500 ms: 5/9, 1/2, 5/11; Student's t with two degrees of freedom is 4.303.
    // The logit of a half is 0, its derivative there 4.
    const double reach = 4 * 4.303 * 0.0506 / std::sqrt(3.0);
    CHECK(middle.high == Approx(1 / (1 + std::exp(-reach))).epsilon(0.005));
    CHECK(middle.low == Approx(1 / (1 + std::exp(reach))).epsilon(0.005));
    // A tail keeps both ends on a logarithmic axis.
    for (const Level& level : levels) {
        CHECK(level.low >= 0);
        CHECK(level.high <= 1);
        if (level.level > 0 && level.value_ms < 850) CHECK(level.high < 1);
    }
    CHECK(levels_of({up_to(900)}, quantity("latency_ms"))[50].low == 0);  // one says nothing
    CHECK(levels_of({up_to(900)}, quantity("latency_ms"))[50].high == 1);
}

TEST_CASE("nothing measured has no levels, and waits are told from latencies", "[distribution]") {
    Tally tally = up_to(100);
    CHECK(levels_of({tally}, quantity("wait_ms")).empty());
    for (int i = 0; i < 100; ++i) tally.waits.add({i < 40 ? 0 : 7'000'000});
    const std::vector<Level> levels = levels_of({tally}, quantity("wait_ms"));
    CHECK(levels[40].value_ms == 0);
    CHECK(levels[41].value_ms == Approx(7).epsilon(0.002));
}

}  // namespace mdisim
