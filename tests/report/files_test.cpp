#include "sim/report/files.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/engine/time.hpp"

namespace mdisim {

TEST_CASE("durations are written to the nanosecond, and no longer than that", "[files]") {
    const auto ns = [](int64_t n) { return Duration{n}; };
    CHECK(exact_ms(ns(0)) == "0");
    CHECK(exact_ms(ns(1)) == "0.000001");
    CHECK(exact_ms(ns(1'500'000)) == "1.5");
    CHECK(exact_ms(ns(2'000'000)) == "2");
    CHECK(exact_ms(ns(-1'000'010)) == "-1.00001");
    CHECK(exact_us(ns(1'234'567)) == "1234.567");
    CHECK(exact_us(ns(1'000)) == "1");
    CHECK(exact_us(ns(9'007'199'254'740'993'001)) == "9007199254740993.001");
    CHECK(exact_us(ns(INT64_MIN)) == "-9223372036854775.808");
}

TEST_CASE("fields are quoted where CSV needs it", "[files]") {
    CHECK(quoted("plain") == "plain");
    CHECK(quoted("a, b") == "\"a, b\"");
    CHECK(quoted("a \"b\"") == "\"a \"\"b\"\"\"");
}

}  // namespace mdisim
