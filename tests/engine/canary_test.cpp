#include "sim/engine/canary.hpp"

#include <catch2/catch.hpp>

namespace mdisim {

// Recorded: a machine or compiler that gives another one would give other results.
TEST_CASE("the canary is the same on every machine", "[canary]") {
    CHECK(arithmetic_canary() == arithmetic_canary());
    CHECK(arithmetic_canary().hex() == "ae920631be36d7132823021405e6fd77");
}

}  // namespace mdisim
