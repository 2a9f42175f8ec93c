#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

// How the models would really end: accuracies that beliefs may contradict.
struct Really {
    std::vector<Duration> latency;
    std::vector<double> accuracy;
    std::vector<uint16_t> by_accuracy{};
    Duration sla{};

    Truth truth() const { return {latency.data(), accuracy.data(), by_accuracy, sla}; }
};

Really made_up(RandomPools& make, size_t models) {
    Really r;
    r.sla = Duration{static_cast<int64_t>(make.below(12))};
    for (size_t m = 0; m < models; ++m) {
        r.latency.push_back(Duration{static_cast<int64_t>(make.below(14))});
        r.accuracy.push_back(static_cast<double>(make.below(4)) / 4);
        r.by_accuracy.push_back(static_cast<uint16_t>(m));
    }
    std::stable_sort(r.by_accuracy.begin(), r.by_accuracy.end(),
                     [&](uint16_t a, uint16_t b) { return r.accuracy[a] > r.accuracy[b]; });
    return r;
}

std::unique_ptr<KnowingSelect> clairvoyant() {
    const PolicyEntry* entry = find_policy(Decision::select, "clairvoyant");
    REQUIRE(entry != nullptr);
    return entry->make<KnowingSelect>(entry->options.make().get());
}

// Of the answers in time the most accurate, of equals the earliest; none: the earliest of all.
std::pair<double, Duration> best_by_hand(const Really& r) {
    std::pair<double, Duration> best{-1, Duration::max()};
    Duration earliest = Duration::max();
    for (size_t m = 0; m < r.latency.size(); ++m) {
        earliest = std::min(earliest, r.latency[m]);
        if (r.latency[m] > r.sla) continue;
        if (r.accuracy[m] > best.first) best = {r.accuracy[m], Duration::max()};
        if (r.accuracy[m] == best.first) best.second = std::min(best.second, r.latency[m]);
    }
    return best.first < 0 ? std::pair{-1.0, earliest} : best;
}

TEST_CASE("clairvoyant: the most accurate answer that really is in time", "[policies]") {
    const auto knowing = clairvoyant();
    RandomPools make(4);
    size_t in_time = 0, late = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Pool pool = make.pool();
        const Offer offer(pool);
        const Really r = made_up(make, pool.size());
        Draw draw(1, {});
        const uint16_t answer = knowing->choose({100, 5, 50, offer, {}, nullptr}, r.truth(), draw);
        const auto [accuracy, latency] = best_by_hand(r);
        ++(accuracy < 0 ? late : in_time);
        if (r.latency[answer] != latency || (accuracy >= 0 && r.accuracy[answer] != accuracy)) {
            FAIL_CHECK(told(pool, {}, answer));
        }
    }
    CHECK(in_time > 1000);
    CHECK(late > 1000);
}

TEST_CASE("clairvoyant chooses among those offered, and says the same when read", "[policies]") {
    const auto knowing = clairvoyant();
    RandomPools make(5);
    for (int i = 0; i < 5'000; ++i) {
        const Pool pool = make.pool();
        Pool some(pool.begin(), pool.begin() + 1 + static_cast<long>(make.below(pool.size())));
        const Really r = made_up(make, pool.size());
        Really of_some = r;
        of_some.latency.resize(some.size());
        of_some.accuracy.resize(some.size());
        const Offer offer(some);
        Notebook notes;
        Draw draw(1, {});
        const SelectView view{100, 5, 50, offer, {}, nullptr};
        const SelectView read{100, 5, 50, offer, {}, &notes};
        const uint16_t answer = knowing->choose(view, r.truth(), draw);
        const auto [accuracy, latency] = best_by_hand(of_some);
        if (answer >= some.size() || r.latency[answer] != latency) FAIL_CHECK("step " << i);
        if (knowing->choose(read, r.truth(), draw) != answer) FAIL_CHECK("step " << i);
        if (notes.notes().size() != some.size()) FAIL_CHECK("step " << i);
    }
}

TEST_CASE("clairvoyant answers for a batch as for each", "[policies]") {
    const auto knowing = clairvoyant();
    RandomPools make(6);
    const Pool pool = make.pool();
    const Offer offer(pool);
    constexpr size_t n = 100;
    Really all = made_up(make, pool.size());
    for (size_t i = 1; i < n; ++i) {
        const Really next = made_up(make, pool.size());
        all.latency.insert(all.latency.end(), next.latency.begin(), next.latency.end());
    }
    const std::vector<double> column(n, 50);
    DrawColumn draws(1, {});
    const SelectBatch batch{n, 100, column.data(), column.data(), offer, draws};
    uint16_t models[n];
    knowing->choose_all(batch, all.truth(), models);
    Truth truth = all.truth();
    for (size_t i = 0; i < n; ++i, truth.latency += pool.size()) {
        Draw draw(1, {});
        if (knowing->choose(batch.view(i), truth, draw) != models[i]) FAIL_CHECK(i);
    }
}

TEST_CASE("clairvoyant: an answer at the deadline is in time", "[policies]") {
    const auto knowing = clairvoyant();
    const Offer offer({{10, 0, 0.5, 0}, {20, 0, 0.9, 1}});
    const auto chosen = [&](int64_t sla_ns) {
        const Really r{{Duration{100}, Duration{200}}, {0.5, 0.9}, {1, 0}, Duration{sla_ns}};
        Draw draw(1, {});
        return knowing->choose({1, 0, 1, offer, {}, nullptr}, r.truth(), draw);
    };
    CHECK(chosen(200) == 1);
    CHECK(chosen(199) == 0);
    CHECK(chosen(99) == 0);
}

TEST_CASE("clairvoyant: says that it needs the truth, and cannot be asked without", "[policies]") {
    const PolicyEntry* entry = find_policy(Decision::select, "clairvoyant");
    CHECK(entry->needs.truth);
    CHECK(entry->make<Select>(entry->options.make().get()) == nullptr);
    for (const PolicyEntry* other : all_policies()) {
        const bool of_models = other->decision == Decision::select && other != entry;
        if (of_models) CHECK_FALSE(other->needs.truth);
    }
}

}  // namespace
}  // namespace mdisim::offers
