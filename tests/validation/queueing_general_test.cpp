// Poisson arrivals, one server, any service: Pollaczek-Khinchine, and the whole law of the wait for
// constant service. First each formula against the reference known answers, then the simulation
// against the formula.
#include <utility>

#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "tests/validation/formulas.hpp"
#include "tests/validation/replications.hpp"

namespace mdisim::validation {
namespace {

using formulas::MD1;
using formulas::MG1;

// Mean squares, in square seconds: unbiased, as a variance over one run would not be.
double wait2(const Tally& t) {
    return static_cast<double>(t.wait.squares) / 1e18 / static_cast<double>(t.sent);
}
double sojourn2(const Tally& t) {
    return static_cast<double>(t.latency.squares) / 1e18 / static_cast<double>(t.requests);
}

void agrees_with(const Replications& runs, const MG1& q) {
    agrees("P(wait > 0)", runs.mean(waited), q.rho());
    agrees("wait", runs.metric("wait_ms_mean"), 1e3 * q.wait());
    agrees("square of the wait", runs.mean(wait2), q.wait2());
    agrees("sojourn", runs.metric("latency_ms_mean"), 1e3 * q.sojourn());
    agrees("square of the sojourn", runs.mean(sojourn2), q.sojourn2());
    agrees("service", runs.metric("execution_ms_mean"), 1e3 * q.service);
    agrees("utilisation", runs.metric("utilisation"), q.rho());
    agrees("queue length", runs.metric("queue_length_mean"), q.queue());
}

void differs_from(const Replications& runs, const MG1& q) {
    differs("P(wait > 0)", runs.mean(waited), q.rho());
    differs("wait", runs.metric("wait_ms_mean"), 1e3 * q.wait());
    differs("square of the wait", runs.mean(wait2), q.wait2());
    differs("sojourn", runs.metric("latency_ms_mean"), 1e3 * q.sojourn());
    differs("square of the sojourn", runs.mean(sojourn2), q.sojourn2());
    differs("utilisation", runs.metric("utilisation"), q.rho());
    differs("queue length", runs.metric("queue_length_mean"), q.queue());
}

struct MD1Reference {
    double lambda, service, wait, sojourn, queue, sojourn_area;
    double t, wait_beyond_t, deadline, on_time, wait_p95, wait_p99, wait_variance;
};
// Reference known answers md1-1 and md1-2.
constexpr MD1Reference md1_references[] = {
    {8, 0.1, 0.2000000000000001, 0.3000000000000001, 1.6000000000000008, 2.400000000000001, 0.3,
     0.23790048025459853, 0.5, 0.8453751121794455, 0.662032499684072, 1.035588679199494,
     0.05333333333333337},
    {20, 0.03111, 0.025617578083642133, 0.056727578083642136, 0.5123515616728427,
     1.1345515616728428, 0.05, 0.18129048699781003, 0.25, 0.9985184027306256, 0.09510245926761414,
     0.15171177563489507, 0.0011875688763262396}};

TEST_CASE("M/D/1: the formulas give the reference known answers") {
    for (const MD1Reference& r : md1_references) {
        const MD1 q(r.lambda, r.service);
        CHECK(q.wait() == known(r.wait));
        CHECK(q.sojourn() == known(r.sojourn));
        CHECK(q.queue() == known(r.queue));
        CHECK(q.lambda * q.sojourn() == known(r.sojourn_area));
        CHECK(q.waits_longer(r.t) == known(r.wait_beyond_t));
        CHECK(q.waits_longer(0) == known(q.rho()));
        CHECK(q.on_time(r.deadline) == known(r.on_time));
        CHECK(q.wait_quantile(0.95) == known(r.wait_p95));
        CHECK(q.wait_quantile(0.99) == known(r.wait_p99));
        CHECK(q.wait_variance() == known(r.wait_variance));
    }
    // effacc-1 and effacc-2: effective accuracy A P(T <= D)
    CHECK(0.826 * MD1(5, 0.11261).on_time(0.25) == known(0.6667653426849115));
    CHECK(0.779 * MD1(20, 0.03111).on_time(0.25) == known(0.7778458357271574));
}

TEST_CASE("M/D/1: the simulation agrees with the formulas") {
    const Scenario scenario = validation_scenario("md1");
    REQUIRE(scenario.size() == 3);
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        const MD1 q(rate_per_s(point), model_mean_s(point));
        if (i < 2) REQUIRE(q.wait() == known(md1_references[i].wait));
        if (i < 2) REQUIRE(deadline_s(point) == md1_references[i].deadline);
        const double accuracy = point.setting.world.models.list.front().accuracy;
        const Replications runs = std::move(run(point).front());
        INFO("point " << i);

        agrees_with(runs, q);
        const auto longer = runs.waits_longer(Duration::from_ms(150));
        agrees("P(wait > t)", longer.share, q.waits_longer(longer.edge.ms() / 1e3));
        agrees("attainment", runs.metric("attainment"), q.on_time(deadline_s(point)));
        agrees("effective accuracy", runs.metric("effective_accuracy"),
               accuracy * q.on_time(deadline_s(point)));
        quantile_agrees("wait p95", runs.metric("wait_ms_p95"), 1e3 * q.wait_quantile(0.95));
        quantile_agrees("wait p99", runs.metric("wait_ms_p99"), 1e3 * q.wait_quantile(0.99));

        differs_from(runs, MD1(more * q.lambda, q.service));
        // Hardly anyone is late at the second point: there it takes a load 5 % higher.
        differs("attainment", runs.metric("attainment"),
                MD1(1.05 * q.lambda, q.service).on_time(deadline_s(point)));
    }
}

// E[S^k] of a mixture of exponentials is the sum of weight k! mean^k.
MG1 hyperexponential(double lambda) {
    const auto moment = [](int k, double factorial) {
        return factorial * (0.9 * std::pow(0.05, k) + 0.1 * std::pow(0.55, k));
    };
    return {lambda, moment(1, 1), moment(2, 2), moment(3, 6)};
}
MG1 lognormal(double lambda) {
    const formulas::LogNormal s{0.03111, 0.5 * 0.03111};
    return {lambda, s.moment(1), s.moment(2), s.moment(3)};
}
// E[S^k] = (b^(k+1) - a^(k+1)) / ((k + 1)(b - a))
MG1 uniform(double lambda) {
    const auto moment = [](int k) {
        return (std::pow(0.15, k + 1) - std::pow(0.05, k + 1)) / ((k + 1) * (0.15 - 0.05));
    };
    return {lambda, moment(1), moment(2), moment(3)};
}

TEST_CASE("M/G/1: the formulas give the reference known answers") {
    const MG1 h = hyperexponential(8);  // mg1-1
    CHECK(h.rho() == known(0.8));
    CHECK(h.service2 == known(0.065));
    CHECK(h.service3 == known(0.10050000000000003));
    CHECK(h.wait() == known(1.3000000000000003));
    CHECK(h.sojourn() == known(1.4000000000000004));
    CHECK(h.queue() == known(10.400000000000002));
    CHECK(h.wait_variance() == known(3.030000000000001));
    CHECK(h.sojourn_variance() == known(3.0850000000000013));

    const MG1 l = lognormal(20);  // mg1-2
    const formulas::LogNormal service{0.03111, 0.5 * 0.03111};
    CHECK(service.mu() == known(-3.5817977437296964));
    CHECK(service.sigma() == known(0.47238072707743883));
    CHECK(l.rho() == known(0.6222));
    CHECK(l.service2 == known(0.0012097901249999996));
    CHECK(l.service3 == known(5.8807141857421813e-05));
    CHECK(l.wait() == known(0.03202197260455266));
    CHECK(l.sojourn() == known(0.06313197260455267));
    CHECK(l.queue() == known(0.6404394520910532));
    CHECK(l.wait_variance() == known(0.002063118779203005));
    CHECK(l.sojourn_variance() == known(0.002305076804203005));

    const MG1 u = uniform(8);  // mg1-4
    CHECK(u.rho() == known(0.8));
    CHECK(u.service2 == known(0.010833333333333332));
    CHECK(u.service3 == known(0.00125));
    CHECK(u.wait() == known(0.21666666666666667));
    CHECK(u.sojourn() == known(0.31666666666666665));
    CHECK(u.queue() == known(1.7333333333333334));
    CHECK(u.wait_variance() == known(0.06361111111111112));
    CHECK(u.sojourn_variance() == known(0.06444444444444444));
}

TEST_CASE("M/G/1 hyperexponential: the simulation agrees with the formulas") {
    const Point point = validation_scenario("mg1_hyperexponential").point(0);
    const Replications runs = std::move(run(point).front());
    agrees_with(runs, hyperexponential(rate_per_s(point)));
    differs_from(runs, hyperexponential(more * rate_per_s(point)));
}

TEST_CASE("M/G/1 lognormal: the simulation agrees with the formulas") {
    const Point point = validation_scenario("mg1_lognormal").point(0);
    const Replications runs = std::move(run(point).front());
    agrees_with(runs, lognormal(rate_per_s(point)));
    differs_from(runs, lognormal(more * rate_per_s(point)));
}

TEST_CASE("M/G/1 uniform: the simulation agrees with the formulas") {
    const Point point = validation_scenario("mg1_uniform").point(0);
    const Replications runs = std::move(run(point).front());
    agrees_with(runs, uniform(rate_per_s(point)));
    differs_from(runs, uniform(more * rate_per_s(point)));
}

}  // namespace
}  // namespace mdisim::validation
