// Sites: by hand, and by laws that compare worlds of sites with each other.
#include "sim/world/sites.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/routed.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using worlds::routed;

constexpr Duration full_ms(int64_t n) { return {n * 1'000'000}; }

Servers replicas(int64_t number) {
    Servers servers;
    servers.replicas = number;
    return servers;
}

Site site(const std::string& name, double round_trip_ms, std::vector<std::string> models = {},
          std::optional<Servers> servers = {}) {
    return {name, Constant{round_trip_ms}, std::move(models), std::move(servers)};
}

// 20 ms each way to the phone; a quick model at the edge, an accurate one in the region.
World edge_and_region() {
    World w;
    w.workload = EveryWorkload{1000};
    w.models.list = {worlds::model("quick", 0.5, 10, 0), worlds::model("accurate", 0.8, 100, 0)};
    w.network = LatencyLink{Constant{20}, {}, {}, Measures::one_way, Directions::same};
    w.sites = {site("edge", 4, {"quick"}, replicas(2)), site("region", 61, {}, replicas(3))};
    return w;
}

std::vector<Record> records_of(const Cell& cell, uint64_t requests) {
    Observer observer(first_requests(0, requests, requests));
    Plan plan = worlds::plan(requests);
    plan.observer = &observer;
    simulate({&cell, 1}, plan);
    return observer.take();
}

Tally tally_of(const Cell& cell, uint64_t requests = 1000) {
    return simulate({&cell, 1}, worlds::plan(requests)).front().tally;
}

double metric(const Cell& cell, const Tally& tally, const std::string& name) {
    const Grading grading = cell.world->grading();
    return summarise({tally}, grading).at(metric_index(metric_infos(grading), name)).interval.mean;
}

}  // namespace

TEST_CASE("a request takes half of the round trip to its site on each way", "[sites]") {
    const World w = edge_and_region();
    const Record edge = records_of(routed(w, 200, "most_accurate", "edge"), 1).front();
    CHECK(edge.outcome.uplink == full_ms(22));
    CHECK(edge.outcome.downlink == full_ms(22));
    CHECK(edge.outcome.model == 0);  // the only one that is there
    CHECK(edge.outcome.latency == full_ms(54));
    const Record region = records_of(routed(w, 200, "most_accurate", "region"), 1).front();
    CHECK(region.outcome.site == 1);
    CHECK(region.outcome.uplink == Duration{50'500'000});
    CHECK(region.outcome.latency == full_ms(40 + 61 + 100));
    CHECK_FALSE(region.outcome.on_time);
}

TEST_CASE("the bound takes the best answer in time of all sites", "[sites]") {
    const World w = edge_and_region();
    const auto best = [&](double sla_ms) {
        const Record r = records_of(routed(w, sla_ms, "fastest", "edge"), 1).front();
        return std::pair(r.best.model, r.best_at);
    };
    CHECK(best(201) == std::pair(uint16_t{1}, full_ms(201)));
    CHECK(best(200) == std::pair(uint16_t{0}, full_ms(54)));
    CHECK(best(54) == std::pair(uint16_t{0}, full_ms(54)));
    CHECK(best(53).first == no_model);
    World only_far = w;
    only_far.sites[0].models = {"accurate"};
    // The quick model is in the region alone now.
    const Record r = records_of(routed(only_far, 150, "fastest", "edge"), 1).front();
    CHECK(r.best.model == 1);  // at the edge: 40 + 4 + 100
    CHECK(r.best_at == full_ms(144));
}

TEST_CASE("policies that know the truth choose among what is at the site", "[sites]") {
    const World w = edge_and_region();
    CHECK(records_of(routed(w, 250, "clairvoyant", "edge"), 1).front().outcome.model == 0);
    CHECK(records_of(routed(w, 250, "clairvoyant", "region"), 1).front().outcome.model == 1);
    CHECK(records_of(routed(w, 150, "clairvoyant", "region"), 1).front().outcome.model == 0);
}

TEST_CASE("one site at no distance is the servers of a world without sites", "[sites]") {
    World w = worlds::plain();
    w.workload = PoissonWorkload{60};
    for (const bool limited : {false, true}) {
        if (limited) w.servers = Servers{3, Discipline::earliest_deadline, 5};
        World as_site = w;
        as_site.servers.reset();
        as_site.sites = {site("here", 0, {}, w.servers)};
        for (const std::string select : {"mdinference", "clairvoyant", "modipick"}) {
            const Tally plain = tally_of(worlds::cell(w, 150, select, "both"));
            const Tally there = tally_of(worlds::cell(as_site, 150, select, "both"));
            CHECK(there.fingerprint == plain.fingerprint);
            CHECK(there.bound.cloud == plain.bound.cloud);
            CHECK(there.cores_busy == plain.cores_busy);
            CHECK(there.cores_there == plain.cores_there);
            REQUIRE(there.sites.size() == 1);
            CHECK(there.sites[0].requests == plain.sent);
            CHECK(there.sites[0].cores_busy == plain.cores_busy);
        }
    }
}

TEST_CASE("a site that is added to the end changes nothing for requests that others serve",
          "[sites]") {
    World w = worlds::plain();
    w.workload = PoissonWorkload{60};
    w.sites = {site("near", 0, {}, replicas(2)), site("far", 0, {}, replicas(2))};
    w.sites[0].round_trip = LogNormal{10, 8};
    w.sites[1].round_trip = Gamma{50, 20};
    World more = w;
    more.sites.push_back(site("another", 1));
    for (const std::string name : {"near", "far"}) {
        const Tally before = tally_of(routed(w, 150, "mdinference", name));
        const Tally after = tally_of(routed(more, 150, "mdinference", name));
        CHECK(after.fingerprint == before.fingerprint);
        CHECK(after.bound.cloud.back() > before.bound.cloud.back());
    }
}

TEST_CASE("the trips of a request are drawn by request, attempt and site", "[sites]") {
    World w = edge_and_region();
    w.sites[0].round_trip = Exponential{10};
    w.sites[1].round_trip = Exponential{30};
    const ReadyWorld ready(w);
    SiteTrips trips(ready.sites(), 7, 2);
    const RequestAddress request{0, 11};
    for (const uint32_t attempt : {0u, 1u, 3u}) {
        for (const uint32_t s : {0u, 1u}) {
            const Lanes lanes = random_lanes(7, {site_draws, s * 32 + attempt, 2, 0, 11});
            const Sampler law(w.sites[s].round_trip);
            const Duration whole = Duration::from_ms(law.quantile(uniform_of(lanes.lane[0])));
            const SiteTrip trip = trips.of(s, request, attempt);
            CHECK(trip.out + trip.back == whole);
            CHECK((trip.back - trip.out).ns <= 1);
        }
    }
    CHECK(trips.of(0, {0, 12}, 0).out != trips.of(0, {0, 11}, 0).out);
}

// Theory: M/M/1 queues at 30/s with 20 ms executions wait 30 ms on average.
TEST_CASE("requests that are spread over two sites wait as in two queues of half the rate",
          "[sites]") {
    World w;
    w.workload = PoissonWorkload{60};
    w.models.list = {worlds::model("m", 0.8, 20, 0)};
    w.models.family = Family::exponential;
    w.network = LatencyLink{};
    w.sites = {site("a", 0, {}, replicas(1)), site("b", 100, {}, replicas(1))};
    const Cell cell = routed(w, 200, "fastest", "", "spread");
    const Tally tally = tally_of(cell, 400'000);
    for (const std::string name : {"a", "b"}) {
        CHECK(metric(cell, tally, "sent_to." + name) == Approx(0.5).margin(0.005));
        CHECK(metric(cell, tally, "wait_ms_mean_at." + name) == Approx(30).epsilon(0.05));
        CHECK(metric(cell, tally, "utilisation_of." + name) == Approx(0.6).margin(0.01));
    }
    // In time are those of "a" that stay at most 200 ms, and those of "b" that stay at most 100.
    // Time in an M/M/1 queue is exponential with mean 50 ms.
    CHECK(metric(cell, tally, "attainment_at.a") == Approx(1 - std::exp(-4.0)).margin(0.01));
    CHECK(metric(cell, tally, "attainment_at.b") == Approx(1 - std::exp(-2.0)).margin(0.015));
}

TEST_CASE("each site's cores have their price", "[sites]") {
    World w = edge_and_region();
    w.sites[0].servers->dollars_per_core_hour = 0.36;
    w.sites[1].servers->dollars_per_core_hour = 0.72;
    const Cell cell = routed(w, 200, "fastest", "edge");
    // Ten seconds of two cores at 0.36 and three at 0.72, for 11 requests.
    CHECK(metric(cell, tally_of(cell, 11), "dollars_per_1000_requests") ==
          Approx((2 * 0.001 + 3 * 0.002) / 11 * 1000));
}

TEST_CASE("a phone remembers its network to each site", "[sites]") {
    World w = edge_and_region();
    w.estimator.kind = EstimatorKind::past_mean;
    w.workload = EveryWorkload{1000};
    const Cell cell = routed(w, 200, "most_accurate_within_budget", "", "nearest");
    Observer observer(first_requests(0, 3, 3), true);
    Plan plan = worlds::plan(3);
    plan.observer = &observer;
    simulate({&cell, 1}, plan);
    CHECK(observer.records()[1].shown.network_ms == Approx(44));
}

TEST_CASE("what is wrong with sites is told", "[sites]") {
    World w = edge_and_region();
    w.servers = Servers{};
    w.sites[1].name = "edge";
    w.sites[0].models = {"quik"};
    w.sites[1].models = {"quick"};
    w.series.emplace();
    std::string all;
    for (const Problem& problem : wrong_sites(w)) all += problem.what + "\n";
    CHECK(all ==
          "the site 'edge' has 'quik', which is no model of the cloud. Did you mean 'quick'?\n"
          "two sites are called 'edge'\n"
          "no site has the model 'accurate'\n"
          "with \"sites\" each site says its own 'servers': move the block \"servers\" into one\n"
          "a \"series\" watches one line of servers: it goes without \"sites\"\n");
}

}  // namespace mdisim
