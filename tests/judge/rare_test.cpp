#include "sim/judge/rare.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/network/bandwidth_trace.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/sampling.hpp"

namespace mdisim {
namespace {

constexpr double model_ms = 112.61;
constexpr uint32_t replications = 20;

// A lognormal network and a model that always takes as long: what is late has a closed form.
struct Answers {
    double sigma = std::sqrt(std::log(1.25));
    double mu = std::log(100) - sigma * sigma / 2;

    double late(double sla_ms) const {
        return std::erfc((std::log(sla_ms - model_ms) - mu) / sigma / std::sqrt(2)) / 2;
    }
    double quantile_ms(double z) const { return model_ms + std::exp(mu + sigma * z); }
};

Scenario scenario_of(double sla_ms, const std::vector<DrawnPart>& parts,
                     const std::string& models) {
    std::string values;
    for (const DrawnPart& part : parts) {
        values += (values.empty() ? "" : ", ") + std::string("{\"from\": ") +
                  dump(Node(part.from)) + ", \"to\": " + dump(Node(part.to)) + "}";
    }
    const std::string text = R"({"version": 1, "requests": 5000, "replications": 20, "sla_ms": )" +
                             std::to_string(sla_ms) + R"(, "models": )" + models +
                             R"(, "network": {"kind": "latency", "measures": "round_trip",
            "directions": "same", "latency": {"kind": "lognormal", "mean_ms": 100, "sd_ms": 50}},
        "policies": ["fastest"], "sweep": {"network_draws": [)" +
                             values + "]}}";
    return Scenario::from(parse_document(text, "rare"), "", "rare");
}

std::vector<std::vector<Tally>> tallies_of(const Scenario& scenario) {
    std::vector<std::vector<Tally>> tallies(scenario.size());
    for (size_t p = 0; p < scenario.size(); ++p) {
        const Point point = scenario.point(p);
        const Cell cell{point.world, Duration::from_ms(point.setting.sla_ms),
                        point.policies.front()};
        for (uint32_t r = 0; r < replications; ++r)
            tallies[p].push_back(simulate({&cell, 1}, point.plan(r)).front().tally);
    }
    return tallies;
}

const std::string constant_model =
    R"({"family": "constant", "list": [{"name": "model", "accuracy": 1, "mean_ms": 112.61}]})";

TEST_CASE("parts go down by tenths to the rarest share", "[rare]") {
    CHECK(parts_down_to(0.1) == std::vector<DrawnPart>{{0, 0.9}, {0.9, 1}});
    CHECK(parts_down_to(0.0044) ==
          std::vector<DrawnPart>{{0, 0.9}, {0.9, 0.99}, {0.99, 0.9956}, {0.9956, 1}});
    CHECK(parts_down_to(1e-3) ==
          std::vector<DrawnPart>{{0, 0.9}, {0.9, 0.99}, {0.99, 0.999}, {0.999, 1}});
    CHECK(parts_down_to(1e-6).back() == DrawnPart{0.999999, 1});
    CHECK(parts_down_to(1e-12).size() == 13);
}

TEST_CASE("three samples are the least share that samples say something of", "[rare]") {
    const auto known = [](const Law& law) {
        LatencyLink link;
        link.latency = law;
        return least_share_of(Network(link));
    };
    Empirical samples({}, {5, 6, 7, 8, 9, 10});
    REQUIRE(known(samples));
    CHECK(known(samples)->share == 0.5);
    CHECK(known(samples)->samples == 6);
    CHECK(known(Shifted{1, {samples}})->samples == 6);
    CHECK_FALSE(known(Exponential{9}));
    CHECK(known(Empirical({}, {5}))->share == 1);
    const Law mixture = Mixture{{{1, samples}, {1, Empirical({}, {5, 6})}}};
    CHECK(known(mixture)->samples == 2);
    CHECK_FALSE(known(Mixture{{{1, samples}, {1, Exponential{9}}}}));
    const Empirical points({{1, 0}, {2, 0.5}, {3, 0.99}, {9, 1}});
    CHECK(known(points)->share == Approx(0.01));
    CHECK(known(points)->samples == 0);
    CHECK(known(Empirical({{1, 0}, {2, 0.5}, {3, 1}, {9, 1}}))->share == 0.5);
    LatencyLink of_family;
    of_family.latency = points;
    of_family.family = Family::lognormal;
    CHECK_FALSE(least_share_of(Network(of_family)));
    samples.tail = Tail{0.1, {Exponential{3}}};
    CHECK_FALSE(known(samples));
}

TEST_CASE("one late answer in a million is found within 5 % by fewer than a million requests",
          "[rare][validation]") {
    const std::vector<DrawnPart> parts = parts_down_to(1e-6);
    const Answers truth;
    for (const double sla_ms : {920.0, 957.3, 1000.0}) {
        CAPTURE(sla_ms);
        const std::vector<double> quantiles = {0.9, 0.999, 0.9999, 0.99999};
        const RareEvents found =
            rare_events(parts, tallies_of(scenario_of(sla_ms, parts, constant_model)), quantiles);
        const double late = truth.late(sla_ms);
        CHECK(late < 2e-6);
        CHECK(found.late.mean == Approx(late).epsilon(0.05));
        CHECK(found.late.low < late);
        CHECK(found.late.high > late);
        CHECK(found.late.high - found.late.low < 0.1 * late);
        const std::vector<double> z = {1.2815516, 3.0902323, 3.7190165};
        for (size_t q = 0; q < z.size(); ++q) {
            CHECK(found.latencies_ms[q].low <= truth.quantile_ms(z[q]));
            CHECK(found.latencies_ms[q].high >= truth.quantile_ms(z[q]));
            CHECK(found.latencies_ms[q].mean == Approx(truth.quantile_ms(z[q])).epsilon(0.004));
        }
        // One in 100,000 may be missed where 100,000 requests have seen none.
        CHECK(std::isnan(found.latencies_ms[3].mean));
    }
    // As many requests of one part see none, and may miss several.
    const RareEvents blind =
        rare_events(std::vector<DrawnPart>{{0, 1}},
                    tallies_of(scenario_of(957.3, {{0, 1}}, constant_model)), {});
    CHECK(blind.late.mean == 0);
    CHECK(blind.unseen > 10 * truth.late(957.3));
}

TEST_CASE("parts of one draw say little of a network that draws more", "[rare]") {
    LatencyLink latency;
    latency.latency = Exponential{9};
    CHECK(what_else_is_drawn(Network(latency)).empty());
    latency.directions = Directions::independent;
    CHECK_THAT(what_else_is_drawn(Network(latency)), Catch::Contains("drawn apart"));
    BandwidthLink bandwidth;
    bandwidth.round_trip = Exponential{9};
    CHECK(what_else_is_drawn(Network(bandwidth)).empty());
    bandwidth.up = Exponential{5};
    CHECK_THAT(what_else_is_drawn(Network(bandwidth)), Catch::Contains("bandwidths"));
    StateNetwork states;
    states.states = {{"good", 1, 1, Link(LatencyLink{})}, {"none", 1, 1, {}}};
    CHECK(what_else_is_drawn(Network(states)).empty());
    states.states.push_back({"bad", 1, 1, Link(bandwidth)});
    CHECK_FALSE(what_else_is_drawn(Network(states)).empty());
    CHECK_THAT(what_else_is_drawn(Network(TraceNetwork{})), Catch::Contains("recording"));
}

TEST_CASE("what other draws make late is as rare as ever, and told as unseen", "[rare]") {
    const std::vector<DrawnPart> parts = parts_down_to(1e-3);
    const RareEvents found =
        rare_events(parts, tallies_of(scenario_of(2000, parts, constant_model)), {});
    CHECK(found.late.mean == 0);
    // 100,000 requests a part: log(4 / 0.05) of them may be missed.
    CHECK(found.unseen == Approx(4.382 / 100000).epsilon(0.001));
    const RareEvents slow =
        rare_events(parts, tallies_of(scenario_of(400, parts, R"({"family": "exponential",
            "list": [{"name": "model", "accuracy": 1, "mean_ms": 112.61}]})")),
                    {});
    CHECK(slow.unseen == 0);
    const RareEvents plain =
        rare_events(std::vector<DrawnPart>{{0, 1}},
                    tallies_of(scenario_of(400, {{0, 1}}, R"({"family": "exponential",
            "list": [{"name": "model", "accuracy": 1, "mean_ms": 112.61}]})")),
                    {});
    CHECK(slow.late.low < plain.late.high);
    CHECK(plain.late.low < slow.late.high);
}

}  // namespace
}  // namespace mdisim
