#include "sim/describe/long_column.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

LongColumn squares(size_t n, size_t most_in_memory) {
    LongColumnWriter writer(most_in_memory);
    for (size_t i = 0; i < n; ++i) writer.push(static_cast<int64_t>(i * i));
    CHECK(writer.size() == n);
    return writer.finish();
}

TEST_CASE("a column is the same in memory and in a file", "[column]") {
    for (const size_t n : {1u, 2u, 4095u, 4096u, 4097u, 20000u}) {
        for (const size_t most : {1u, 4096u, 1000000u}) {
            CAPTURE(n, most);
            const LongColumn column = squares(n, most);
            REQUIRE(column.size() == n);
            CHECK(column.first() == 0);
            CHECK(column.last() == static_cast<int64_t>((n - 1) * (n - 1)));
            LongColumn::Cursor cursor = column.cursor();
            bool same = true;
            for (size_t i = 0; i < n; ++i) same &= cursor.at(i) == static_cast<int64_t>(i * i);
            // Jumps, forwards and back.
            for (size_t i = 0; i < n; ++i) {
                const size_t at = i * 7919 % n;
                same &= cursor.at(at) == static_cast<int64_t>(at * at);
            }
            CHECK(same);
            LongColumn::Cursor moved = std::move(cursor);
            CHECK(moved.at(n - 1) == column.last());
        }
    }
}

TEST_CASE("copies of a column share its values, and outlive it", "[column]") {
    LongColumn copy;
    CHECK(copy.empty());
    {
        const LongColumn column = squares(10000, 16);
        CHECK_FALSE(column.is_shared());
        copy = column;
        CHECK(column.is_shared());
    }
    CHECK_FALSE(copy.is_shared());
    CHECK(copy.last() == 9999 * 9999);
}

TEST_CASE("a folder that takes no temporary file is named", "[column]") {
    const char* before = std::getenv("TMPDIR");
    const std::string kept = before != nullptr ? before : "";
    const TemporaryFolder folder;
    ::setenv("TMPDIR", folder.path().c_str(), 1);
    {
        const LongColumn fits = squares(100, 16);
        CHECK(fits.last() == 99 * 99);
        CHECK(std::filesystem::is_empty(folder.path()));  // the file has no name
    }
    std::filesystem::permissions(folder.path(), std::filesystem::perms::none);
    const std::vector<Problem> problems =
        ::geteuid() == 0 ? std::vector<Problem>{} : problems_of([] { squares(100, 16); });
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
    before != nullptr ? ::setenv("TMPDIR", kept.c_str(), 1) : ::unsetenv("TMPDIR");
    if (::geteuid() == 0) return;  // root may write anywhere
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().what.starts_with("cannot make a temporary file in " + folder.path()));
}

}  // namespace
}  // namespace mdisim
