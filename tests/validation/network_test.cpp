// Lognormal networks: the deadline, the greedy choice of a model, and a queue at the other end.
// First each formula against the reference known answers, then the simulation against the formula.
#include <algorithm>
#include <utility>

#include "sim/engine/law.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/world.hpp"
#include "tests/validation/formulas.hpp"
#include "tests/validation/replications.hpp"

namespace mdisim::validation {
namespace {

using formulas::EndToEnd;
using formulas::MM1;

// The law of T_nw, as the file of a point has it.
formulas::LogNormal network_of(const Point& point) {
    const auto& link = std::get<LatencyLink>(point.setting.world.network.kind());
    REQUIRE(link.measures == Measures::round_trip);
    REQUIRE(link.directions == Directions::same);
    const auto& law = std::get<LogNormal>(link.latency.kind());
    return {law.mean / 1e3, law.sd / 1e3};
}

struct DeadlineReference {
    formulas::LogNormal network;
    double execution, deadline, mu_ln, sigma_ln, on_time, median, p95, p99;
};
// Reference known answers lognet-1 and lognet-2.
constexpr DeadlineReference deadline_references[] = {{{0.1, 0.05},
                                                      0.11261,
                                                      0.25,
                                                      -2.4141568686511503,
                                                      0.47238072707743883,
                                                      0.8182305573424897,
                                                      0.08944271909999162,
                                                      0.194531783800922,
                                                      0.26841124764715446},
                                                     {{0.05787, 0.03078},
                                                      0.03111,
                                                      0.115,
                                                      -2.9741170528374457,
                                                      0.4991210062521035,
                                                      0.8397626630479142,
                                                      0.0510925260952015,
                                                      0.1161194292030576,
                                                      0.1631658744333895}};

TEST_CASE("lognormal network: the formulas give the reference known answers") {
    for (const DeadlineReference& r : deadline_references) {
        CHECK(r.network.mu() == known(r.mu_ln));
        CHECK(r.network.sigma() == known(r.sigma_ln));
        CHECK(r.network.below(r.deadline - r.execution) == known(r.on_time));
        CHECK(r.network.below(r.median) == known(0.5));
        CHECK(r.network.below(r.p95) == known(0.95));
        CHECK(r.network.below(r.p99) == known(0.99));
        CHECK(r.network.below(0) == 0);
    }
}

TEST_CASE("lognormal network: the simulation agrees with the formulas") {
    const Scenario scenario = validation_scenario("lognormal_network");
    REQUIRE(scenario.size() == 2);
    for (size_t i = 0; i < scenario.size(); ++i) {
        const DeadlineReference& r = deadline_references[i];
        const Point point = scenario.point(i);
        const formulas::LogNormal network = network_of(point);
        const double left = deadline_s(point) - model_mean_s(point);
        REQUIRE(network.below(left) == known(r.on_time));
        const Replications runs = std::move(run(point).front());
        INFO("point " << i);

        agrees("attainment", runs.metric("attainment"), network.below(left));
        agrees("network", runs.metric("network_ms_mean"), 1e3 * network.mean);
        agrees("latency", runs.metric("latency_ms_mean"), 1e3 * (network.mean + r.execution));
        quantile_agrees("p50", runs.metric("latency_ms_p50"), 1e3 * (r.median + r.execution));
        quantile_agrees("p95", runs.metric("latency_ms_p95"), 1e3 * (r.p95 + r.execution));
        quantile_agrees("p99", runs.metric("latency_ms_p99"), 1e3 * (r.p99 + r.execution));

        const formulas::LogNormal other{more * network.mean, network.sd};
        differs("attainment", runs.metric("attainment"), other.below(left));
        differs("network", runs.metric("network_ms_mean"), 1e3 * other.mean);
    }
}

// The greedy choice picks the most accurate model with mean <= D - T_nw. Sorted by falling
// accuracy, a model is chosen when the network leaves it room, and leaves none to a better one:
// P(j) = (F(D - mean_j) - F(D - least mean of the better ones))^+.
struct Greedy {
    formulas::LogNormal network;
    std::vector<Model> models;  // the most accurate first

    Greedy(const formulas::LogNormal& law, std::vector<Model> pool)
        : network(law), models(std::move(pool)) {
        std::sort(models.begin(), models.end(),
                  [](const Model& a, const Model& b) { return a.accuracy > b.accuracy; });
    }
    std::vector<double> shares(double deadline) const {
        std::vector<double> shares;
        double taken = 0;
        for (const Model& m : models) {
            const double fits = network.below(deadline - *m.mean_ms / 1e3);
            shares.push_back(fits > taken ? fits - taken : 0);
            taken = std::max(taken, fits);
        }
        return shares;
    }
    // Where none fits, the answer is late.
    double on_time(double deadline) const {
        double sum = 0;
        for (double share : shares(deadline)) sum += share;
        return sum;
    }
    double effective_accuracy(double deadline) const {
        const std::vector<double> share = shares(deadline);
        double sum = 0;
        for (size_t m = 0; m < models.size(); ++m) sum += share[m] * models[m].accuracy;
        return sum;
    }
};

struct GreedyReference {
    double deadline, none_fits, attainment, aggregate_accuracy, effective_accuracy, with_fallback;
    std::vector<std::pair<std::string, double>> shares;  // all others: zero
};
// Reference known answers greedy-1 and greedy-2.
const std::vector<GreedyReference>& greedy_references() {
    static const std::vector<GreedyReference> references = {
        {0.1,
         0.4336369772069141,
         0.5663630227930859,
         0.6394054545531087,
         0.4238878768812724,
         0.6190245166243837,
         {{"InceptionV4", 0.048242660022399506},
          {"InceptionV3", 0.24198991605822512},
          {"NasNet Mobile", 0.10425266017016266},
          {"MobileNetV1 1.0", 0.1524817440472443},
          {"MobileNetV1 0.75", 0.0067059497186313655},
          {"MobileNetV1 0.5", 0.004025686570162557},
          {"MobileNetV1 0.25", 0.008664406206260411}}},
        {0.25,
         0.015834561409478587,
         0.9841654385905214,
         0.81495251739968,
         0.8070827403791692,
         0.8142082930134346,
         {{"NasNet Large", 0.8182305573424895},
          {"InceptionV4", 0.12738353790961843},
          {"InceptionV3", 0.025312970658083134},
          {"NasNet Mobile", 0.005695681447419165},
          {"MobileNetV1 1.0", 0.006768030471917541},
          {"MobileNetV1 0.75", 0.0002695669950966151},
          {"MobileNetV1 0.5", 0.00016093275567186094},
          {"MobileNetV1 0.25", 0.00034416101022516354}}}};
    return references;
}
const std::string fastest = "MobileNetV1 0.25";
constexpr double fastest_accuracy = 0.497;
constexpr double phone_accuracy = 0.45;

double share_of(const GreedyReference& r, const std::string& model) {
    for (const auto& [name, share] : r.shares) {
        if (name == model) return share;
    }
    return 0;
}

TEST_CASE("greedy over a lognormal network: the formulas give the reference known answers") {
    const Scenario scenario = validation_scenario("lognormal_greedy");
    for (size_t i = 0; i < scenario.size(); ++i) {
        const GreedyReference& r = greedy_references()[i];
        const Point point = scenario.point(i);
        const Greedy greedy(network_of(point), point.setting.world.models.list);
        REQUIRE(deadline_s(point) == r.deadline);
        REQUIRE(greedy.models.size() == 11);
        const std::vector<double> shares = greedy.shares(r.deadline);
        for (size_t m = 0; m < shares.size(); ++m) {
            INFO(greedy.models[m].name);
            CHECK(shares[m] == known(share_of(r, greedy.models[m].name)));
        }
        const double effective = greedy.effective_accuracy(r.deadline);
        const double none = 1 - greedy.on_time(r.deadline);
        CHECK(none == known(r.none_fits));
        CHECK(greedy.on_time(r.deadline) == known(r.attainment));
        CHECK(effective == known(r.effective_accuracy));
        CHECK(effective + none * fastest_accuracy == known(r.aggregate_accuracy));
        CHECK(effective + none * phone_accuracy == known(r.with_fallback));
    }
}

TEST_CASE("greedy over a lognormal network: the simulation agrees with the formulas") {
    const Scenario scenario = validation_scenario("lognormal_greedy");
    REQUIRE(scenario.size() == 2);
    for (size_t i = 0; i < scenario.size(); ++i) {
        const GreedyReference& r = greedy_references()[i];
        const Point point = scenario.point(i);
        const Greedy greedy(network_of(point), point.setting.world.models.list);
        const double deadline = deadline_s(point);
        const std::vector<Replications> runs = run(point);
        REQUIRE(runs.size() == 2);
        INFO("deadline " << deadline);

        const Replications& alone = runs[0];
        const Replications& with_copy = runs[1];
        for (const Model& m : greedy.models) {
            // Where none fits, the fastest is asked.
            const double late = m.name == fastest ? r.none_fits : 0;
            const double usage = share_of(r, m.name) + late;
            agrees("usage of " + m.name, alone.metric("usage." + m.name), usage);
            agrees("usage of " + m.name, with_copy.metric("usage." + m.name), usage);
        }
        agrees("attainment", alone.metric("attainment"), greedy.on_time(deadline));
        agrees("effective accuracy", alone.metric("effective_accuracy"),
               greedy.effective_accuracy(deadline));
        agrees("aggregate accuracy", alone.metric("aggregate_accuracy"), r.aggregate_accuracy);
        // The bound may use the phone's copy. With it nobody could do better, for nothing waits and
        // the greedy choice knows the network: but for a request in a million that a model suits
        // to the nanosecond, where the budget in milliseconds is a rounding error short.
        agrees("regret", alone.metric("regret"), r.none_fits * phone_accuracy);
        CHECK(with_copy.metric("regret").mean >= 0);
        CHECK(with_copy.metric("regret").mean < 1e-6);

        agrees("attainment with a copy", with_copy.metric("attainment"), 1);
        agrees("reliance on the copy", with_copy.metric("on_device_reliance"), r.none_fits);
        agrees("accuracy with a copy", with_copy.metric("aggregate_accuracy"), r.with_fallback);
        agrees("effective accuracy with a copy", with_copy.metric("effective_accuracy"),
               r.with_fallback);

        // Hardly anyone is late at the second deadline: it takes a network 5 % slower.
        const Greedy other({1.05 * greedy.network.mean, greedy.network.sd}, greedy.models);
        differs("attainment", alone.metric("attainment"), other.on_time(deadline));
        differs("effective accuracy", alone.metric("effective_accuracy"),
                other.effective_accuracy(deadline));
        differs("usage of the first", alone.metric("usage." + greedy.models[i == 0 ? 1 : 0].name),
                other.shares(deadline)[i == 0 ? 1 : 0]);
        differs("reliance on the copy", with_copy.metric("on_device_reliance"),
                1 - other.on_time(deadline));
    }
}

struct EndToEndReference {
    EndToEnd system;
    double deadline, accuracy, on_time, effective_accuracy, mean;
};
// Reference known answers e2e-1 and e2e-2.
constexpr EndToEndReference end_to_end_references[] = {{{{0.05, 0.025}, {20, 1 / 0.03111}, 0.01},
                                                        0.25,
                                                        0.779,
                                                        0.8948406059455795,
                                                        0.6970808320316064,
                                                        0.1423451561672843},
                                                       {{{0.1, 0.05}, {5, 1 / 0.11261}, 0},
                                                        0.5,
                                                        0.826,
                                                        0.7837087247695799,
                                                        0.6473434066596729,
                                                        0.3577182744021056}};

TEST_CASE("end to end: the formulas give the reference known answers") {
    for (const EndToEndReference& r : end_to_end_references) {
        CHECK(r.system.mean() == known(r.mean));
        CHECK(r.system.on_time(r.deadline) == Approx(r.on_time).epsilon(1e-9));
        CHECK(r.accuracy * r.system.on_time(r.deadline) ==
              Approx(r.effective_accuracy).epsilon(1e-9));
    }
}

// What the file of a point says: megabits over a lognormal bandwidth take a lognormal time, with
// the same sigma and mean exp(sigma^2) / mean bandwidth for each.
EndToEnd system_of(const Point& point) {
    const World& world = point.setting.world;
    const auto& link = std::get<BandwidthLink>(world.network.kind());
    const auto& up = std::get<LogNormal>(link.up.kind());
    const auto& down = std::get<Constant>(link.down.kind());
    const double cv = up.sd / up.mean;
    const double mean = world.payload.up_kb * 8e-3 / up.mean * (1 + cv * cv);
    return {{mean, cv * mean},
            {rate_per_s(point), 1 / model_mean_s(point)},
            world.payload.down_kb * 8e-3 / down.value};
}

TEST_CASE("end to end: the simulation agrees with the formulas") {
    const Scenario scenario = validation_scenario("end_to_end");
    REQUIRE(scenario.size() == 2);
    for (size_t i = 0; i < scenario.size(); ++i) {
        const EndToEndReference& r = end_to_end_references[i];
        const Point point = scenario.point(i);
        const EndToEnd system = system_of(point);
        REQUIRE(system.mean() == known(r.mean));
        REQUIRE(system.on_time(deadline_s(point)) == Approx(r.on_time).epsilon(1e-9));
        REQUIRE(point.setting.world.models.list.front().accuracy == r.accuracy);
        const Replications runs = std::move(run(point).front());
        INFO("point " << i);

        agrees("attainment", runs.metric("attainment"), system.on_time(deadline_s(point)));
        agrees("effective accuracy", runs.metric("effective_accuracy"),
               r.accuracy * system.on_time(deadline_s(point)));
        agrees("latency", runs.metric("latency_ms_mean"), 1e3 * system.mean());
        agrees("wait", runs.metric("wait_ms_mean"), 1e3 * system.server.wait());
        agrees("network", runs.metric("network_ms_mean"), 1e3 * (system.uplink.mean + system.down));
        // Displaced independently, Poisson arrivals are still Poisson: the wait keeps its law.
        quantile_agrees("wait p99", runs.metric("wait_ms_p99"),
                        1e3 * system.server.wait_quantile(0.99));

        EndToEnd other = system;
        other.server.lambda *= more;
        differs("attainment", runs.metric("attainment"), other.on_time(deadline_s(point)));
        differs("latency", runs.metric("latency_ms_mean"), 1e3 * other.mean());
        differs("wait", runs.metric("wait_ms_mean"), 1e3 * other.server.wait());
    }
}

}  // namespace
}  // namespace mdisim::validation
