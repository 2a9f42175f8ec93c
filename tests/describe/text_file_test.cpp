#include "sim/describe/text_file.hpp"

#include <catch2/catch.hpp>

#include "sim/describe/error.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

TEST_CASE("a text file is read to the byte", "[describe]") {
    const testing::TemporaryFolder folder;
    const std::string text("a\r\n\0b", 5);
    CHECK(read_text(folder.write("t", text)) == text);
}

TEST_CASE("a text file that cannot be read is the user's mistake", "[describe]") {
    try {
        read_text("/nowhere/at.all");
        FAIL("nothing was thrown");
    } catch (const UserError& error) {
        CHECK(error.problems().front().where == "/nowhere/at.all");
    }
    CHECK_THROWS_AS(read_text("/"), UserError);
}

}  // namespace
}  // namespace mdisim
