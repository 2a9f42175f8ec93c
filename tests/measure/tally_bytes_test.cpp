#include "sim/measure/tally_bytes.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/series.hpp"
#include "tests/support/times.hpp"

namespace mdisim {
namespace {

Tally tally_example() {
    Tally t(3, 2);
    for (uint64_t i = 0; i < 500; ++i) {
        const Lanes lanes = random_lanes(12, {{}, 0, 0, 0, i});
        Outcome o;
        o.index = i;
        o.created = Time{} + testing::lasting_s(static_cast<int64_t>(i));
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
    t.combined = {1, 0, 2, 3, 300, 4};
    t.bound.combined = {5, 0, 0, 0, 6, 7};
    t.bound.cloud = {1, 2, 3};
    t.bound.phone = {4, 1'000'000'000'000};
    return t;
}

Tally example_with_series() {
    Tally t = tally_example();
    t.retries = RetryTally{9, 2, 8, 1};
    t.rights.emplace(3);
    t.bound.capacity = CapacityTally{1'000'000'000'000, 7};
    t.series.emplace(testing::lasting_s(1), 3, 2);
    Outcome o;
    o.created = Time{} + testing::lasting_s(1);
    t.series->add(o);
    t.series->state({0}, {1'500'000'000}, {2, 3, INT64_MAX, 4, 1});
    return t;
}

// A series of one window, whose content is made up.
void change_window(Tally& t, void (*change)(SeriesWindow&)) {
    SeriesWindow w(3, 2);
    change(w);
    t.series = Series(testing::lasting_s(1), 3, 2, {w});
}

// Of a tally without models or requests: its histograms, bounds, fingerprint and the capacity
// bound, sites, classes, blocks and series that it does not have take fourteen bytes.
std::string with_latency_buckets(const std::string& buckets) {
    std::string bytes = to_bytes(Tally());
    bytes.resize(bytes.size() - 14);
    return bytes + std::string(1, '\0') + buckets + std::string(12, '\0');
}

}  // namespace

TEST_CASE("a tally comes back from its bytes", "[tally_bytes]") {
    const Tally tally = tally_example();
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
    CHECK(back.created.first_ns == tally.created.first_ns);
    CHECK(back.created.last_ns == tally.created.last_ns);
    CHECK(back.waits.zeros() == tally.waits.zeros());
    CHECK(back.waits.zeros() > 0);
    CHECK(back.latencies.quantile(0.9) == tally.latencies.quantile(0.9));
    CHECK(back.bound.phone == tally.bound.phone);
    CHECK(back.fingerprint == tally.fingerprint);
    CHECK(to_bytes(tally_from_bytes(to_bytes(Tally()))) == to_bytes(Tally()));
}

TEST_CASE("the classes of a tally come back with it and merge", "[tally_bytes]") {
    Tally tally(3, 2);
    tally.classes.assign(2, Tally(3, 2));
    Outcome o;
    o.source = 1;
    o.model = 2;
    tally.add(o, true);
    Tally back = tally_from_bytes(to_bytes(tally));
    CHECK(to_bytes(back) == to_bytes(tally));
    CHECK(back.classes[0].requests == 0);
    CHECK(back.classes[1].requests == 1);
    back.merge(tally);
    CHECK(back.requests == 2);
    CHECK(back.classes[1].chosen[2] == 2);
    tally.classes.pop_back();
    CHECK_THROWS_AS(back.merge(tally), InternalError);
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
        [](Tally& t) { ++t.cloud[1].by_time[0]; },
        [](Tally& t) { ++t.cloud[1].by_time[1]; },
        [](Tally& t) { ++t.phone[1].by_time[0]; },
        [](Tally& t) { ++t.phone[1].by_time[1]; },
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
        [](Tally& t) { ++t.cold; },
        [](Tally& t) { ++t.combined[1]; },
        [](Tally& t) { ++t.shrink.phone_right; },
        [](Tally& t) { ++t.shrink.phone_wrong; },
        [](Tally& t) { ++t.shrink.cloud_right; },
        [](Tally& t) { ++t.shrink.cloud_wrong; },
        [](Tally& t) { t.retries.reset(); },
        [](Tally& t) { ++t.retries->attempts; },
        [](Tally& t) { ++t.retries->retried; },
        [](Tally& t) { ++t.retries->executed; },
        [](Tally& t) { ++t.retries->others_executed; },
        [](Tally& t) { t.rights.reset(); },
        [](Tally& t) { ++t.rights->right; },
        [](Tally& t) { ++t.rights->in_time; },
        [](Tally& t) { ++t.rights->answered.both; },
        [](Tally& t) { ++t.rights->answered.cloud; },
        [](Tally& t) { ++t.rights->answered.phone; },
        [](Tally& t) { ++t.rights->answered.neither; },
        [](Tally& t) { ++t.rights->combined.both; },
        [](Tally& t) { ++t.rights->combined_right; },
        [](Tally& t) { ++t.rights->labels[2].labels; },
        [](Tally& t) { ++t.rights->labels[2].right; },
        [](Tally& t) { ++t.cores_there; },
        [](Tally& t) { ++t.cores_busy; },
        [](Tally& t) { ++t.sent_bytes; },
        [](Tally& t) { ++t.energy_pj; },
        [](Tally& t) { ++t.cores_busy_after; },
        [](Tally& t) { ++t.created.first_ns; },
        [](Tally& t) { ++t.created.last_ns; },
        [](Tally& t) { t.deadlines.add({100}); },
        [](Tally& t) {
            t.deadlines.merge({{100}, {200}});
        },
        [](Tally& t) {
            t.deadlines.merge({{50}, {100}});
        },
        [](Tally& t) { t.latencies.add({7}); },
        [](Tally& t) { t.latencies.add({0}); },
        [](Tally& t) { t.latencies.add({1'000'000'000'000}); },
        [](Tally& t) { t.latencies.add({1'000'000'000'001}); },  // in the same bucket
        [](Tally& t) { t.waits.add({7}); },
        [](Tally& t) { t.waits.add({0}); },
        [](Tally& t) { ++t.bound.cloud[1]; },
        [](Tally& t) { ++t.bound.phone[1]; },
        [](Tally& t) { ++t.bound.combined[1]; },
        [](Tally& t) { ++t.fingerprint.low; },
        [](Tally& t) { ++t.fingerprint.high; },
        [](Tally& t) { t.classes.resize(1); },
        [](Tally& t) { t.classes.resize(2); },
        [](Tally& t) { t.series.reset(); },
        [](Tally& t) { t.series.emplace(Duration{5}, 3, 2); },
        [](Tally& t) { t.series.emplace(Duration{6}, 3, 2); },
        [](Tally& t) { change_window(t, [](SeriesWindow&) {}); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.requests; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.on_time; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.dropped; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.attempts; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.latency.total; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.chosen[1]; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.cloud[1].by_time[0]; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.cloud[1].by_time[1]; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.phone[1].by_time[0]; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.phone[1].by_time[1]; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.watched_ns; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.waiting_ns; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.cores_busy; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.cores_there; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.replicas_ns; }); },
        [](Tally& t) { change_window(t, [](SeriesWindow& w) { ++w.active_ns[2]; }); },
    };
    std::set<std::string> all;
    for (const auto& change : changes) {
        Tally t = example_with_series();
        change(t);
        const std::string bytes = to_bytes(t);
        CHECK(to_bytes(tally_from_bytes(bytes)) == bytes);
        all.insert(bytes);
    }
    CHECK(all.size() == changes.size());
}

TEST_CASE("what comes back merges like what went in", "[tally_bytes]") {
    Tally merged = example_with_series();
    merged.merge(example_with_series());
    Tally back = tally_from_bytes(to_bytes(example_with_series()));
    back.merge(tally_from_bytes(to_bytes(example_with_series())));
    CHECK(to_bytes(back) == to_bytes(merged));
}

TEST_CASE("the bytes do not depend on how a tally was put together", "[tally_bytes]") {
    // Merging leaves other margins in the histograms' tables, which are not stored.
    Tally one(3, 2), other(3, 2), empty(3, 2);
    for (Tally* t : {&one, &other, &empty}) {
        t->expect_combined();
        t->retries.emplace();
        t->rights.emplace(3);
        t->bound.capacity.emplace();
        t->series.emplace(testing::lasting_s(1), 3, 2);
    }
    one.merge(example_with_series());
    CHECK(to_bytes(one) == to_bytes(example_with_series()));
    other.merge(empty);
    other.merge(one);
    CHECK(to_bytes(other) == to_bytes(example_with_series()));
}

TEST_CASE("bytes in which a number is written in another way are no tally", "[tally_bytes]") {
    const std::string bytes = to_bytes(example_with_series());
    for (size_t n = 0; n < bytes.size(); ++n) {
        if ((bytes[n] & 0x80) != 0) continue;
        INFO("a group of zeros after byte " << n);
        std::string other = bytes;
        other[n] = static_cast<char>(other[n] | 0x80);
        other.insert(n + 1, 1, '\0');
        CHECK_THROWS_AS(tally_from_bytes(other), std::runtime_error);
    }
    // More than 64 bits, where 64 are kept.
    const std::string requests = to_bytes(Tally(0, 0)).substr(1);
    CHECK_THROWS_AS(tally_from_bytes(std::string(9, '\xff') + '\2' + requests), std::runtime_error);
}

TEST_CASE("bytes that are cut short or too long are no tally", "[tally_bytes]") {
    const std::string bytes = to_bytes(example_with_series());
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
    CHECK_NOTHROW(tally_from_bytes(with_latency_buckets("\1\7\1\7\7")));
    CHECK_THROWS_AS(tally_from_bytes(with_latency_buckets("\1" + huge + "\1\1")),
                    std::runtime_error);
    // From bucket 7 to 7 + 2^62: a table for all between fits no memory.
    CHECK_THROWS_AS(tally_from_bytes(with_latency_buckets("\2\7\1" + huge + "\x40\1")),
                    std::runtime_error);
}

TEST_CASE("a smallest or largest value outside of the outer buckets is no tally's",
          "[tally_bytes]") {
    CHECK_NOTHROW(tally_from_bytes(with_latency_buckets("\2\7\1\2\1\7\11")));
    for (const char* ends : {"\6\11", "\10\11", "\7\10", "\7\12", "\11\7", "\11\11", "\7\7"}) {
        CHECK_THROWS_AS(tally_from_bytes(with_latency_buckets(std::string("\2\7\1\2\1") + ends)),
                        std::runtime_error);
    }
    const std::string none(1, '\0');
    CHECK_THROWS_AS(tally_from_bytes(with_latency_buckets("\1\7" + none + "\7\7")),
                    std::runtime_error);
}

TEST_CASE("windows that no series could have are no tally's", "[tally_bytes]") {
    Tally t(1, 0);
    const std::string none = to_bytes(t);
    const auto with = [&](const std::string& series) {
        return none.substr(0, none.size() - 1) + "\1" + series;
    };
    const std::string zero(1, '\0');
    CHECK_NOTHROW(tally_from_bytes(with("\5\1" + zero + zero + zero)));
    CHECK_THROWS_AS(tally_from_bytes(with(zero + "\1" + zero + zero + zero)), std::runtime_error);
    // Of phones it is noted what they do, or not; nothing between.
    CHECK_NOTHROW(tally_from_bytes(with("\5\1" + zero + "\1" + zero)));
    CHECK_THROWS_AS(tally_from_bytes(with("\5\1" + zero + "\2" + zero)), std::runtime_error);
    // A window of two models in a series of one.
    t.series = Series({5}, 1, 0, {SeriesWindow(2, 0)});
    CHECK_THROWS_AS(tally_from_bytes(to_bytes(t)), std::runtime_error);
    CHECK_THROWS_AS(tally_from_bytes(none.substr(0, none.size() - 1) + "\2"), std::runtime_error);
}

}  // namespace mdisim
