#include "sim/campaign/parallel.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

namespace mdisim {
namespace {

TEST_CASE("each piece of work is done once, on any number of threads", "[campaign]") {
    for (const size_t threads : {1, 2, 7, 200}) {
        std::vector<std::atomic<int>> done(100);
        each_on_threads(done.size(), threads, [&](size_t i) { ++done[i]; });
        for (const auto& times : done) CHECK(times == 1);
    }
    each_on_threads(0, 4, [](size_t) { FAIL("there was nothing to do"); });
}

TEST_CASE("work is begun on all threads, this one among them", "[campaign]") {
    std::atomic<int> begun = 0;
    on_threads(3, [&] { ++begun; });
    CHECK(begun == 3);
    on_threads(0, [&] { ++begun; });
    CHECK(begun == 4);
}

TEST_CASE("what fails is thrown when all have returned, and no more is begun", "[campaign]") {
    for (const size_t threads : {1, 4}) {
        std::atomic<size_t> begun = 0;
        const auto work = [&](size_t i) {
            ++begun;
            if (i == 10) throw std::runtime_error("the eleventh");
        };
        CHECK_THROWS_WITH(each_on_threads(1'000'000, threads, work), "the eleventh");
        CHECK(begun < 1'000'000);
    }
}

}  // namespace
}  // namespace mdisim
