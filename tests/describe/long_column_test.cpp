#include "sim/describe/long_column.hpp"

#include <signal.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
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

// Lets this process write files of this size at most, while it lives.
class WrittenAtMost {
  public:
    explicit WrittenAtMost(rlim_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~WrittenAtMost() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, signal_);
    }

  private:
    rlimit before_{};
    void (*signal_)(int);
};

TEST_CASE("a temporary file has no name, and one that cannot be written is an error", "[column]") {
    const char* before = std::getenv("TMPDIR");
    const std::string kept = before != nullptr ? before : "";
    const TemporaryFolder folder;
    ::setenv("TMPDIR", folder.path().c_str(), 1);
    const LongColumn fits = squares(100, 16);
    CHECK(fits.last() == 99 * 99);
    CHECK(std::filesystem::is_empty(folder.path()));
    std::vector<Problem> problems;
    {
        const WrittenAtMost few(4000);
        problems = problems_of([] { squares(1000, 16); });
    }
    before != nullptr ? ::setenv("TMPDIR", kept.c_str(), 1) : ::unsetenv("TMPDIR");
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().what == "cannot write a temporary file in " + folder.path() +
                                       ": File too large (TMPDIR names another folder)");
}

}  // namespace
}  // namespace mdisim
