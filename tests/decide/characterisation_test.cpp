#include "sim/decide/characterisation.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/engine/time.hpp"

namespace mdisim {
namespace {

Histogram all_at(double ms, int n = 100) {
    Histogram h;
    for (int i = 0; i < n; ++i) h.add(Duration::from_ms(ms));
    return h;
}
Histogram half_and_half(double a_ms, double b_ms) {
    Histogram h = all_at(a_ms);
    h.merge(all_at(b_ms));
    return h;
}

const Characterisation table({{0, {4, 4}, {{10, all_at(100)}, {20, half_and_half(200, 400)}}},
                              {1, {4, 4}, {{10, all_at(50)}}},
                              {0, {8, 2}, {{10, all_at(150)}}}});

constexpr double stated = 0.002;  // a bucket's error

TEST_CASE("between two rates that were tried, latencies are in between", "[decide]") {
    CHECK(table.p99_ms(0, {4, 4}, 10) == Approx(100).epsilon(stated));
    CHECK(table.p99_ms(0, {4, 4}, 20) == Approx(400).epsilon(stated));
    CHECK(table.p99_ms(0, {4, 4}, 12.5) == Approx(175).epsilon(stated));
    CHECK(table.share_within(0, {4, 4}, 20, 300) == 0.5);
    CHECK(table.share_within(0, {4, 4}, 15, 300) == 0.75);
}

TEST_CASE("below the least rate it is as there, above the greatest nothing is in time",
          "[decide]") {
    CHECK(table.p99_ms(0, {4, 4}, 0) == Approx(100).epsilon(stated));
    CHECK(table.share_within(0, {4, 4}, 0, 300) == 1);
    CHECK(std::isinf(table.p99_ms(0, {4, 4}, 20.01)));
    CHECK(table.share_within(0, {4, 4}, 20.01, 1e9) == 0);
}

TEST_CASE("each model and arrangement has its own, and what was not tried is never in time",
          "[decide]") {
    CHECK(table.p99_ms(1, {4, 4}, 5) == Approx(50).epsilon(stated));
    CHECK(table.p99_ms(0, {8, 2}, 5) == Approx(150).epsilon(stated));
    CHECK(std::isinf(table.p99_ms(1, {8, 2}, 5)));
    CHECK(table.share_within(2, {4, 4}, 5, 1e9) == 0);
}

}  // namespace
}  // namespace mdisim
