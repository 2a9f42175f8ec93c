#include "sim/describe/check.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace mdisim {

TEST_CASE("ensure says nothing while it holds", "[check]") {
    CHECK_NOTHROW(ensure(true, "never said"));
}

TEST_CASE("a broken assertion names the place and what was broken", "[check]") {
    const auto here = CodeLocation::here();
    std::string message;
    try {
        ensure(false, "the sky is up", here);
    } catch (const InternalError& error) {
        message = error.what();
    }
    const std::string end = "check_test.cpp:" + std::to_string(here.line) + ": the sky is up";
    CHECK_THAT(message, Catch::EndsWith(end));
}

}  // namespace mdisim
