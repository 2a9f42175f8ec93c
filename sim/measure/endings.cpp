#include "sim/measure/endings.hpp"

#include <algorithm>
#include <cstdint>
#include <type_traits>

#include "sim/engine/digest.hpp"
#include "sim/measure/sums.hpp"
#include "sim/measure/tally.hpp"

namespace mdisim {

Digest digest_of(const Endings& e) {
    Digest sum;
    for (size_t i = 0; i < e.size; ++i) {
        const uint64_t choices = choices_word(e.model[i], e.phone_model[i], e.answer[i],
                                              e.on_time[i], e.rescued[i], true);
        StageDigest stages;
        stages.absorb(e.index[i], e.created[i], e.uplink[i], e.wait[i], e.execution[i],
                      e.downlink[i], e.phone[i], e.latency[i], choices, e.sent_bytes,
                      e.energy_pj[i], {});
        sum += mixed(stages.sum);
    }
    return sum;
}

namespace {

void add_stages(Tally& tally, const Endings& e) {
    uint128 execution = 0;
    uint128 network = 0;
    uint128 before = 0;
    for (size_t i = 0; i < e.size; ++i) {
        execution += static_cast<uint64_t>(e.execution[i].ns);
        network += static_cast<uint64_t>((e.uplink[i] + e.downlink[i]).ns);
        before += static_cast<uint64_t>((e.uplink[i] + e.wait[i]).ns);
    }
    tally.execution.total += execution;
    tally.network.total += network;
    tally.before_execution.total += before;
}

void add_waits(Tally& tally, const Endings& e) {
    int64_t any = 0;
    for (size_t i = 0; i < e.size; ++i) any |= e.wait[i].ns;
    if (any == 0) return tally.waits.add_many(0, e.size);
    const uint128 before = tally.wait.total;
    tally.wait.add_all(e.wait, e.size);
    tally.waiting.total += tally.wait.total - before;
    tally.waits.add_all(e.wait, e.size);
}

void add_choices(Tally& tally, const Endings& e) {
    for (size_t i = 0; i < e.size; ++i) {
        ++tally.chosen[e.model[i]];
        AnswerCount& count =
            e.answer[i] == Answer::cloud ? tally.cloud[e.model[i]] : tally.phone[e.phone_model[i]];
        ++count.by_time[e.on_time[i]];
    }
}

// Sums a rule over all requests. The count of a rule that gives a bool needs few bits.
template <class Count, class Rule>
using SumOf = std::conditional_t<std::is_same_v<std::invoke_result_t<Rule, const Outcome&>, bool>,
                                 uint32_t, Count>;

void add_counts(Tally& tally, const Endings& e) {
    Tally::each_count(
        [&](auto rule, auto& count) {
            SumOf<std::remove_reference_t<decltype(count)>, decltype(rule)> sum = 0;
            for (size_t i = 0; i < e.size; ++i) {
                sum += static_cast<decltype(sum)>(rule(e.outcome(i)));
            }
            count += sum;
        },
        tally);
    Creations created;
    for (size_t i = 0; i < e.size; ++i) created.add(e.created[i]);
    tally.created.merge(created);
}

}  // namespace

void Sum::add_all(const Duration* d, size_t n) {
    uint128 sum = 0;
    uint128 sum_of_squares = 0;
    for (size_t i = 0; i < n; ++i) {
        const auto x = static_cast<uint64_t>(d[i].ns);
        sum += x;
        sum_of_squares += static_cast<uint128>(x) * x;
    }
    total += sum;
    squares += sum_of_squares;
}

void Tally::add(const Endings& e, uint64_t warm_up) {
    bool counted = true;
    for (size_t i = 0; i < e.size && warm_up > 0; ++i) counted &= e.index[i] >= warm_up;
    if (!counted) {
        for (size_t i = 0; i < e.size; ++i) add<true>(e.outcome(i), e.index[i] >= warm_up);
        return;
    }
    fingerprint += digest_of(e);
    add_waits(*this, e);
    latency.add_all(e.latency, e.size);
    latencies.add_all(e.latency, e.size);
    add_stages(*this, e);
    add_choices(*this, e);
    add_counts(*this, e);
}

}  // namespace mdisim
