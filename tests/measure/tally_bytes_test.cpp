#include "sim/measure/tally_bytes.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

Tally example() {
    Tally t(3, 2);
    for (uint64_t i = 0; i < 500; ++i) {
        const Lanes lanes = random_lanes(12, {{}, 0, 0, 0, i});
        Outcome o;
        o.index = i;
        o.created = Time{} + Duration::seconds(static_cast<int64_t>(i));
        o.model = static_cast<uint16_t>(lanes.lane[0] % 3);
        o.executed = i % 9 != 0;
        o.wait = {static_cast<int64_t>(lanes.lane[1] % 3 * (lanes.lane[1] % 100'000'000))};
        o.execution = {static_cast<int64_t>(lanes.lane[0] % 300'000'000)};
        o.latency = o.wait + o.execution;
        o.answer = o.executed ? Answer::cloud : Answer::none;
        o.on_time = o.executed && i % 2 == 0;
        o.sent_bytes = 1000;
        o.energy_pj = INT64_MAX;
        t.add(o, i % 10 != 0);
    }
    t.bound.cloud = {1, 2, 3};
    t.bound.phone = {4, 1'000'000'000'000};
    return t;
}

// Of a tally without models or requests: its histograms, bounds and fingerprint take eight bytes.
std::string with_latency_buckets(const std::string& buckets) {
    std::string bytes = to_bytes(Tally());
    bytes.resize(bytes.size() - 8);
    return bytes + std::string(1, '\0') + buckets + std::string(6, '\0');
}

}  // namespace

TEST_CASE("a tally comes back from its bytes", "[tally_bytes]") {
    const Tally tally = example();
    const Tally back = tally_from_bytes(to_bytes(tally));
    CHECK(to_bytes(back) == to_bytes(tally));
    CHECK(back.requests == tally.requests);
    CHECK(back.executed == tally.executed);
    CHECK(back.chosen == tally.chosen);
    CHECK(back.cloud == tally.cloud);
    CHECK((back.latency == tally.latency));
    CHECK((back.wait == tally.wait));
    CHECK((back.energy_pj == tally.energy_pj));
    CHECK((back.energy_pj >> 64) > 0);
    CHECK(back.first_created_ns == tally.first_created_ns);
    CHECK(back.last_created_ns == tally.last_created_ns);
    CHECK(back.waits.zeros() == tally.waits.zeros());
    CHECK(back.waits.zeros() > 0);
    CHECK(back.latencies.quantile(0.9) == tally.latencies.quantile(0.9));
    CHECK(back.bound.phone == tally.bound.phone);
    CHECK(back.fingerprint == tally.fingerprint);
    CHECK(to_bytes(tally_from_bytes(to_bytes(Tally()))) == to_bytes(Tally()));
}

TEST_CASE("every part of a tally is in its bytes", "[tally_bytes]") {
    const std::vector<void (*)(Tally&)> changes = {
        [](Tally&) {},
        [](Tally& t) { ++t.requests; },
        [](Tally& t) { ++t.on_time; },
        [](Tally& t) { ++t.dropped; },
        [](Tally& t) { ++t.rescued; },
        [](Tally& t) { ++t.copies; },
        [](Tally& t) { ++t.chosen[1]; },
        [](Tally& t) { ++t.cloud[1].late; },
        [](Tally& t) { ++t.cloud[1].on_time; },
        [](Tally& t) { ++t.phone[1].late; },
        [](Tally& t) { ++t.phone[1].on_time; },
        [](Tally& t) { ++t.latency.total; },
        [](Tally& t) { ++t.latency.squares; },
        [](Tally& t) { ++t.wait.total; },
        [](Tally& t) { ++t.wait.squares; },
        [](Tally& t) { ++t.waiting.total; },
        [](Tally& t) { ++t.execution.total; },
        [](Tally& t) { ++t.network.total; },
        [](Tally& t) { ++t.before_execution.total; },
        [](Tally& t) { ++t.sent; },
        [](Tally& t) { ++t.executed; },
        [](Tally& t) { ++t.sent_bytes; },
        [](Tally& t) { ++t.energy_pj; },
        [](Tally& t) { ++t.first_created_ns; },
        [](Tally& t) { ++t.last_created_ns; },
        [](Tally& t) { t.latencies.add({7}); },
        [](Tally& t) { t.latencies.add({0}); },
        [](Tally& t) { t.waits.add({7}); },
        [](Tally& t) { t.waits.add({0}); },
        [](Tally& t) { ++t.bound.cloud[1]; },
        [](Tally& t) { ++t.bound.phone[1]; },
        [](Tally& t) { ++t.fingerprint.low; },
        [](Tally& t) { ++t.fingerprint.high; },
    };
    std::set<std::string> all;
    for (const auto& change : changes) {
        Tally t = example();
        change(t);
        const std::string bytes = to_bytes(t);
        CHECK(to_bytes(tally_from_bytes(bytes)) == bytes);
        all.insert(bytes);
    }
    CHECK(all.size() == changes.size());
}

TEST_CASE("what comes back merges like what went in", "[tally_bytes]") {
    Tally merged = example();
    merged.merge(example());
    Tally back = tally_from_bytes(to_bytes(example()));
    back.merge(tally_from_bytes(to_bytes(example())));
    CHECK(to_bytes(back) == to_bytes(merged));
}

TEST_CASE("the bytes do not depend on how a tally was put together", "[tally_bytes]") {
    // Merging leaves other margins in the histograms' tables, which are not stored.
    Tally one(3, 2), other(3, 2);
    one.merge(example());
    CHECK(to_bytes(one) == to_bytes(example()));
    other.merge(Tally(3, 2));
    other.merge(one);
    CHECK(to_bytes(other) == to_bytes(example()));
}

TEST_CASE("bytes that are cut short or too long are no tally", "[tally_bytes]") {
    const std::string bytes = to_bytes(example());
    for (size_t n = 0; n < bytes.size(); ++n) {
        INFO("first " << n << " of " << bytes.size());
        CHECK_THROWS_AS(tally_from_bytes(bytes.substr(0, n)), std::runtime_error);
    }
    CHECK_THROWS_AS(tally_from_bytes(bytes + '\0'), std::runtime_error);
    CHECK_THROWS_AS(tally_from_bytes(std::string(100, '\xff')), std::runtime_error);
    CHECK_NOTHROW(tally_from_bytes(bytes));
}

TEST_CASE("a bucket no duration falls into is no tally's", "[tally_bytes]") {
    const std::string huge(8, '\x80');  // with a 1 behind it: 2^56
    CHECK_NOTHROW(tally_from_bytes(with_latency_buckets("\1\7\1")));
    CHECK_THROWS_AS(tally_from_bytes(with_latency_buckets("\1" + huge + "\1\1")),
                    std::runtime_error);
    // From bucket 7 to 7 + 2^62: a table for all between fits no memory.
    CHECK_THROWS_AS(tally_from_bytes(with_latency_buckets("\2\7\1" + huge + "\x40\1")),
                    std::runtime_error);
}

}  // namespace mdisim
