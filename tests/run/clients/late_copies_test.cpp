// Copies that begin later than their requests, by hand and against the rule written down once more.
#include "sim/run/clients/late_copies.hpp"
#include "sim/world/network/latency_series.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <tuple>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/engine/law.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/measure/tally_bytes.hpp"
#include "sim/run/form.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

constexpr Duration in_ms(int64_t n) { return {n * 1'000'000}; }

constexpr double by_lot = -3;

// A copy of the phone's model `pocket` after a time of the test's choice, or drawn by lot.
struct After final : Place {
    explicit After(double ms) : after_ms(ms) {}
    Placement choose(const PlaceView&, Draw& draw) const override {
        const double ms = after_ms == by_lot ? 200 * draw.uniform() : after_ms;
        return {.phone = true, .phone_model = 0, .phone_after_ms = ms};
    }
    double after_ms;
};
struct Late {
    explicit Late(double after_ms, const std::string& select = "fastest") : select_(select) {
        entry.needs.late_copies = true;
        entry.maker =
            Maker<Place>([after_ms](const void*) { return std::make_unique<After>(after_ms); });
    }
    CellResult run(const World& world, double sla_ms, const Plan& plan) const {
        Cell cell = worlds::cell(world, sla_ms, select_);
        cell.policies[Decision::place].entry = &entry;
        return simulate({&cell, 1}, plan).front();
    }
    std::vector<Record> records(const World& world, double sla_ms, uint64_t requests) const {
        Observer observer(first_requests(0, requests, requests));
        Plan plan = worlds::plan(requests);
        plan.observer = &observer;
        run(world, sla_ms, plan);
        return observer.take();
    }
    PolicyEntry entry = *find_policy(Decision::place, "both");

  private:
    std::string select_;
};

// A request every 40 ms, from 40 ms on; 5 ms each way; the cloud takes 100 ms, the phone 60 ms.
World steady() {
    World w;
    w.workload = RenewalWorkload{Constant{40}};
    w.models.list = {worlds::model("model", 0.8, 100, 0)};
    w.network = LatencyLink{Constant{5}, {}, {}, Measures::one_way, Directions::same};
    w.phone = Phone{};
    w.phone->models.list = {worlds::model("pocket", 0.4, 60, 0)};
    w.phone->model = "pocket";
    w.phone->compute_power_mw = 1000;
    w.phone->transfer_j_per_kb = 0;
    return w;
}

TEST_CASE("a copy that is due when the answer is there never begins", "[late]") {
    const std::vector<Record> records = Late(110).records(steady(), 200, 1);
    const Outcome& o = records[0].outcome;
    CHECK(o.phone.ns < 0);
    CHECK(o.phone_model == no_model);
    CHECK(o.energy_pj == 0);
    CHECK(o.latency == in_ms(110));
    CHECK(o.answer == Answer::cloud);
}

TEST_CASE("a copy that is due before begins, and runs to its end", "[late]") {
    const std::vector<Record> records = Late(109.999999).records(steady(), 200, 1);
    const Outcome& o = records[0].outcome;
    CHECK(o.phone_start == Duration{109'999'999});
    CHECK(o.phone == Duration{169'999'999});
    CHECK(o.models_pj == 60'000'000'000);
    CHECK(o.energy_pj == o.models_pj);
    CHECK(o.latency == in_ms(110));
    CHECK_FALSE(o.stopped);
}

TEST_CASE("a phone that stops copies pays for what ran", "[late]") {
    World world = steady();
    world.phone->stop_copies = true;
    const std::vector<Record> records = Late(90).records(world, 200, 1);
    CHECK(records[0].outcome.stopped);
    CHECK(records[0].outcome.phone_done() == in_ms(110));
    CHECK(records[0].outcome.energy_pj == 20'000'000'000);
    Plan plan = worlds::plan(1);
    const Cell early = worlds::cell(world, 200, "fastest", "both");
    CHECK(simulate({&early, 1}, plan).front().tally.models_pj == 60'000'000'000);  // done at 60
    world.phone->models.list[0].mean_ms = 150;
    const Cell longer = worlds::cell(world, 200, "fastest", "both");
    CHECK(simulate({&longer, 1}, plan).front().tally.models_pj == 110'000'000'000);
}

TEST_CASE("copies of one phone wait for each other, and for no answer that has come", "[late]") {
    World world = steady();
    const std::vector<Record> records = Late(95).records(world, 200, 4);
    // Due at 135, 175, 215, 255; answered at 150, 190, 230, 270. The first runs from 135 to 195:
    // the second is answered while it stands in line. The third runs from 215 to 275; the fourth is
    // answered meanwhile.
    CHECK(records[0].outcome.phone_start == in_ms(95));
    CHECK(records[1].outcome.phone.ns < 0);
    CHECK(records[2].outcome.phone_start == in_ms(95));
    CHECK(records[3].outcome.phone.ns < 0);
    world.models.list[0].mean_ms = 400;
    // Nothing is answered meanwhile: 135 to 195, 195 to 255, 255 to 315, 315 to 375.
    const std::vector<Record> unanswered = Late(95).records(world, 200, 4);
    CHECK(unanswered[1].outcome.phone_start == in_ms(195 - 80));
    CHECK(unanswered[2].outcome.phone_start == in_ms(255 - 120));
    CHECK(unanswered[3].outcome.phone == in_ms(375 - 160));
    world.phones = 2;  // which phone asks is drawn
    const std::vector<Record> two = Late(95).records(world, 200, 20);
    CHECK(std::any_of(two.begin() + 1, two.end(),
                      [](const Record& r) { return r.outcome.phone_start == in_ms(95); }));
}

TEST_CASE("a copy that is stopped leaves its phone to the next one", "[late]") {
    World world = steady();
    world.phone->stop_copies = true;
    const std::vector<Record> records = Late(75).records(world, 200, 2);
    // Due at 115 and 155; the first is answered at 150, so that the second need not wait till 175.
    CHECK(records[0].outcome.phone_done() == in_ms(110));
    CHECK(records[1].outcome.phone_start == in_ms(75));
}

TEST_CASE("a dropped request has its copy all the same", "[late]") {
    World world = steady();
    world.servers = Servers{};
    world.servers->waiting_room = 0;
    const std::vector<Record> records = Late(50).records(world, 200, 2);
    const Outcome& o = records[1].outcome;
    CHECK_FALSE(o.executed);
    CHECK(o.answer == Answer::phone);
    CHECK(o.phone_start == in_ms(70));  // the first one's copy runs until 150
    CHECK(o.phone == in_ms(130));
    CHECK(o.latency == in_ms(200));  // the client waits for the cloud as long as it may
    CHECK(o.rescued);
}

TEST_CASE("a late copy loads its model when it begins", "[late]") {
    World world = steady();
    world.phone->models.list[0].load_ms = 30;
    world.phone->load_power_mw = 10;
    const std::vector<Record> records = Late(50).records(world, 200, 3);
    const Outcome& first = records[0].outcome;
    CHECK(first.phone_load == in_ms(30));
    CHECK(first.phone == in_ms(140));
    CHECK(first.models_pj == 60'000'000'000 + 300'000'000);
    // The second is due at 130, and begins when the first is done, at 180.
    CHECK(records[1].outcome.phone_start == in_ms(100));
    CHECK(records[1].outcome.phone_load == in_ms(0));
}

TEST_CASE("a copy that begins ends the sending, and calls off what was sent", "[late]") {
    World world = steady();
    world.models.list[0].mean_ms = 300;
    world.servers = Servers{};
    world.retries = Retries{};
    world.retries->timeout_ms = 50;
    world.retries->most = 3;
    // The copy begins after 70 ms and has the answer after 130, for which a client waits until 160:
    // sent at 0, 50, 100 and 150.
    const std::vector<Record> records = Late(70).records(world, 160, 1);
    CHECK(records[0].outcome.attempts == 4);
    CHECK(records[0].outcome.latency == in_ms(160));
    CHECK(Late(70).records(world, 140, 1)[0].outcome.attempts == 3);
    world.retries->cancel = true;
    // The first runs, so that calling it off is of no use. The second waits from 55 after creation
    // until it is called off at its time-out, 105; the third from 105 until it is called off,
    // because the user has an answer at 140, which the servers know at 145.
    const Outcome cancelled = Late(70).records(world, 140, 1)[0].outcome;
    CHECK(cancelled.attempts == 3);
    CHECK(cancelled.others_executed == 0);
    CHECK(cancelled.others_wait == in_ms(50 + 40));
}

// Checks the rule of the header against records of all requests: in the order in which copies are
// due, each begins when its phone is free, unless the answer has come by then.
void check_rule(const std::vector<Record>& records, bool stops) {
    std::vector<std::tuple<Time, uint64_t, const Record*>> due;
    for (const Record& r : records) {
        const auto after = Duration::from_ms(r.placement.phone_after_ms);
        due.push_back({r.outcome.created + after, r.outcome.index, &r});
    }
    std::sort(due.begin(), due.end());
    std::map<uint32_t, Time> free;
    size_t begun = 0;
    size_t waited = 0;
    for (const auto& [at, index, record] : due) {
        const Outcome& o = record->outcome;
        INFO("request " << index << (stops ? ", phones stop copies" : ""));
        Time answer = Time::max();
        const auto look_at = [&](const Outcome& attempt) {
            if (attempt.executed)
                answer = std::min(answer, attempt.created + attempt.ready() + attempt.wait +
                                              attempt.execution + attempt.downlink);
        };
        look_at(o);
        for (const Outcome& attempt : record->attempts) look_at(attempt);
        const Time begins = std::max(at, free[record->phone]);
        CHECK((o.phone.ns >= 0) == (answer > begins));
        if (o.phone.ns < 0) continue;
        ++begun;
        waited += begins > at;
        CHECK(o.created + o.phone_start == begins);
        CHECK((stops || !o.stopped));
        free[record->phone] = o.created + o.phone_done();
    }
    CHECK(begun > records.size() / 10);
    CHECK(waited > records.size() / 50);
    CHECK(begun < records.size() * 9 / 10);
}

World busy() {
    World world = worlds::plain(40, 30);
    world.workload = PoissonWorkload{20};
    world.phones = 3;
    world.phone->models.list[0].mean_ms = 90;
    world.phone->models.list[0].sd_ms = 30;
    return world;
}

TEST_CASE("late copies keep their rule in an open world, and all paths agree", "[late]") {
    for (const bool stops : {false, true}) {
        World world = busy();
        world.phone->stop_copies = stops;
        const Late late(by_lot, "mdinference");
        check_rule(late.records(world, 150, 2000), stops);
        Plan plan = worlds::plan(2000);
        plan.warm_up = 17;
        Cell cell = worlds::cell(world, 150, "mdinference");
        cell.policies[Decision::place].entry = &late.entry;
        CHECK(form_of(cell, plan) == Form::columns);
        const CellResult columns = late.run(world, 150, plan);
        plan.path = Path::events;
        CHECK((to_bytes(columns.tally) == to_bytes(late.run(world, 150, plan).tally)));
    }
}

TEST_CASE("late copies keep their rule behind queues and retries", "[late]") {
    for (const bool stops : {false, true}) {
        World world = busy();
        world.phone->stop_copies = stops;
        world.servers = Servers{};
        world.servers->replicas = 2;
        world.servers->waiting_room = 3;
        check_rule(Late(by_lot, "mdinference").records(world, 150, 2000), stops);
        world.retries = Retries{};
        world.retries->timeout_ms = 80;
        world.retries->cancel = stops;
        check_rule(Late(by_lot, "mdinference").records(world, 150, 2000), stops);
    }
}

TEST_CASE("only policies that say so begin copies late", "[late]") {
    Late late(10);
    late.entry.needs.late_copies = false;
    CHECK_THROWS_WITH(late.run(steady(), 200, worlds::plan(1)),
                      Catch::Contains("without `late_copies`"));
    for (const double never : {-2.0, std::numeric_limits<double>::quiet_NaN()}) {
        Late other(never);
        CHECK_THROWS_WITH(other.run(steady(), 200, worlds::plan(1)), Catch::Contains("let a copy"));
    }
}

}  // namespace
}  // namespace mdisim
