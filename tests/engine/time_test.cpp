#include "sim/engine/time.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "sim/engine/random.hpp"
#include "tests/support/times.hpp"

namespace mdisim {

TEST_CASE("a time in milliseconds becomes the nearest nanosecond", "[time]") {
    CHECK(Duration::from_ms(0).ns == 0);
    CHECK(Duration::from_ms(1).ns == 1'000'000);
    CHECK(Duration::from_ms(0.1).ns == 100'000);
    CHECK(Duration::from_ms(2.6e-6).ns == 3);
    CHECK(Duration::from_ms(2.4e-6).ns == 2);
    CHECK(Duration::from_ms(-0.1).ns == -100'000);
    CHECK(Duration::from_ms(-2.6e-6).ns == -3);
    CHECK(Duration::from_ms(-2.4e-6).ns == -2);
}

TEST_CASE("halves of a nanosecond go to the even one", "[time]") {
    // An odd number of 1/128 ms is m * 7812.5 ns, exactly.
    int wrong = 0;
    for (int64_t m = -100'001; m <= 100'001; m += 2) {
        const int64_t halves = m * 15625;
        const int64_t below = halves > 0 ? halves / 2 : halves / 2 - 1;
        const int64_t even = below % 2 == 0 ? below : below + 1;
        wrong += Duration::from_ms(static_cast<double>(m) / 128).ns != even;
    }
    CHECK(wrong == 0);
    CHECK(round_to_integer(0.5) == 0);
    CHECK(round_to_integer(1.5) == 2);
    CHECK(round_to_integer(2.5) == 2);
    CHECK(round_to_integer(-0.5) == 0);
    CHECK(round_to_integer(-1.5) == -2);
}

TEST_CASE("rounding is that of the IEEE standard over the whole range", "[time]") {
    int wrong = 0;
    for (uint64_t i = 0; i < 100'000; ++i) {
        const Lanes lanes = random_lanes(4, {{}, 0, 0, 0, i});
        const double size = std::ldexp(uniform_of(lanes.lane[0]), static_cast<int>(i % 52));
        const double x = lanes.lane[1] % 2 == 0 ? size : -size;
        wrong += round_to_integer(x) != std::llrint(x);
    }
    CHECK(wrong == 0);
}

TEST_CASE("what does not fit is an error, never a wrapped number", "[time]") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(round_to_integer(0x1p51 - 1) == (int64_t{1} << 51) - 1);
    CHECK(round_to_integer(1 - 0x1p51) == 1 - (int64_t{1} << 51));
    for (double x :
         {0x1p51, -0x1p51, 1e300, infinity, -infinity, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(round_to_integer(x), OutOfRange);
        CHECK_THROWS_AS(Duration::from_ms(x), OutOfRange);
    }
    CHECK(Duration::from_ms(2'251'799'813.0).ns == 2'251'799'813'000'000);  // 26 days
    CHECK_THROWS_AS(Duration::from_ms(2'251'799'814.0), OutOfRange);
}

TEST_CASE("durations and times are whole numbers with units", "[time]") {
    constexpr Duration second = testing::lasting_s(1);
    STATIC_REQUIRE(second == Duration{1'000'000'000});
    STATIC_REQUIRE(second + second == testing::lasting_s(2));
    STATIC_REQUIRE(second - testing::lasting_s(3) == testing::lasting_s(-2));
    STATIC_REQUIRE(second.ms() == 1000);
    STATIC_REQUIRE(testing::lasting_s(1) < testing::lasting_s(2));
    STATIC_REQUIRE(Time{5} + Duration{7} == Time{12});
    STATIC_REQUIRE(Time{12} - Time{5} == Duration{7});
    STATIC_REQUIRE(Time{5} - Time{12} == Duration{-7});
    STATIC_REQUIRE(Time{1'500'000}.ms() == 1.5);
    Time at{1};
    at += Duration{2};
    CHECK(at == Time{3});
    Duration length{1};
    length += Duration{2};
    CHECK(length == Duration{3});
}

TEST_CASE("the greatest time plus the greatest duration is still a time", "[time]") {
    CHECK(Time::max() + Duration::max() > Time::max());
    CHECK(Duration::max() + Duration::max() > Duration::max());
    CHECK(Duration::max() > testing::lasting_s(int64_t{70} * 365 * 86'400));  // 70 years
}

}  // namespace mdisim
