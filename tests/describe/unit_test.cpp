#include "sim/describe/unit.hpp"

#include <catch2/catch.hpp>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

TEST_CASE("a value in another unit is the same quantity", "[unit]") {
    CHECK(converted(17174, Unit::us, Unit::ms) == 17.174);
    CHECK(converted(0.5, Unit::min, Unit::s) == 30);
    CHECK(converted(1, Unit::h, Unit::ms) == 3'600'000);
    CHECK(converted(90, Unit::s, Unit::min) == 1.5);
    CHECK(converted(3, Unit::mib, Unit::kb) == 3145.728);
    CHECK(converted(3145.728, Unit::kb, Unit::mib) == 3);
    CHECK(converted(2.5, Unit::gbit_per_s, Unit::mbit_per_s) == 2500);
    CHECK(converted(78.5, Unit::percent, Unit::one) == 0.785);
    CHECK(converted(1.5, Unit::w, Unit::mw) == 1500);
    CHECK_THROWS_AS(converted(1, Unit::w, Unit::ms), InternalError);
    CHECK(nanoseconds_in(Unit::min) == 60'000'000'000);
    CHECK_THROWS_AS(nanoseconds_in(Unit::kb), InternalError);
    // Every unit has a name, and only the units of a quantity change into each other.
    const auto units = names_of(Tag<Unit>{}).size();
    CHECK(units == static_cast<size_t>(Unit::w) + 1);
    for (size_t u = 0; u < units; ++u) {
        const auto unit = static_cast<Unit>(u);
        CHECK(converted(7, unit, unit) == 7);
        CHECK_FALSE(name_of(unit).empty());
    }
}

TEST_CASE("the name of a column may end in its unit", "[unit]") {
    CHECK(unit_in_name("rtt_ms") == Unit::ms);
    CHECK(unit_in_name("RTT_MS") == Unit::ms);
    CHECK(unit_in_name("ms") == Unit::ms);
    CHECK(unit_in_name("at_s") == Unit::s);
    CHECK(unit_in_name("size_KiB") == Unit::kib);
    CHECK(unit_in_name("size_kib") == Unit::kib);
    CHECK(unit_in_name("size_B") == Unit::b);
    CHECK(unit_in_name("size_KB") == Unit::kb);
    CHECK(unit_in_name("up_mbit_per_s") == Unit::mbit_per_s);
    CHECK(unit_in_name("up_Mbit/s") == Unit::mbit_per_s);
    CHECK(unit_in_name("mbps") == Unit::mbit_per_s);
    CHECK(unit_in_name("top1_pct") == Unit::percent);
    CHECK(unit_in_name("power_mw") == Unit::mw);
    for (const char* none : {"", "rtt", "rtms", "rtt ms", "_", "time_Ms", "size_Mb", "x_1", "ps"}) {
        CAPTURE(none);
        CHECK_FALSE(unit_in_name(none));
        CHECK(without_unit(none) == none);
    }
    CHECK(without_unit("rtt_ms") == "rtt");
    CHECK(without_unit("up_mbit_per_s") == "up");
    CHECK(without_unit("p99.9_us") == "p99.9");
    CHECK(without_unit("ms") == "");
}

}  // namespace
}  // namespace mdisim
