// Kinds of phones: laws first (what is described twice changes nothing, what is added leaves the
// others alone), then numbers worked by hand.
#include "sim/world/phone/ready_phones.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/engine/law.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"
#include "tests/world/network/moving.hpp"

namespace mdisim {
namespace {

using namespace worlds;

RequestClass of_share(std::string name, double share) {
    RequestClass c{std::move(name)};
    c.share = share;
    return c;
}

RequestClass at_rate(std::string name, double per_s) {
    RequestClass c{std::move(name)};
    c.workload = PoissonWorkload{per_s};
    return c;
}

LatencyLink constant_link(double one_way_ms) {
    LatencyLink link;
    link.latency = Constant{one_way_ms};
    return link;
}

LatencyLink unsteady_link(double mean_ms) {
    LatencyLink link;
    link.latency = TruncatedNormal{mean_ms, mean_ms / 2};
    return link;
}

// A phone with one model that always takes that long.
Phone with_model(std::string name, double accuracy, double mean_ms) {
    Phone p;
    p.models.list = {model(std::move(name), accuracy, mean_ms, 0)};
    p.model = p.models.list.front().name;
    p.compute_power_mw = 1000;
    p.transfer_j_per_kb = 0;
    return p;
}

Tally tally_of_phones(const World& world, const Plan& plan, const char* place = "both",
                      const char* select = "mdinference") {
    const Cell one = cell(world, 200, select, place);
    return simulate({&one, 1}, plan).front().tally;
}

std::vector<Record> records_of_phones(const World& world, uint64_t requests, const char* place) {
    Observer observer(first_requests(0, requests, requests));
    Plan p = plan(requests);
    p.observer = &observer;
    const Cell one = cell(world, 200, "fastest", place);
    (void)simulate({&one, 1}, p);
    return observer.take();
}

}  // namespace

TEST_CASE("phones and networks of classes that are those of the scenario change nothing",
          "[phones]") {
    World world = plain();
    world.classes = {of_share("one", 0.4), of_share("other", 0.6)};
    const Tally without = tally_of_phones(world, plan(3000));
    for (RequestClass& c : world.classes) {
        c.phone = world.phone;
        c.network = world.network;
    }
    const Tally with = tally_of_phones(world, plan(3000));
    CHECK(with.fingerprint != without.fingerprint);  // it covers which model of the pool ran
    CHECK(with.on_time == without.on_time);
    CHECK(with.rescued == without.rescued);
    CHECK(with.energy_pj == without.energy_pj);
    CHECK(with.latency.total == without.latency.total);
    CHECK(with.bound.cloud == without.bound.cloud);
    CHECK(with.bound.requests() == without.bound.requests());

    for (RequestClass& c : world.classes) c.phone.reset();
    CHECK(tally_of_phones(world, plan(3000)).fingerprint == without.fingerprint);
}

TEST_CASE("a class that is added to the end leaves the phones of the others as they were",
          "[phones]") {
    World world = plain();
    world.phones = 5;
    world.network = moving::network_of_phones();
    RequestClass first = at_rate("first", 20);
    first.phones = 3;
    first.phone = phone();
    RequestClass second = at_rate("second", 10);
    second.network = unsteady_link(40);
    world.classes = {first, second};
    Plan p = plan(1'000'000);
    p.end = Time{} + Duration::from_ms(60'000);
    const Tally two = tally_of_phones(world, p, "both", "fastest");

    RequestClass third = at_rate("third", 30);
    third.phone = with_model("pocket", 0.3, 20);  // the name of a model of the first kind
    third.phone->fronts.emplace_back();
    third.phone->fronts.back().name = "front";
    third.network = constant_link(10);
    world.classes.push_back(third);
    const Tally three = tally_of_phones(world, p, "both", "fastest");
    REQUIRE(three.classes.size() == 3);
    CHECK(three.classes[2].requests > 1000);
    for (size_t c = 0; c < 2; ++c) {
        CHECK(three.classes[c].requests == two.classes[c].requests);
        CHECK(three.classes[c].on_time == two.classes[c].on_time);
        CHECK(three.classes[c].latency.total == two.classes[c].latency.total);
        CHECK(three.classes[c].energy_pj == two.classes[c].energy_pj);
        CHECK(three.classes[c].bound.requests() == two.classes[c].bound.requests());
    }
}

TEST_CASE("each class has its network, its phone's models and their energy", "[phones]") {
    World world;
    world.models.list = {model("cloud", 0.8, 50, 0)};
    world.network = constant_link(100);  // answers after 250 ms: late
    world.payload = {10, 1};
    world.classes = {of_share("far", 0.3), of_share("near", 0.3), of_share("bare", 0.4)};
    world.classes[0].phone = with_model("slow", 0.4, 150);
    world.classes[1].phone = with_model("quick", 0.5, 20);
    world.classes[1].phone->transfer_j_per_kb = 0.5;
    world.classes[1].network = constant_link(10);  // answers after 70 ms
    const Tally t = tally_of_phones(world, plan(2000));
    const Tally& far = t.classes[0];
    const Tally& near = t.classes[1];
    const Tally& bare = t.classes[2];
    CHECK(far.rescued == far.requests);
    CHECK(far.latency.total == far.requests * uint64_t{200'000'000});  // at the deadline
    CHECK(far.energy_pj == far.requests * uint64_t{150'000'000'000});
    CHECK(near.rescued == 0);
    CHECK(near.copies == near.requests);
    CHECK(near.latency.total == near.requests * uint64_t{70'000'000});
    CHECK(near.energy_pj == near.requests * uint64_t{5'020'000'000'000});
    // A phone without models sends every request, whatever the policy says.
    CHECK(bare.copies == 0);
    CHECK(bare.on_time == 0);
    CHECK(bare.latency.total == bare.requests * uint64_t{250'000'000});
    // The bound of a class knows the models of its own phones.
    CHECK(far.bound.requests() == 0);  // tallies of classes hold no bound
    CHECK(t.bound.cloud[0] == near.requests);
    CHECK(t.bound.phone == std::vector<uint64_t>{far.requests, 0});
}

TEST_CASE("what a client sends again takes the network of its class, too", "[phones]") {
    World world;
    world.models.list = {model("cloud", 0.8, 50, 0)};
    world.classes = {of_share("near", 0.5), of_share("far", 0.5)};
    world.classes[0].network = constant_link(40);  // answers after 130 ms
    world.classes[1].network = constant_link(100);
    world.retries = Retries{};
    world.retries->timeout_ms = 110;
    for (const Record& r : records_of_phones(world, 100, "cloud")) {
        REQUIRE(r.attempts.size() == 2);
        const Duration one_way = Duration::from_ms(r.outcome.source == 0 ? 40 : 100);
        for (const Outcome& attempt : r.attempts) {
            REQUIRE(attempt.uplink == one_way);
            REQUIRE(attempt.downlink == one_way);
        }
    }
}

TEST_CASE("phones are numbered class by class, and none is of two classes", "[phones]") {
    World world = plain();
    world.phones = 4;
    world.classes = {of_share("few", 0.5), of_share("many", 0.5)};
    world.classes[1].phones = 30;
    const ReadyWorld ready(world);
    CHECK(ready.phones().by_class());
    CHECK(ready.phones().count() == 34);
    std::set<uint32_t> seen[2];
    for (const Record& r : records_of_phones(world, 3000, "cloud"))
        seen[r.outcome.source].insert(r.phone);
    CHECK(seen[0].size() == 4);
    CHECK(*seen[0].rbegin() == 3);
    CHECK(seen[1].size() == 30);
    CHECK(*seen[1].begin() == 4);

    world.classes[1].phones.reset();
    CHECK_FALSE(ReadyWorld(world).phones().by_class());
    CHECK(ReadyWorld(world).phones().count() == 4);
}

TEST_CASE("models that kinds of phones have in common are told apart by the class", "[phones]") {
    World world = plain();
    world.classes = {of_share("new", 0.5), of_share("old", 0.5)};
    world.classes[0].phone = with_model("own", 0.5, 5);
    world.classes[1].phone = phone();
    const ReadyWorld ready(world);
    CHECK(ready.phones().models().names() ==
          std::vector<std::string>{"pocket", "palm", "own", "pocket (old)", "palm (old)"});
    CHECK(ready.phones().of(0).first_model == 2);
    CHECK(ready.phones().of(1).usual_model == 0);
    CHECK(ready.phones().of(1).owns(4));
    CHECK_FALSE(ready.phones().of(1).owns(2));
    CHECK_FALSE(ready.phones().of(1).owns(5));
}

TEST_CASE("policies are shown the front of the phone that asks", "[phones]") {
    World world = plain();
    world.phone.reset();
    world.network = constant_link(10);
    world.classes = {of_share("a", 0.5), of_share("b", 0.5)};
    for (size_t c = 0; c < 2; ++c) {
        Phone p = with_model("m", 0.4, 5);
        Front front;
        front.name = c == 0 ? "long" : "short";
        front.mean_ms = c == 0 ? 30 : 3;
        front.sent_kb = 1;
        p.fronts = {front};
        world.classes[c].phone = p;
    }
    const ReadyWorld ready(world);
    for (const Record& r : records_of_phones(world, 200, "split")) {
        const bool a = r.outcome.source == 0;
        REQUIRE(ready.phones().front_name(r.placement.front) == (a ? "long" : "short"));
        REQUIRE(r.outcome.prepare == Duration::from_ms(a ? 30 : 3));
    }
}

TEST_CASE("what a phone must load first depends on its kind", "[phones]") {
    World world = plain();
    world.phone.reset();
    world.network = constant_link(10);
    world.workload = EveryWorkload{1000};
    world.classes = {of_share("heavy", 0.5), of_share("light", 0.5)};
    world.classes[0].phone = with_model("m", 0.4, 5);
    world.classes[0].phone->models.list[0].load_ms = 70;
    world.classes[1].phone = with_model("m", 0.4, 5);
    size_t loads = 0;
    for (const Record& r : records_of_phones(world, 50, "phone")) {
        if (r.outcome.phone_load.ns > 0) ++loads;
        if (r.outcome.source == 1) REQUIRE(r.outcome.latency == Duration::from_ms(5));
    }
    CHECK(loads == 1);
}

TEST_CASE("batteries are those of the class's phones", "[phones]") {
    World world = plain();
    world.phone->battery_wh = 10;
    world.classes = {of_share("a", 0.5), of_share("b", 0.5)};
    world.classes[1].phone = phone();
    world.classes[1].phone->battery_wh = 20;
    const Grading grading = ReadyWorld(world).grading();
    CHECK(grading.battery_wh == 0);
    CHECK(graded_class(grading, 0).battery_wh == 10);
    CHECK(graded_class(grading, 1).battery_wh == 20);
    const Tally tally = tally_of_phones(world, plan(1000));
    const std::vector<MetricInfo> infos = metric_infos(grading);
    const std::vector<Metric> metrics = summarise({tally}, grading);
    const auto mean = [&](const std::string& name) {
        const size_t at = metric_index(infos, name);
        REQUIRE(at < infos.size());
        return metrics[at].interval.mean;
    };
    CHECK(metric_index(infos, "requests_per_battery") == infos.size());
    for (size_t c = 0; c < 2; ++c) {
        const std::string name = c == 0 ? "a" : "b";
        const double mwh = static_cast<double>(tally.classes[c].energy_pj) / 3.6e12 /
                           static_cast<double>(tally.classes[c].requests);
        CHECK(mean("device_energy_mwh_mean." + name) == Approx(mwh));
        CHECK(mean("requests_per_battery." + name) == Approx((c == 0 ? 10'000 : 20'000) / mwh));
    }
    world.classes[1].phone.reset();  // phones are all of one kind and class now
    CHECK(metric_index(metric_infos(ReadyWorld(world).grading()), "requests_per_battery.a") ==
          metric_infos(ReadyWorld(world).grading()).size());
}

}  // namespace mdisim
