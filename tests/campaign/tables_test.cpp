#include "sim/campaign/tables.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdint>
#include <thread>

#include "sim/decide/characterisation.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/trials/characterise.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/characterised.hpp"

namespace mdisim {
namespace {

using namespace testing;

Point point(const std::string& mean_ms = "20") {
    const TemporaryFolder folder;
    return Scenario::load(folder.write("s.json", R"({"version": 1, "requests": 50, "sla_ms": 100,
        "workload": {"kind": "poisson", "rate_per_s": 10},
        "models": {"family": "exponential", "list": [
            {"name": "A", "accuracy": 0.5, "mean_ms": 5},
            {"name": "B", "accuracy": 0.7, "mean_ms": )" +
                                                     mean_ms +
                                                     R"(}]},
        "servers": {"replicas": 2}, "trials": {"requests": 500, "steps": 4},
        "policies": [{"control": "model_switching"}]})"))
        .point(0);
}

// Every bucket that is not empty.
std::vector<uint64_t> numbers(const Characterisation& table) {
    std::vector<uint64_t> all;
    for (const auto& s : table.series()) {
        for (const auto& t : s.rates) {
            for (size_t i = 0; i < t.latencies.counts().size(); ++i) {
                if (t.latencies.counts()[i] == 0) continue;
                all.push_back(t.latencies.first_bucket() + i);
                all.push_back(t.latencies.counts()[i]);
            }
        }
    }
    return all;
}

TEST_CASE("threads that need a table make it together, and it is the one a single thread makes",
          "[campaign]") {
    const Point p = point();
    Store store = Store::in_memory();
    Tables tables(store);
    std::vector<std::shared_ptr<const Characterisation>> got(4);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : got) threads.emplace_back([&] { mine = tables.of(p); });
    }
    for (const auto& one : got) CHECK(one == got[0]);
    CHECK((numbers(*got[0]) == numbers(testing::characterised(*p.world))));
    CHECK(store.rows() == 2 * 4);
}

TEST_CASE("trials are kept, and a model that changes is tried again alone", "[campaign]") {
    Store store = Store::in_memory();
    const auto first = numbers(*Tables(store).of(point()));
    CHECK(store.rows() == 8);
    CHECK((numbers(*Tables(store).of(point())) == first));
    CHECK(store.rows() == 8);
    CHECK_FALSE((numbers(*Tables(store).of(point("30"))) == first));
    CHECK(store.rows() == 12);
}

TEST_CASE("arrangements that a policy never asks for are not tried out", "[campaign]") {
    const TemporaryFolder folder;
    const auto rows = [&](const char* settings) {
        const Point p =
            Scenario::load(folder.write("s.json", R"({"version": 1, "requests": 50, "sla_ms": 100,
                "workload": {"kind": "poisson", "rate_per_s": 10},
                "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 5}],
                           "threads": [{"threads": 1, "factor": 1}, {"threads": 2, "factor": 0.6},
                                       {"threads": 4, "factor": 0.5}]},
                "servers": {"replicas": 4}, "trials": {"requests": 500, "steps": 3},
                "policies": [{"control": {"policy": "model_switching")" +
                                                      std::string(settings) + "}}]}"))
                .point(0);
        Store store = Store::in_memory();
        Cell cell{p.world, Duration::from_ms(100), p.policies.front()};
        Tables(store).equip(cell, p);
        CHECK(cell.tables != nullptr);
        return store.rows();
    };
    CHECK(rows("") == 3);
    CHECK(rows(R"(, "choose_threads": true)") == 3 * 3);
}

TEST_CASE("what goes wrong in a trial is told to everybody who waits for it", "[campaign]") {
    Point p = point();
    World broken = p.world->described();
    broken.trials.most_load = 1e-300;
    p.world = std::make_shared<const ReadyWorld>(broken);
    p.world_digest = {1, 2};
    Store store = Store::in_memory();
    Tables tables(store);
    std::atomic<int> told = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 3; ++t) {
            threads.emplace_back([&] {
                try {
                    tables.of(p);
                } catch (const OutOfRange&) {
                    ++told;
                }
            });
        }
    }
    CHECK(told == 3);
}

}  // namespace
}  // namespace mdisim
