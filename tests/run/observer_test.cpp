#include "sim/run/observer.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <set>
#include <utility>

#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/digest.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/record.hpp"
#include "sim/world/models/beliefs.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using namespace worlds;

std::vector<uint64_t> all_of(uint64_t requests) { return first_requests(0, requests, requests); }

struct Observed {
    Tally tally;
    std::vector<Record> records;
};

Observed observed(const Cell& c, Plan p, std::vector<uint64_t> requests, bool notes = false) {
    Observer observer(std::move(requests), notes);
    p.observer = &observer;
    Tally tally = std::move(simulate({&c, 1}, p).front().tally);
    return {std::move(tally), observer.take()};
}

// Open, limited, remembering; with a phone, fronts and several phones.
std::vector<World> some_worlds() {
    std::vector<World> all = {plain(), plain(), plain(), plain()};
    all[1].servers = Servers{};
    all[1].servers->replicas = 2;
    all[1].servers->waiting_room = 6;
    all[1].workload = PoissonWorkload{40};
    all[1].phones = 3;
    all[2].estimator.kind = EstimatorKind::ewma;
    all[2].beliefs.kind = BeliefKind::ewma;
    Front front;
    front.name = "exit";
    front.mean_ms = 9;
    front.sd_ms = 2;
    front.exit_share = 0.4;
    front.exit_accuracy = 0.8;
    all[3].phone->fronts = {front};
    return all;
}

}  // namespace

TEST_CASE("who watches changes nothing, and sees all of it", "[run]") {
    Plan p = plan(400, 2);
    p.warm_up = 30;
    for (const World& world : some_worlds()) {
        for (const PolicyEntry* entry : all_policies()) {
            if (entry->decision != Decision::select) continue;
            const bool exits = !world.phone->fronts.empty();
            const Cell c = cell(world, 120, entry->name, exits ? "early_exit" : "both");
            const Tally alone = simulate({&c, 1}, p).front().tally;
            const Observed o = observed(c, p, all_of(400), true);
            CAPTURE(entry->name, exits);
            CHECK(o.tally.fingerprint == alone.fingerprint);
            CHECK(o.tally.bound.cloud == alone.bound.cloud);
            CHECK(o.tally.bound.phone == alone.bound.phone);
            CHECK(o.tally.latency == alone.latency);

            Digest sum;
            BoundTally bound{std::vector<uint64_t>(alone.bound.cloud.size()),
                             std::vector<uint64_t>(alone.bound.phone.size())};
            REQUIRE(o.records.size() == 400);
            for (const Record& r : o.records) {
                sum += digest_of(r.outcome);
                if (r.outcome.index < p.warm_up) continue;
                if (r.best.answer == Answer::cloud) ++bound.cloud[r.best.model];
                if (r.best.answer == Answer::phone) ++bound.phone[r.best.model];
                if (r.best.answer != Answer::none) CHECK(r.best_at <= c.sla);
            }
            CHECK(sum == alone.fingerprint);
            CHECK(bound.cloud == alone.bound.cloud);
            CHECK(bound.phone == alone.bound.phone);
        }
    }
}

TEST_CASE("only those that are watched leave a record, in their order", "[run]") {
    const Cell c = cell(plain(), 120, "mdinference");
    const Observed few = observed(c, plan(300), {3, 7, 200});
    const Observed all = observed(c, plan(300), all_of(300));
    REQUIRE(few.records.size() == 3);
    for (size_t i = 0; i < 3; ++i) {
        const Record& same = all.records[std::vector<size_t>{3, 7, 200}[i]];
        CHECK(digest_of(few.records[i].outcome) == digest_of(same.outcome));
        CHECK(few.records[i].best_at == same.best_at);
        CHECK_FALSE(few.records[i].asked);
        CHECK(few.records[i].select_notes.notes().empty());
        CHECK(few.records[i].shown.beliefs.empty());
    }
}

TEST_CASE("the best that was possible is what the clairvoyant does", "[run]") {
    World world = plain();
    world.phone.reset();
    const Cell c = cell(world, 120, "clairvoyant");
    size_t on_time = 0;
    size_t late = 0;
    for (const Record& r : observed(c, plan(300), all_of(300)).records) {
        CAPTURE(r.outcome.index);
        CHECK((r.best.answer == Answer::cloud) == r.outcome.on_time);
        ++(r.outcome.on_time ? on_time : late);
        if (!r.outcome.on_time) continue;
        CHECK(r.best.model == r.outcome.model);
        CHECK(r.best_at == r.outcome.latency);
    }
    CHECK(on_time + late == 300);
    CHECK(on_time > 10);
    CHECK(late > 10);
}

TEST_CASE("with notes a record has what was seen and weighed", "[run]") {
    World world = plain();
    world.servers = Servers{};
    world.servers->replicas = 3;
    const Cell c = cell(world, 250, "mdinference", "both");
    const Observed o = observed(c, plan(200), all_of(200), true);
    for (const Record& r : o.records) {
        REQUIRE(r.asked);
        CHECK(r.shown.sla_ms == 250);
        CHECK(r.shown.uplink_ms == r.outcome.uplink.ms());
        CHECK(r.shown.network_ms == 2 * r.outcome.uplink.ms());
        CHECK(r.shown.queue.replicas == 3);
        REQUIRE(r.shown.beliefs.size() == world.models.list.size());
        CHECK(r.shown.beliefs.front().accuracy == 0.82);
        double certainty = 0;
        bool could_be_chosen = false;
        for (const Note& note : r.select_notes.notes()) {
            if (note.what == "probability") certainty += note.value;
            could_be_chosen = could_be_chosen || note.model == r.outcome.model;
        }
        CHECK(could_be_chosen);
        const bool fits =
            std::none_of(r.select_notes.notes().begin(), r.select_notes.notes().end(),
                         [](const Note& note) { return note.what == "nothing fits"; });
        if (fits) CHECK(certainty == Approx(1));
    }
    const Cell risky = cell(world, 250, "fastest", "when_risky");
    const Observed placed = observed(risky, plan(50), {40}, true);
    CHECK_FALSE(placed.records[0].place_notes.notes().empty());
}

TEST_CASE("an observer watches one cell", "[run]") {
    const std::vector<Cell> two = {cell(plain(), 120, "fastest"), cell(plain(), 130, "fastest")};
    Observer observer({1});
    Plan p = plan(5);
    p.observer = &observer;
    CHECK_THROWS_AS(simulate(two, p), InternalError);
    CHECK_THROWS_AS(Observer({2, 1}), InternalError);
    CHECK_THROWS_AS(observer.record(2), InternalError);
    CHECK(observer.watches(1));
    CHECK_FALSE(observer.watches(0));
}

TEST_CASE("the first requests are those after the warm-up", "[run]") {
    using Indices = std::vector<uint64_t>;
    CHECK(first_requests(3, 10, 4) == Indices{3, 4, 5, 6});
    CHECK(first_requests(8, 10, 4) == Indices{8, 9});
    CHECK(first_requests(0, 10, 0).empty());
}

TEST_CASE("sampled requests are distinct, in order, and each as likely", "[run]") {
    CHECK(sampled_requests(5, 8, 3, 1, 0) == std::vector<uint64_t>{5, 6, 7});
    CHECK(sampled_requests(5, 8, 9, 1, 0) == std::vector<uint64_t>{5, 6, 7});
    CHECK(sampled_requests(8, 8, 2, 1, 0).empty());
    CHECK(sampled_requests(0, 10'000, 20, 1, 0) == sampled_requests(0, 10'000, 20, 1, 0));
    CHECK(sampled_requests(0, 10'000, 20, 1, 0) != sampled_requests(0, 10'000, 20, 2, 0));
    CHECK(sampled_requests(0, 10'000, 20, 1, 0) != sampled_requests(0, 10'000, 20, 1, 1));

    constexpr uint64_t seeds = 20'000;
    std::vector<uint64_t> taken(10);
    for (uint64_t seed = 0; seed < seeds; ++seed) {
        const std::vector<uint64_t> sample = sampled_requests(100, 110, 3, seed, 0);
        REQUIRE(std::set<uint64_t>(sample.begin(), sample.end()).size() == 3);
        REQUIRE(std::is_sorted(sample.begin(), sample.end()));
        for (uint64_t request : sample) ++taken.at(request - 100);
    }
    // Three in ten, give or take five standard deviations of 65.
    for (uint64_t count : taken) CHECK(std::abs(static_cast<double>(count) - 6000) < 325);
}

}  // namespace mdisim
