#include "sim/world/network/estimator.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/engine/law.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/run/spy.hpp"

namespace mdisim {
namespace {

using namespace spying;

constexpr EstimatorKind with_memory[] = {EstimatorKind::past_mean, EstimatorKind::ewma,
                                         EstimatorKind::twice_downlink};

struct Answered {
    Duration up;
    Duration down;
};

// What a phone should think after these answers, in their order.
std::optional<double> by_hand(EstimatorKind kind, double alpha,
                              const std::vector<Answered>& answers) {
    if (answers.empty()) return std::nullopt;
    if (kind == EstimatorKind::twice_downlink) return 2 * answers.back().down.ms();
    double sum = 0;
    double smooth = (answers.front().up + answers.front().down).ms();
    for (const Answered& a : answers) {
        const double ms = (a.up + a.down).ms();
        sum += ms;
        smooth = alpha * ms + (1 - alpha) * smooth;
    }
    return kind == EstimatorKind::ewma ? smooth : sum / static_cast<double>(answers.size());
}

Answered answered(double up_ms, double down_ms) {
    return {Duration::from_ms(up_ms), Duration::from_ms(down_ms)};
}

TEST_CASE("a phone that has heard nothing estimates nothing", "[world]") {
    for (EstimatorKind kind : with_memory) CHECK_FALSE(PastNetwork().estimate_ms(kind));
}

TEST_CASE("estimates from past answers, by hand", "[world]") {
    const std::vector<Answered> answers = {answered(30, 10), answered(50, 50), answered(20, 90)};
    const auto after = [&](EstimatorKind kind) {
        PastNetwork past;
        for (const Answered& a : answers) past.learn(kind, 0.25, a.up, a.down);
        return *past.estimate_ms(kind);
    };
    CHECK(after(EstimatorKind::past_mean) == Approx((40 + 100 + 110) / 3.0));
    CHECK(after(EstimatorKind::ewma) == Approx(0.75 * (0.75 * 40 + 0.25 * 100) + 0.25 * 110));
    CHECK(after(EstimatorKind::twice_downlink) == 180);
}

TEST_CASE("estimates from many past answers", "[world]") {
    for (EstimatorKind kind : with_memory) {
        PastNetwork past;
        std::vector<Answered> answers;
        for (uint64_t i = 0; i < 300; ++i) {
            const Plan plan = worlds::plan(1);
            answers.push_back({draw(Exponential{40}, uniform(plan, network_draws, i, 0)),
                               draw(Exponential{40}, uniform(plan, network_draws, i, 1))});
            past.learn(kind, 0.3, answers.back().up, answers.back().down);
            CHECK(*past.estimate_ms(kind) == Approx(*by_hand(kind, 0.3, answers)).epsilon(1e-12));
        }
    }
}

TEST_CASE("which estimators need no memory", "[world]") {
    CHECK(memoryless(EstimatorKind::twice_uplink));
    CHECK(memoryless(EstimatorKind::true_value));
    for (EstimatorKind kind : with_memory) CHECK_FALSE(memoryless(kind));
    CHECK(names_of(Tag<EstimatorKind>{}).size() == 5);
}

// Requests every 40 ms over a network that is often slower, so that answers overtake each other.
struct Crowd {
    World world;
    Plan plan = worlds::plan(400, 2);
    Law one_way = Uniform{5, 90};

    explicit Crowd(const Estimator& estimator, int64_t phones = 1) {
        world = worlds::plain();
        world.models.list = {worlds::model("only", 0.5, 10, 0)};
        LatencyLink link;
        link.latency = one_way;
        link.directions = Directions::independent;
        world.network = link;
        world.workload = EveryWorkload{40};
        world.estimator = estimator;
        world.phones = phones;
    }
    struct Trip {
        size_t phone;
        Time created;
        Duration up;
        Duration down;
        Time reached() const { return created + up; }
        Time back() const { return reached() + Duration::from_ms(10) + down; }
    };
    std::vector<Trip> trips() const {
        std::vector<Trip> trips;
        for (uint64_t i = 0; i < plan.requests; ++i) {
            const double phone =
                uniform(plan, arrival_draws, i, 1) * static_cast<double>(world.phones);
            trips.push_back({static_cast<size_t>(phone), Time{static_cast<int64_t>(i) * 40'000'000},
                             draw(one_way, uniform(plan, network_draws, i, 0)),
                             draw(one_way, uniform(plan, network_draws, i, 1))});
        }
        return trips;
    }
};

// In the order in which they reach the servers.
std::vector<Crowd::Trip> as_they_arrive(std::vector<Crowd::Trip> trips) {
    std::stable_sort(trips.begin(), trips.end(),
                     [](const auto& a, const auto& b) { return a.reached() < b.reached(); });
    return trips;
}

TEST_CASE("the servers see twice the uplink, or the truth, and a clock that is behind", "[world]") {
    for (Path path : {Path::automatic, Path::events}) {
        for (double skew_ms : {0.0, 12.5, -3.0}) {
            for (EstimatorKind kind : {EstimatorKind::twice_uplink, EstimatorKind::true_value}) {
                Crowd crowd({kind, 0.5, skew_ms});
                crowd.plan.path = path;
                Spy spy;
                spy.run(crowd.world, 150, crowd.plan);
                auto trips = crowd.trips();
                if (path == Path::events) trips = as_they_arrive(trips);
                REQUIRE(spy.seen.size() == trips.size());
                for (size_t i = 0; i < trips.size(); ++i) {
                    const double up_ms = trips[i].up.ms() + skew_ms;
                    const double truth_ms = (trips[i].up + trips[i].down).ms();
                    CHECK(spy.seen[i].sla_ms == 150);
                    CHECK(spy.seen[i].uplink_ms == up_ms);
                    CHECK(spy.seen[i].network_ms ==
                          (kind == EstimatorKind::true_value ? truth_ms : 2 * up_ms));
                }
            }
        }
    }
}

// A request carries what its phone had learnt from the answers that were back when it was sent.
TEST_CASE("a request carries what its own phone knew when it was sent", "[world]") {
    for (EstimatorKind kind : with_memory) {
        for (int64_t phones : {1, 3}) {
            const Crowd crowd({kind, 0.3, 2}, phones);
            Spy spy;
            spy.run(crowd.world, 150, crowd.plan);
            const auto trips = as_they_arrive(crowd.trips());
            REQUIRE(spy.seen.size() == trips.size());
            size_t first_ones = 0;
            for (size_t i = 0; i < trips.size(); ++i) {
                std::vector<Crowd::Trip> known;
                for (const auto& t : trips) {
                    const bool own = t.phone == trips[i].phone;
                    if (own && t.back() <= trips[i].created) known.push_back(t);
                }
                std::sort(known.begin(), known.end(),
                          [](const auto& a, const auto& b) { return a.back() < b.back(); });
                std::vector<Answered> answers;
                for (const auto& t : known) answers.push_back({t.up, t.down});
                first_ones += answers.empty();
                const double expected =
                    by_hand(kind, 0.3, answers).value_or(2 * (trips[i].up.ms() + 2));
                CHECK(spy.seen[i].network_ms == Approx(expected).epsilon(1e-12));
            }
            CHECK(first_ones >= static_cast<size_t>(phones));
            CHECK(first_ones < 40);
        }
    }
}

}  // namespace
}  // namespace mdisim
