#include "sim/measure/tally.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/random.hpp"
#include "sim/measure/right_tally.hpp"
#include "sim/measure/tally_bytes.hpp"
#include "tests/support/times.hpp"

namespace mdisim {
namespace {

constexpr size_t cloud_models = 5;
constexpr size_t phone_models = 2;
constexpr size_t classes = 4;

// Anything that can happen to a request, with nothing in common between its parts.
Outcome random_outcome(uint64_t index) {
    uint32_t block = 0;
    const auto dice = [&](uint64_t n) {
        return static_cast<int64_t>(random_lanes(8, {{}, block++, 0, 0, index}).lane[0] % n);
    };
    Outcome o;
    o.index = index;
    o.source = static_cast<uint32_t>(dice(classes));
    o.created = {dice(1'000'000'000'000)};
    const bool sent = dice(4) != 0;
    const bool copied = dice(3) == 0;
    if (sent) {
        o.model = static_cast<uint16_t>(dice(cloud_models));
        o.uplink = {dice(500'000'000)};
        o.wait = {dice(10'000'000)};
        o.execution = {dice(300'000'000)};
        o.downlink = {dice(500'000'000)};
        o.sent_bytes = dice(1'000'000);
        o.executed = dice(5) != 0;
        o.cold = o.executed && dice(6) == 0;
        o.shrunk = static_cast<Shrunk>(dice(3));
        o.better = static_cast<Shrunk>(1 + dice(2));
        o.attempts = static_cast<uint32_t>(1 + dice(3));
        o.others_executed = static_cast<uint32_t>(dice(o.attempts));
        o.others_wait = {dice(20'000'000)};
    }
    if (copied) {
        o.phone = {dice(800'000'000)};
        o.phone_model = static_cast<uint16_t>(dice(phone_models));
    }
    o.energy_pj = dice(INT64_MAX);
    o.rights.drawn = true;
    o.rights.cloud = o.executed && dice(3) != 0;
    o.rights.phone = copied && dice(2) != 0;
    o.rights.labelled = dice(4) == 0;
    o.rescued = dice(2) == 0;
    o.latency = {dice(INT64_MAX / 8)};
    if (o.executed && dice(3) != 0) {
        o.answer = copied && dice(4) == 0 ? Answer::both : Answer::cloud;
    } else if (copied) {
        o.answer = Answer::phone;
    }
    if (o.answer != Answer::none)
        o.rights.answer = o.answer == Answer::phone ? o.rights.phone : o.rights.cloud;
    o.on_time = o.answer == Answer::both || (o.answer != Answer::none && dice(2) == 0);
    return o;
}

std::vector<Outcome> random_outcomes(size_t n) {
    std::vector<Outcome> outcomes;
    for (size_t i = 0; i < n; ++i) outcomes.push_back(random_outcome(i));
    return outcomes;
}

bool counted(const Outcome& o) { return o.index % 10 != 0; }

// A tally of every part that a tally can have, before the first request.
Tally empty_tally() {
    Tally tally(cloud_models, phone_models);
    tally.expect_combined();
    tally.retries.emplace();
    tally.rights.emplace(cloud_models);
    tally.classes.assign(classes, tally);
    tally.series.emplace(testing::lasting_s(10), cloud_models, phone_models);
    return tally;
}

// Parts that Tally::add leaves to others are made up of the outcomes too.
Tally tally_of(const std::vector<Outcome>& outcomes) {
    Tally tally = empty_tally();
    for (const Outcome& o : outcomes) {
        tally.add(o, counted(o));
        const bool copied = o.phone_model != no_model;
        if (o.model != no_model) ++tally.bound.cloud[o.model];
        if (copied) ++tally.bound.phone[o.phone_model];
        if (o.model != no_model && copied)
            ++tally.bound.combined[o.model * phone_models + o.phone_model];
        tally.cores_there += static_cast<uint64_t>(o.latency.ns);
        tally.cores_busy += static_cast<uint64_t>(o.execution.ns);
    }
    return tally;
}

// Bytes hold every part of a tally (tally_bytes_test), histograms by what is in their buckets.
bool identical(const Tally& a, const Tally& b) { return to_bytes(a) == to_bytes(b); }

template <class Predicate>
uint64_t count(const std::vector<Outcome>& outcomes, Predicate holds) {
    return static_cast<uint64_t>(std::count_if(outcomes.begin(), outcomes.end(),
                                               [&](auto& o) { return counted(o) && holds(o); }));
}

template <class Predicate, class Value>
Sum sum(const std::vector<Outcome>& outcomes, Predicate holds, Value value) {
    Sum result;
    for (const Outcome& o : outcomes) {
        if (!counted(o) || !holds(o)) continue;
        const auto x = static_cast<uint128>(value(o).ns);
        result.total += x;
        result.squares += x * x;
    }
    return result;
}

}  // namespace

TEST_CASE("clients with a copy answer at the deadline, which quantiles say exactly", "[tally]") {
    const Duration deadline = Duration::from_ms(250);
    const auto tally_with = [&](uint64_t copies) {
        Tally tally;
        tally.deadlines.add(deadline);
        tally.copies = copies;
        for (int i = 0; i < 97; ++i) tally.latencies.add(Duration::from_ms(100 + i));
        for (int i = 0; i < 3; ++i) tally.latencies.add(deadline);
        tally.on_time = 100;
        return tally;
    };
    CHECK(tally_with(3).latency_quantile(0.99) == deadline);
    CHECK(tally_with(3).latency_quantile(0.95) < Duration::from_ms(196));
    // Without a copy nobody waits for a deadline: the nearest that is known is the middle of a bin.
    CHECK(tally_with(0).latency_quantile(0.99) <= deadline);
    Tally late = tally_with(3);
    late.latencies.add(deadline + Duration{1});
    CHECK(late.latency_quantile(1) == deadline + Duration{1});
    CHECK(late.latency_quantile(0.985) == deadline);
}

TEST_CASE("a tally counts what happened", "[tally]") {
    const std::vector<Outcome> all = random_outcomes(5000);
    const Tally t = tally_of(all);
    const auto sent = [](const Outcome& o) { return o.model != no_model; };
    const auto executed = [](const Outcome& o) { return o.executed; };
    const auto answered = [](const Outcome& o) { return o.answer != Answer::none; };

    CHECK(t.requests == 4500);
    CHECK(t.on_time == count(all, [](const Outcome& o) { return o.on_time; }));
    CHECK(t.rescued == count(all, [](const Outcome& o) { return o.rescued; }));
    CHECK(t.dropped == t.requests - count(all, answered));
    CHECK(t.copies == count(all, [](const Outcome& o) { return o.phone.ns >= 0; }));
    CHECK(t.sent == count(all, sent));
    CHECK(t.executed == count(all, executed));
    CHECK(t.executed < t.sent);
    CHECK(t.dropped > 0);
    CHECK(t.cold == count(all, [](const Outcome& o) { return o.cold; }));
    CHECK(t.cold > 0);
    const auto shrunk = [&](Shrunk where, bool right) {
        return count(all, [=](const Outcome& o) {
            return o.shrunk == where && (o.better == where) == right;
        });
    };
    CHECK(t.shrink == ShrinkTally{shrunk(Shrunk::on_phone, true), shrunk(Shrunk::on_phone, false),
                                  shrunk(Shrunk::in_cloud, true), shrunk(Shrunk::in_cloud, false)});
    CHECK(t.retries->retried == count(all, [](const Outcome& o) { return o.attempts > 1; }));
    const auto combined = [](const Outcome& o) { return o.answer == Answer::both; };
    CHECK(t.rights->right == count(all, [](const Outcome& o) { return o.rights.answer; }));
    CHECK(t.rights->in_time ==
          count(all, [](const Outcome& o) { return o.on_time && o.rights.answer; }));
    const auto pairs = [&](bool cloud, bool phone, auto among) {
        return count(all, [=](const Outcome& o) {
            return among(o) && o.rights.cloud == cloud && o.rights.phone == phone;
        });
    };
    const auto tally_of_pairs = [&](auto among) {
        return PairTally{pairs(true, true, among), pairs(true, false, among),
                         pairs(false, true, among), pairs(false, false, among)};
    };
    CHECK(t.rights->answered ==
          tally_of_pairs([](const Outcome& o) { return o.executed && o.phone.ns >= 0; }));
    CHECK(t.rights->combined == tally_of_pairs(combined));
    CHECK(t.rights->combined_right ==
          count(all, [&](const Outcome& o) { return combined(o) && o.rights.answer; }));
    for (uint16_t m = 0; m < cloud_models; ++m) {
        const auto labelled = [m](const Outcome& o) {
            return o.executed && o.model == m && o.rights.labelled;
        };
        CHECK(t.rights->labels[m].labels == count(all, labelled));
        CHECK(t.rights->labels[m].right ==
              count(all, [&](const Outcome& o) { return labelled(o) && o.rights.cloud; }));
    }
    for (uint16_t m = 0; m < cloud_models; ++m) {
        const auto by = [m](bool on_time) {
            return [=](const Outcome& o) {
                return o.answer == Answer::cloud && o.model == m && o.on_time == on_time;
            };
        };
        CHECK(t.chosen[m] == count(all, [m](const Outcome& o) { return o.model == m; }));
        CHECK(t.cloud[m].on_time() == count(all, by(true)));
        CHECK(t.cloud[m].late() == count(all, by(false)));
    }
    for (uint16_t c = 0; c < classes; ++c) {
        CHECK(t.classes[c].requests == count(all, [c](const Outcome& o) { return o.source == c; }));
    }
    for (uint16_t m = 0; m < cloud_models * phone_models; ++m) {
        CHECK(t.combined[m] == count(all, [m](const Outcome& o) {
                  return o.answer == Answer::both && o.model == m / phone_models &&
                         o.phone_model == m % phone_models;
              }));
    }
    for (uint16_t m = 0; m < phone_models; ++m) {
        const auto by = [m](bool on_time) {
            return [=](const Outcome& o) {
                return o.answer == Answer::phone && o.phone_model == m && o.on_time == on_time;
            };
        };
        CHECK(t.phone[m].on_time() == count(all, by(true)));
        CHECK(t.phone[m].late() == count(all, by(false)));
    }
    CHECK(t.latencies.total() == count(all, answered));
    CHECK(t.waits.total() == t.executed);
    CHECK((t.latency == sum(all, answered, [](const Outcome& o) { return o.latency; })));
    CHECK((t.wait == sum(all, executed, [](const Outcome& o) { return o.wait; })));
    CHECK((t.waiting.total ==
           sum(all, sent, [](const Outcome& o) { return o.wait + o.others_wait; }).total));
    CHECK((t.execution.total ==
           sum(all, executed, [](const Outcome& o) { return o.execution; }).total));
    CHECK((t.network.total ==
           sum(all, executed, [](const Outcome& o) { return o.uplink + o.downlink; }).total));
    CHECK((t.before_execution.total ==
           sum(all, executed, [](const Outcome& o) { return o.uplink + o.wait; }).total));
}

TEST_CASE("bytes and energy are added up beyond 64 bits", "[tally]") {
    const std::vector<Outcome> all = random_outcomes(100);
    uint128 bytes = 0, energy = 0;
    int64_t first = INT64_MAX, last = INT64_MIN;
    for (const Outcome& o : all) {
        if (!counted(o)) continue;
        bytes += static_cast<uint64_t>(o.sent_bytes);
        energy += static_cast<uint64_t>(o.energy_pj);
        first = std::min(first, o.created.ns);
        last = std::max(last, o.created.ns);
    }
    const Tally t = tally_of(all);
    CHECK((energy >> 64) > 0);
    CHECK((t.energy_pj == energy));
    CHECK((t.sent_bytes == bytes));
    CHECK(t.created.first_ns == first);
    CHECK(t.created.last_ns == last);
}

TEST_CASE("warm-up enters the fingerprint and nothing else", "[tally]") {
    Tally warm(cloud_models, phone_models);
    const Outcome o = random_outcome(3);
    warm.add(o, false);
    Tally expected(cloud_models, phone_models);
    expected.fingerprint = digest_of(o);
    CHECK(identical(warm, expected));
}

TEST_CASE("tallies merge to the same in any order and partition", "[tally]") {
    std::vector<Outcome> all = random_outcomes(2000);
    const Tally whole = tally_of(all);
    for (uint64_t shuffle = 0; shuffle < 12; ++shuffle) {
        const auto key = [&](const Outcome& o) {
            return random_lanes(shuffle, {{}, 0, 0, 0, o.index}).lane[0];
        };
        std::sort(all.begin(), all.end(),
                  [&](const Outcome& a, const Outcome& b) { return key(a) < key(b); });
        std::vector<std::vector<Outcome>> parts(1 + shuffle * shuffle);
        for (const Outcome& o : all) parts[key(o) / 7 % parts.size()].push_back(o);
        Tally merged = empty_tally();
        for (const auto& part : parts) merged.merge(tally_of(part));
        INFO("shuffle " << shuffle);
        CHECK(identical(merged, whole));
        // A tree of merges instead of a chain.
        std::vector<Tally> tree;
        for (const auto& part : parts) tree.push_back(tally_of(part));
        while (tree.size() > 1) {
            const Tally last = tree.back();
            tree.pop_back();
            tree[tree.size() / 2].merge(last);
        }
        CHECK(identical(tree.front(), whole));
    }
    all.pop_back();
    CHECK_FALSE(identical(tally_of(all), whole));
}

TEST_CASE("integrals over cores add up where tallies merge", "[tally]") {
    Tally one(cloud_models, phone_models), other(cloud_models, phone_models);
    one.cores_there = 10;
    one.cores_busy = 4;
    other.cores_there = uint128{7} << 64;
    other.cores_busy = 3;
    one.cores_busy_after = 1;
    other.cores_busy_after = 8;
    one.merge(other);
    CHECK((one.cores_there == (uint128{7} << 64 | 10)));
    CHECK((one.cores_busy == 7));
    CHECK((one.cores_busy_after == 9));
}

TEST_CASE("tallies of different pools do not merge", "[tally]") {
    Tally t(cloud_models, phone_models);
    CHECK_THROWS_AS(t.merge(Tally(cloud_models + 1, phone_models)), InternalError);
    CHECK_THROWS_AS(t.merge(Tally(cloud_models, phone_models - 1)), InternalError);
}

TEST_CASE("sums of squares stay exact where doubles do not", "[tally]") {
    Sum sum;
    for (int i = 0; i < 1000; ++i) sum.add({3'000'000'000'000'001});
    const uint128 x = 3'000'000'000'000'001;
    CHECK((sum.total == 1000 * x));
    CHECK((sum.squares == 1000 * x * x));
}

}  // namespace mdisim
