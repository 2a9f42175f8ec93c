// What a cell is made of: its bound, worked out by brute force, and what its policies may answer.
#include "sim/run/cell_run.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/check.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/world.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "tests/run/spy.hpp"

namespace mdisim {
namespace {

using namespace spying;

// One request as it would go, for every model of the cloud and of the phone.
struct Ends {
    std::vector<Duration> cloud;
    std::vector<Duration> phone;
};
// By request; the way back takes what the way there took.
std::vector<Ends> ends_of_requests(const World& world, const Law& one_way, const Plan& plan) {
    const auto run = [&](const ModelPool& pool, size_t m, uint64_t i, bool phone) {
        const Model& model = pool.list[m];
        const Law law = in_family(pool.family, *model.mean_ms, model.sd_ms);
        if (pool.noise == ExecutionNoise::shared) {
            return draw(law, uniform(plan, execution_draws, i, phone ? 1 : 0));
        }
        const Purpose own = phone ? phone_by_model_draws : execution_by_model_draws;
        return draw(law, uniform(plan, own, i, m % 2, static_cast<uint32_t>(m / 2)));
    };
    std::vector<Ends> requests(plan.requests);
    for (uint64_t i = 0; i < plan.requests; ++i) {
        const Duration way = draw(one_way, uniform(plan, network_draws, i, 0));
        for (size_t m = 0; m < world.models.list.size(); ++m) {
            requests[i].cloud.push_back(way + run(world.models, m, i, false) + way);
        }
        if (!world.phone) continue;
        for (size_t m = 0; m < world.phone->models.list.size(); ++m) {
            requests[i].phone.push_back(run(world.phone->models, m, i, true));
        }
    }
    return requests;
}

// Sum of the best accuracies in time, and how many requests the cloud has the best answer for.
struct Best {
    double accuracy = 0;
    uint64_t by_cloud = 0;
    uint64_t by_phone = 0;
};
Best best_by_hand(const World& world, const std::vector<Ends>& ends_of_requests, const Plan& plan,
                  Duration sla) {
    const auto best_in_time = [&](const ModelPool& pool, const std::vector<Duration>& ends) {
        double best = -1;
        for (size_t m = 0; m < ends.size(); ++m) {
            if (ends[m] <= sla) best = std::max(best, pool.list[m].accuracy);
        }
        return best;
    };
    Best sum;
    for (uint64_t i = plan.warm_up; i < plan.requests; ++i) {
        const double cloud = best_in_time(world.models, ends_of_requests[i].cloud);
        const double phone =
            world.phone ? best_in_time(world.phone->models, ends_of_requests[i].phone) : -1;
        sum.accuracy += std::max({cloud, phone, 0.0});
        if (cloud >= phone)
            sum.by_cloud += cloud >= 0;
        else
            ++sum.by_phone;
    }
    return sum;
}

uint64_t total(const std::vector<uint64_t>& counts) {
    uint64_t sum = 0;
    for (uint64_t n : counts) sum += n;
    return sum;
}

void check_bound(const World& world, const Law& one_way) {
    Plan plan = worlds::plan(700, 3);
    plan.warm_up = 40;
    const std::vector<Ends> all = ends_of_requests(world, one_way, plan);
    const auto ready = std::make_shared<const ReadyWorld>(world);
    for (double sla_ms : {0.0, 6.0, 40.0, 70.0, 110.0, 160.0, 230.0, 1000.0}) {
        const Duration sla = Duration::from_ms(sla_ms);
        const Best expected = best_by_hand(world, all, plan, sla);
        for (Path path : {Path::automatic, Path::events}) {
            plan.path = path;
            const Cell cell{ready, sla, worlds::combination("fastest")};
            const Tally tally = simulate({&cell, 1}, plan).front().tally;
            INFO("deadline " << sla_ms << ", path " << static_cast<int>(path));
            CHECK(total(tally.bound.cloud) == expected.by_cloud);
            CHECK(total(tally.bound.phone) == expected.by_phone);
            CHECK(bound_accuracy(tally, ready->grading()) ==
                  Approx(expected.accuracy / 660).epsilon(1e-12));
        }
    }
}

TEST_CASE("the bound is the best answer that could have been in time, by brute force", "[run]") {
    const Law one_way = TruncatedNormal{50, 25};
    World world = worlds::plain();
    SECTION("with a phone") { check_bound(world, one_way); }
    SECTION("without") {
        world.phone.reset();
        check_bound(world, one_way);
    }
    SECTION("with a phone that is always as fast") {
        world.phone->models.family = Family::constant;
        check_bound(world, one_way);
    }
    SECTION("with a phone that is as accurate as some model of the cloud") {
        world.phone->models.list[1].accuracy = 0.74;
        check_bound(world, one_way);
    }
    SECTION("with a phone more accurate than the cloud") {
        world.phone->models.list[1].accuracy = 0.95;
        check_bound(world, one_way);
    }
    SECTION("with noise for each model of the cloud") {
        world.models.noise = ExecutionNoise::per_model;
        check_bound(world, one_way);
    }
    SECTION("with noise for each model of the phone") {
        world.phone->models.noise = ExecutionNoise::per_model;
        check_bound(world, one_way);
    }
    SECTION("where beliefs are wrong") {
        world.models.list[0].belief = Belief{500, 5, 0.99};
        world.models.list[4].belief = Belief{1, 0, 0.01};
        check_bound(world, one_way);
    }
}

TEST_CASE("an answer that could come at the deadline exactly is within the bound", "[run]") {
    World world = worlds::plain();
    world.models.family = Family::constant;
    world.phone.reset();
    LatencyLink link;
    link.latency = Constant{20};
    world.network = link;
    // 20 + 110 + 20 for the most accurate.
    for (const auto& [sla_ms, bound] : {std::pair{150.0, 0.82}, {149.999999, 0.76}, {42.9, 0.0}}) {
        const Cell cell = worlds::cell(world, sla_ms, "fastest");
        const Tally tally = simulate({&cell, 1}, worlds::plan(20)).front().tally;
        CHECK(bound_accuracy(tally, cell.world->grading()) == Approx(bound));
    }
}

TEST_CASE("a policy that answers what is not there is the programmer's mistake", "[run]") {
    for (Path path : {Path::automatic, Path::events}) {
        Plan plan = worlds::plan(5);
        plan.path = path;
        Spy spy;
        spy.answer = [](const Seen&) { return uint16_t{5}; };
        CHECK_THROWS_AS(spy.run(worlds::plain(), 100, plan), InternalError);
        spy.answer = [](const Seen&) { return uint16_t{4}; };
        CHECK_NOTHROW(spy.run(worlds::plain(), 100, plan));

        World no_phone = worlds::plain();
        no_phone.phone.reset();
        for (const char* place : {"both", "phone"}) {
            const Cell cell = worlds::cell(no_phone, 100, "fastest", place);
            CHECK_THROWS_AS(simulate({&cell, 1}, plan), InternalError);
        }
    }
}

class Nowhere final : public Place {
  public:
    Placement choose(const PlaceView&, Draw&) const override { return {false, false, 0}; }
};

TEST_CASE("a policy that sends a request nowhere is the programmer's mistake", "[run]") {
    PolicyEntry entry;
    entry.name = "nowhere";
    entry.maker = Maker<Place>([](const void*) { return std::make_unique<Nowhere>(); });
    Cell cell = worlds::cell(worlds::plain(), 100, "fastest");
    cell.policies[Decision::place] = {&entry, nullptr};
    for (Path path : {Path::automatic, Path::events}) {
        Plan plan = worlds::plan(5);
        plan.path = path;
        CHECK_THROWS_AS(simulate({&cell, 1}, plan), InternalError);
    }
}

// One second apart, 1.5 s each: when request i chooses, i - 1 runs and i - 2 is measured.
TEST_CASE("a policy learns what was measured when it is measured", "[run]") {
    World world = worlds::plain();
    world.models.list = {worlds::model("a", 0.9, 1500, 0), worlds::model("b", 0.5, 1500, 0)};
    LatencyLink link;
    link.latency = Constant{25};
    world.network = link;
    Spy spy;
    spy.learns = true;
    spy.answer = [&](const Seen&) { return static_cast<uint16_t>(spy.seen.size() % 2); };
    spy.run(world, 4000, worlds::plan(50));
    REQUIRE(spy.seen.size() == 50);
    for (size_t i = 0; i < 50; ++i) CHECK(spy.seen[i].learnt == (i < 2 ? 0 : i - 1));
    REQUIRE(spy.learnt.size() == 50);
    for (size_t i = 0; i < 50; ++i) {
        CHECK(spy.learnt[i].model == (i + 1) % 2);
        CHECK(spy.learnt[i].execution_ms == 1500);
        CHECK(spy.learnt[i].uplink_ms == 25);
    }
}

TEST_CASE("a policy sees the line it would join", "[run]") {
    World world = worlds::plain();
    world.models.list = {worlds::model("a", 0.9, 3500, 0), worlds::model("b", 0.5, 3500, 0)};
    LatencyLink link;
    link.latency = Constant{25};
    world.network = link;
    Spy open;
    open.run(world, 4000, worlds::plan(4));
    CHECK(open.seen[3].queue.replicas == 0);

    world.servers = Servers{};
    world.servers->replicas = 2;
    Spy spy;
    spy.run(world, 4000, worlds::plan(6));
    const std::pair<int64_t, int64_t> busy_and_waiting[] = {{0, 0}, {1, 0}, {2, 0},
                                                            {2, 1}, {2, 1}, {2, 1}};
    REQUIRE(spy.seen.size() == 6);
    for (size_t i = 0; i < 6; ++i) {
        CAPTURE(i);
        CHECK(spy.seen[i].queue.replicas == 2);
        CHECK(spy.seen[i].queue.busy == busy_and_waiting[i].first);
        CHECK(spy.seen[i].queue.waiting == busy_and_waiting[i].second);
    }
}

}  // namespace
}  // namespace mdisim
