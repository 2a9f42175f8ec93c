#include "sim/engine/key_heap.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <set>

namespace mdisim {
namespace {

// Keys whose halves often agree, so that neither decides alone.
uint128 some_key(std::mt19937_64& engine) {
    const auto half = [&] {
        return engine() % 3 == 0 ? engine() : (engine() % 4) << 62 | engine() % 4;
    };
    return static_cast<uint128>(half()) << 64 | half();
}

TEST_CASE("a heap of keys gives the least, whatever was done before", "[event_queue]") {
    std::mt19937_64 engine(7);
    for (uint64_t most : {1u, 2u, 5u, 6u, 70u, 1500u}) {
        KeyHeap heap;
        std::set<uint128> sorted;
        for (int step = 0; step < 20'000; ++step) {
            const uint64_t roll = engine() % 100;
            if (roll < 2) {
                const uint64_t kept = engine() % 5;
                const auto keep = [&](uint128 key) {
                    return static_cast<uint64_t>(key) % 5 <= kept;
                };
                heap.keep_if(keep);
                std::erase_if(sorted, [&](uint128 key) { return !keep(key); });
            } else if (roll < 50 || sorted.size() >= most) {
                if (sorted.empty()) continue;
                if (heap.front() != *sorted.begin()) FAIL("step " << step);
                heap.pop();
                sorted.erase(sorted.begin());
            } else {
                const uint128 key = some_key(engine);
                if (key == ~uint128{0} || !sorted.insert(key).second) continue;
                heap.push(key);
            }
            if (heap.size() != sorted.size()) FAIL("step " << step);
            if (heap.empty() != sorted.empty()) FAIL("step " << step);
        }
        for (; !sorted.empty(); heap.pop(), sorted.erase(sorted.begin())) {
            if (heap.front() != *sorted.begin()) FAIL("at the end");
        }
        CHECK(heap.empty());
    }
}

}  // namespace
}  // namespace mdisim
