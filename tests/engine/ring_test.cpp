#include "sim/engine/ring.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <deque>
#include <random>

namespace mdisim {
namespace {

TEST_CASE("a ring does what a deque does", "[world]") {
    std::mt19937_64 engine(3);
    Ring<uint64_t> ring;
    std::deque<uint64_t> deque;
    size_t most = 0;
    for (int step = 0; step < 50'000; ++step) {
        const uint64_t roll = engine() % 10;
        const bool growing = step / 5000 % 2 == 0;
        if (roll == 0 && !deque.empty()) {
            const size_t at = engine() % deque.size();
            ring.erase(at);
            deque.erase(deque.begin() + static_cast<long>(at));
        } else if (roll < (growing ? 3 : 7)) {
            if (deque.empty()) continue;
            ring.pop_front();
            deque.pop_front();
        } else {
            ring.push_back(engine());
            deque.push_back(0);
            deque.back() = ring[ring.size() - 1];
        }
        most = std::max(most, deque.size());
        if (ring.size() != deque.size() || ring.empty() != deque.empty()) FAIL("step " << step);
        if (!deque.empty() && ring.front() != deque.front()) FAIL("step " << step);
        if (deque.empty()) continue;
        const size_t at = engine() % deque.size();
        if (ring[at] != deque[at]) FAIL("step " << step);
    }
    CHECK(most > 1000);
}

}  // namespace
}  // namespace mdisim
