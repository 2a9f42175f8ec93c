#include "sim/measure/endings.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <random>

#include "sim/measure/tally.hpp"
#include "sim/measure/tally_bytes.hpp"

namespace mdisim {
namespace {

// Anything that can come of requests of a simple world that the cloud answered.
Endings made_up(std::mt19937_64& engine, size_t size, bool waits, int64_t longest) {
    const auto below = [&](int64_t n) {
        return static_cast<int64_t>(engine() % static_cast<uint64_t>(n));
    };
    Endings e;
    e.size = size;
    e.sent_bytes = below(1'000'000);
    for (size_t i = 0; i < size; ++i) {
        e.index[i] = static_cast<uint64_t>(below(1000));
        e.created[i] = {below(INT64_MAX / 4)};
        e.uplink[i] = {below(longest)};
        e.wait[i] = {waits && below(3) > 0 ? below(longest) : 0};
        e.execution[i] = {below(longest)};
        e.downlink[i] = {below(longest)};
        const bool copy = below(3) == 0;
        e.phone[i] = {copy ? below(longest) : -1};
        e.model[i] = static_cast<uint16_t>(below(5));
        e.phone_model[i] = copy ? static_cast<uint16_t>(below(2)) : no_model;
        e.answer[i] = copy && below(2) == 0 ? Answer::phone : Answer::cloud;
        e.latency[i] = {below(longest)};
        e.energy_pj[i] = below(INT64_MAX);
        e.on_time[i] = below(2) == 0;
        e.rescued[i] = copy && below(2) == 0;
    }
    return e;
}

TEST_CASE("endings are tallied as one request after the other", "[measure]") {
    std::mt19937_64 engine(1);
    for (int round = 0; round < 200; ++round) {
        Tally at_once(5, 2);
        Tally one_by_one(5, 2);
        const uint64_t warm_up = round % 3 == 0 ? 0 : engine() % 1000;
        for (int batch = 0; batch < 4; ++batch) {
            const size_t size = engine() % (Endings::capacity + 1);
            const int64_t longest = batch == 3 ? INT64_MAX / 8 : 1'000'000'000;
            const Endings e = made_up(engine, size, batch > 0, longest);
            at_once.add(e, warm_up);
            for (size_t i = 0; i < size; ++i) one_by_one.add(e.outcome(i), e.index[i] >= warm_up);
        }
        CHECK(at_once.fingerprint == one_by_one.fingerprint);
        CHECK(to_bytes(at_once) == to_bytes(one_by_one));
    }
}

}  // namespace
}  // namespace mdisim
