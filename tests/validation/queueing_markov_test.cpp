// Exponential service: M/M/1, M/M/c, M/M/c/K and D/M/1. First each formula against the reference
// known answers, then the simulation against the formula.
#include <utility>

#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/workload/workload.hpp"
#include "tests/validation/formulas.hpp"
#include "tests/validation/replications.hpp"

namespace mdisim::validation {
namespace {

using formulas::DM1;
using formulas::MM1;
using formulas::MMc;
using formulas::MMcK;

struct MM1Reference {
    double lambda, service, wait, sojourn, queue, t, wait_beyond_t, sojourn_beyond_t;
    double sojourn_p50, sojourn_p95, sojourn_p99, sojourn_p999, wait_p50, wait_p95, wait_p99;
};
// Reference known answers mm1-1 and mm1-2.
constexpr MM1Reference mm1_references[] = {
    {8, 0.1, 0.4, 0.5, 3.2000000000000015, 0.5, 0.2943035529371539, 0.36787944117144233,
     0.34657359027997264, 1.497866136776995, 2.3025850929940455, 3.453877639491068,
     0.23500181462286782, 1.3862943611198901, 2.19101331733694},
    {20, 0.031110000000000002, 0.05123515616728428, 0.08234515616728429, 1.0247031233456854, 0.25,
     0.029882119715732562, 0.04802655049137346, 0.05707731283012149, 0.2466840419011769,
     0.37921345814211094, 0.5688201872131664, 0.018005055454595655, 0.2076117845256511,
     0.3401412007665851}};

TEST_CASE("M/M/1: the formulas give the reference known answers") {
    for (const MM1Reference& r : mm1_references) {
        const MM1 q{r.lambda, 1 / r.service};
        CHECK(q.wait() == known(r.wait));
        CHECK(q.sojourn() == known(r.sojourn));
        CHECK(q.queue() == known(r.queue));
        CHECK(q.waits_longer(r.t) == known(r.wait_beyond_t));
        CHECK(1 - q.on_time(r.t) == known(r.sojourn_beyond_t));
        CHECK(q.sojourn_quantile(0.5) == known(r.sojourn_p50));
        CHECK(q.sojourn_quantile(0.95) == known(r.sojourn_p95));
        CHECK(q.sojourn_quantile(0.99) == known(r.sojourn_p99));
        CHECK(q.sojourn_quantile(0.999) == known(r.sojourn_p999));
        CHECK(q.wait_quantile(0.5) == known(r.wait_p50));
        CHECK(q.wait_quantile(0.95) == known(r.wait_p95));
        CHECK(q.wait_quantile(0.99) == known(r.wait_p99));
    }
    // effacc-1 and effacc-2: effective accuracy A P(T <= D)
    CHECK(0.826 * MM1{5, 1 / 0.11261}.on_time(0.25) == known(0.512893537551281));
    CHECK(0.779 * MM1{20, 1 / 0.03111}.on_time(0.25) == known(0.74158731716722));
}

TEST_CASE("M/M/1: the simulation agrees with the formulas") {
    const Scenario scenario = validation_scenario("mm1");
    REQUIRE(scenario.size() == 3);
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        const MM1 q{rate_per_s(point), 1 / model_mean_s(point)};
        if (i < 2) REQUIRE(q.lambda == mm1_references[i].lambda);
        if (i < 2) REQUIRE(q.sojourn() == known(mm1_references[i].sojourn));
        const double accuracy = point.setting.world.models.list.front().accuracy;
        const Replications runs = std::move(run(point).front());
        INFO("point " << i);

        agrees("wait", runs.metric("wait_ms_mean"), 1e3 * q.wait());
        agrees("sojourn", runs.metric("latency_ms_mean"), 1e3 * q.sojourn());
        agrees("P(wait > 0)", runs.mean(waited), q.rho());
        const auto longer = runs.waits_longer(Duration::from_ms(1e3 * q.sojourn()));
        agrees("P(wait > t)", longer.share, q.waits_longer(longer.edge.ms() / 1e3));
        agrees("utilisation", runs.metric("utilisation"), q.rho());
        agrees("queue length", runs.metric("queue_length_mean"), q.queue());
        agrees("attainment", runs.metric("attainment"), q.on_time(deadline_s(point)));
        agrees("effective accuracy", runs.metric("effective_accuracy"),
               accuracy * q.on_time(deadline_s(point)));
        agrees("usage", runs.metric("usage.model"), 1);
        agrees("dropped", runs.metric("dropped"), 0);
        quantile_agrees("sojourn p50", runs.metric("latency_ms_p50"),
                        1e3 * q.sojourn_quantile(0.5));
        quantile_agrees("sojourn p95", runs.metric("latency_ms_p95"),
                        1e3 * q.sojourn_quantile(0.95));
        quantile_agrees("sojourn p99", runs.metric("latency_ms_p99"),
                        1e3 * q.sojourn_quantile(0.99));
        quantile_agrees("sojourn p999", runs.latency_quantile(0.999),
                        1e3 * q.sojourn_quantile(0.999));
        quantile_agrees("wait p50", runs.metric("wait_ms_p50"), 1e3 * q.wait_quantile(0.5));
        quantile_agrees("wait p95", runs.metric("wait_ms_p95"), 1e3 * q.wait_quantile(0.95));
        quantile_agrees("wait p99", runs.metric("wait_ms_p99"), 1e3 * q.wait_quantile(0.99));

        const MM1 other{more * q.lambda, q.mu};
        differs("wait", runs.metric("wait_ms_mean"), 1e3 * other.wait());
        differs("sojourn", runs.metric("latency_ms_mean"), 1e3 * other.sojourn());
        differs("P(wait > 0)", runs.mean(waited), other.rho());
        differs("P(wait > t)", longer.share, other.waits_longer(longer.edge.ms() / 1e3));
        differs("utilisation", runs.metric("utilisation"), other.rho());
        differs("queue length", runs.metric("queue_length_mean"), other.queue());
        differs("attainment", runs.metric("attainment"), other.on_time(deadline_s(point)));
    }
}

struct MMcReference {
    int servers;
    double lambda, service, erlang_b, erlang_c, wait, sojourn, queue;
    double t, wait_beyond_t, sojourn_beyond_t, wait_p95, wait_p99, sojourn_p99;
};
// Reference known answers mmc-1 (where c - 1 = a, the removable singularity) and mmc-2.
constexpr MMcReference mmc_references[] = {
    {2, 10, 0.1, 0.2, 0.33333333333333337, 0.03333333333333334, 0.13333333333333336,
     0.33333333333333337, 0.1, 0.1226264803904808, 0.4905059215619232, 0.18971199848858805,
     0.35065578973199807, 0.5665960683792997},
    {4, 100, 0.031110000000000002, 0.2183901702675241, 0.5569714982356642, 0.019490869865142313,
     0.05060086986514231, 1.9490869865142313, 0.05, 0.1334481536020288, 0.3968832827934155,
     0.08435362988941054, 0.1406749048678412, 0.2001887119125313}};

TEST_CASE("M/M/c: the formulas give the reference known answers") {
    for (const MMcReference& r : mmc_references) {
        const MMc q{r.servers, r.lambda, 1 / r.service};
        CHECK(q.erlang_b() == known(r.erlang_b));
        CHECK(q.erlang_c() == known(r.erlang_c));
        CHECK(q.wait() == known(r.wait));
        CHECK(q.sojourn() == known(r.sojourn));
        CHECK(q.queue() == known(r.queue));
        CHECK(q.waits_longer(r.t) == known(r.wait_beyond_t));
        CHECK(1 - q.on_time(r.t) == known(r.sojourn_beyond_t));
        CHECK(q.wait_quantile(0.95) == known(r.wait_p95));
        CHECK(q.wait_quantile(0.99) == known(r.wait_p99));
        CHECK(q.sojourn_quantile(0.99) == known(r.sojourn_p99));
    }
}

TEST_CASE("M/M/c: the simulation agrees with the formulas") {
    const Scenario scenario = validation_scenario("mmc");
    REQUIRE(scenario.size() == 2);
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        const MMc q{replicas(point), rate_per_s(point), 1 / model_mean_s(point)};
        REQUIRE(q.erlang_c() == known(mmc_references[i].erlang_c));
        REQUIRE(q.wait() == known(mmc_references[i].wait));
        REQUIRE(deadline_s(point) == mmc_references[i].t);
        const Replications runs = std::move(run(point).front());
        INFO("point " << i);

        agrees("P(wait > 0)", runs.mean(waited), q.erlang_c());
        agrees("wait", runs.metric("wait_ms_mean"), 1e3 * q.wait());
        agrees("sojourn", runs.metric("latency_ms_mean"), 1e3 * q.sojourn());
        const auto longer = runs.waits_longer(Duration::from_ms(point.setting.sla_ms));
        agrees("P(wait > t)", longer.share, q.waits_longer(longer.edge.ms() / 1e3));
        agrees("attainment", runs.metric("attainment"), q.on_time(deadline_s(point)));
        agrees("utilisation", runs.metric("utilisation"), q.rho());
        agrees("queue length", runs.metric("queue_length_mean"), q.queue());
        quantile_agrees("wait p95", runs.metric("wait_ms_p95"), 1e3 * q.wait_quantile(0.95));
        quantile_agrees("wait p99", runs.metric("wait_ms_p99"), 1e3 * q.wait_quantile(0.99));
        quantile_agrees("sojourn p99", runs.metric("latency_ms_p99"),
                        1e3 * q.sojourn_quantile(0.99));

        const MMc other{q.servers, more * q.lambda, q.mu};
        differs("P(wait > 0)", runs.mean(waited), other.erlang_c());
        differs("wait", runs.metric("wait_ms_mean"), 1e3 * other.wait());
        differs("sojourn", runs.metric("latency_ms_mean"), 1e3 * other.sojourn());
        differs("attainment", runs.metric("attainment"), other.on_time(deadline_s(point)));
        differs("utilisation", runs.metric("utilisation"), other.rho());
        differs("queue length", runs.metric("queue_length_mean"), other.queue());
    }
}

struct MMcKReference {
    int servers, room;
    double lambda, service, empty, blocked, accepted_rate, queue, sojourn, wait, waits;
    double utilisation, deadline, on_time_accepted, on_time_offered;
};
// Reference known answers mmck-1 (overloaded, and exact all the same) and mmck-2 (Erlang's loss
// system).
constexpr MMcKReference mmck_references[] = {
    {1, 5, 12, 0.1, 0.10070574586703618, 0.2505881215558635, 8.992942541329638, 2.121878121878122,
     0.33594925822403787, 0.23594925822403784, 0.8656202967103849, 0.8992942541329638, 0.25,
     0.4131677088541992, 0.3096327888048855},
    {4, 4, 100, 0.03111, 0.055955693697528834, 0.21839017026752414, 78.16098297324758, 0, 0.03111,
     0, 0, 0.6078970450744331, 0.05, 0.7995519678597907, 0.6249376774611569}};

TEST_CASE("M/M/c/K: the formulas give the reference known answers") {
    for (const MMcKReference& r : mmck_references) {
        const MMcK q{r.servers, r.room, r.lambda, 1 / r.service};
        CHECK(q.states().front() == known(r.empty));
        CHECK(q.blocked() == known(r.blocked));
        CHECK(q.accepted_rate() == known(r.accepted_rate));
        CHECK(q.queue() == known(r.queue));
        CHECK(q.sojourn_accepted() == known(r.sojourn));
        CHECK(q.wait_accepted() == known(r.wait));
        CHECK(q.waits_accepted() == known(r.waits));
        CHECK(q.utilisation() == known(r.utilisation));
        CHECK(q.on_time_accepted(r.deadline) == known(r.on_time_accepted));
        CHECK(q.on_time_offered(r.deadline) == known(r.on_time_offered));
    }
}

TEST_CASE("M/M/c/K: the simulation agrees with the formulas") {
    const Scenario scenario = validation_scenario("mmck");
    REQUIRE(scenario.size() == 2);
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        const int room =
            replicas(point) + static_cast<int>(*point.setting.world.servers->waiting_room);
        const MMcK q{replicas(point), room, rate_per_s(point), 1 / model_mean_s(point)};
        REQUIRE(q.blocked() == known(mmck_references[i].blocked));
        REQUIRE(q.accepted_rate() == known(mmck_references[i].accepted_rate));
        REQUIRE(deadline_s(point) == mmck_references[i].deadline);
        const Replications runs = std::move(run(point).front());
        INFO("point " << i);

        const auto accepted = [](const Tally& t) {
            return static_cast<double>(t.requests - t.dropped);
        };
        const Estimate rate = runs.mean([&](const Tally& t) {
            return 1e9 * accepted(t) / static_cast<double>(t.created.last_ns - t.created.first_ns);
        });
        // A request that is dropped at the door does not wait.
        const Estimate wait = runs.mean(
            [&](const Tally& t) { return static_cast<double>(t.wait.total) / 1e9 / accepted(t); });
        const Estimate waits = runs.mean([&](const Tally& t) {
            return static_cast<double>(t.waits.above(Duration{0})) / accepted(t);
        });
        const Estimate in_time =
            runs.mean([&](const Tally& t) { return static_cast<double>(t.on_time) / accepted(t); });
        agrees("blocked", runs.metric("dropped"), q.blocked());
        agrees("accepted rate", rate, q.accepted_rate());
        agrees("wait of the accepted", wait, q.wait_accepted());
        agrees("P(wait > 0) of the accepted", waits, q.waits_accepted());
        agrees("sojourn of the accepted", runs.metric("latency_ms_mean"),
               1e3 * q.sojourn_accepted());
        agrees("execution of the accepted", runs.metric("execution_ms_mean"), 1e3 / q.mu);
        agrees("in time of the accepted", in_time, q.on_time_accepted(deadline_s(point)));
        agrees("attainment counts the blocked", runs.metric("attainment"),
               q.on_time_offered(deadline_s(point)));
        agrees("utilisation", runs.metric("utilisation"), q.utilisation());
        agrees("queue length", runs.metric("queue_length_mean"), q.queue());

        const MMcK other{q.servers, q.room, more * q.lambda, q.mu};
        differs("blocked", runs.metric("dropped"), other.blocked());
        differs("accepted rate", rate, other.accepted_rate());
        differs("utilisation", runs.metric("utilisation"), other.utilisation());
        differs("attainment", runs.metric("attainment"), other.on_time_offered(deadline_s(point)));
        const MMcK roomier{q.servers, q.room + 1, q.lambda, q.mu};
        differs("wait of the accepted", wait, roomier.wait_accepted());
        differs("blocked with more room", runs.metric("dropped"), roomier.blocked());
    }
}

struct DM1Reference {
    double lambda, service, sigma, busy, wait, sojourn, wait_p99;
};
// Reference known answers gm1-1 and gm1-2: arrivals do not see time averages here.
constexpr DM1Reference dm1_references[] = {
    {8, 0.1, 0.6286297964969463, 0.8, 0.16927308399198945, 0.26927308399198946, 1.1150483782889768},
    {20, 0.03111, 0.35417009294956103, 0.6222, 0.017060578135785102, 0.048170578135785104,
     0.17183371027272737}};

TEST_CASE("D/M/1: the formulas give the reference known answers") {
    for (const DM1Reference& r : dm1_references) {
        const DM1 q{r.lambda, 1 / r.service};
        CHECK(q.sigma() == known(r.sigma));
        CHECK(q.rho() == known(r.busy));
        CHECK(q.wait() == known(r.wait));
        CHECK(q.sojourn() == known(r.sojourn));
        CHECK(q.wait_quantile(0.99) == known(r.wait_p99));
    }
}

TEST_CASE("D/M/1: the simulation agrees with the formulas") {
    const Scenario scenario = validation_scenario("dm1");
    REQUIRE(scenario.size() == 2);
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        const auto& every = std::get<EveryWorkload>(point.setting.world.workload.kind());
        const DM1 q{1000 / every.interval_ms, 1 / model_mean_s(point)};
        REQUIRE(q.sigma() == known(dm1_references[i].sigma));
        REQUIRE(q.wait() == known(dm1_references[i].wait));
        const Replications runs = std::move(run(point).front());
        INFO("point " << i);

        agrees("P(wait > 0)", runs.mean(waited), q.sigma());
        agrees("utilisation", runs.metric("utilisation"), q.rho());
        agrees("wait", runs.metric("wait_ms_mean"), 1e3 * q.wait());
        agrees("sojourn", runs.metric("latency_ms_mean"), 1e3 * q.sojourn());
        agrees("queue length", runs.metric("queue_length_mean"), q.lambda * q.wait());
        agrees("attainment", runs.metric("attainment"), q.on_time(deadline_s(point)));
        const auto longer = runs.waits_longer(Duration::from_ms(every.interval_ms));
        agrees("P(wait > t)", longer.share, q.waits_longer(longer.edge.ms() / 1e3));
        quantile_agrees("wait p99", runs.metric("wait_ms_p99"), 1e3 * q.wait_quantile(0.99));

        const DM1 other{more * q.lambda, q.mu};
        differs("P(wait > 0)", runs.mean(waited), other.sigma());
        differs("utilisation", runs.metric("utilisation"), other.rho());
        differs("wait", runs.metric("wait_ms_mean"), 1e3 * other.wait());
        differs("sojourn", runs.metric("latency_ms_mean"), 1e3 * other.sojourn());
        differs("queue length", runs.metric("queue_length_mean"), other.lambda * other.wait());
        differs("attainment", runs.metric("attainment"), other.on_time(deadline_s(point)));
    }
}

}  // namespace
}  // namespace mdisim::validation
