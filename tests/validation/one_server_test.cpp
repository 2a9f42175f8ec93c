// The exact optimum of the one-server case: against an independent value iteration, and against the
// engine, which runs its policy and others.
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "policies/parts/one_server.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/app/child.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::validation {
namespace {

constexpr double grid_ms = 10;

std::string text_of(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", x);
    return text;
}

// What the script says.
double by_script(const std::vector<GridModel>& models, int64_t deadline, double share) {
    std::vector<std::string> words = {MDISIM_SOURCE_DIR "/tests/validation/one_server.py",
                                      text_of(share), std::to_string(deadline)};
    for (const GridModel& m : models)
        words.push_back(std::to_string(m.steps) + ":" + text_of(m.accuracy));
    const testing::Ended ended = testing::run_python(words);
    INFO(ended.err);
    REQUIRE(ended.code == 0);
    return std::stod(ended.out);
}

const std::vector<GridModel> resnets = {
    {2, 0.69758}, {3, 0.73314}, {4, 0.7613}, {7, 0.77374}, {9, 0.78312}};

TEST_CASE("the optimum of one server agrees with an independent value iteration") {
    if (!testing::has_python()) return;
    for (const int64_t deadline : {9, 20, 40}) {
        for (const double share : {0.05, 0.12, 0.25, 0.4}) {
            INFO(deadline << ", " << share);
            const double ours = one_server_optimum(resnets, deadline, share).effective_accuracy;
            CHECK(std::abs(ours - by_script(resnets, deadline, share)) < 1e-6);
        }
    }
}

// One server of the models, and requests in steps of the grid, drawn anew for each replication.
World one_server(double share, uint64_t requests, uint64_t replication) {
    World w;
    for (const GridModel& m : resnets) {
        w.models.list.push_back(worlds::model("steps " + std::to_string(m.steps), m.accuracy,
                                              grid_ms * static_cast<double>(m.steps), 0));
    }
    LatencyLink link;
    link.latency = Constant{0};
    w.network = link;
    w.payload = {0, 0};
    w.servers = Servers{};
    w.trials = {200, 1, 3, 1};
    std::mt19937_64 draw(replication + 1);
    std::vector<double> stamps_ms;
    for (double step = 0; stamps_ms.size() < requests; ++step) {
        const double uniform = static_cast<double>(draw() >> 11) / 9007199254740992.0;
        if (uniform < share) stamps_ms.push_back(step * grid_ms);
    }
    w.workload = StampWorkload{stamps_ms};
    return w;
}

// The effective accuracies of ten replications.
std::vector<double> simulated(const std::string& policy, const std::string& settings, double share,
                              double sla_ms) {
    std::vector<double> values;
    for (uint64_t r = 0; r < 10; ++r) {
        Combination c = worlds::combination("fastest");
        c[Decision::control] = worlds::chosen(Decision::control, policy);
        std::vector<Problem> problems;
        Decoder(problems).decode_object(parse_document(settings, ""),
                                        c[Decision::control].entry->options,
                                        c[Decision::control].options.get(), "");
        REQUIRE(problems.empty());
        const Cell cell{std::make_shared<const ReadyWorld>(one_server(share, 20'000, r)),
                        Duration::from_ms(sla_ms), c};
        Plan plan = worlds::plan(20'000);
        plan.warm_up = 500;
        const Tally tally = simulate({&cell, 1}, plan).front().tally;
        values.push_back(effective_accuracy(tally, cell.world->grading()));
    }
    return values;
}

TEST_CASE("simulation of the optimum of one server has its value, and no controller has more") {
    const double share = 0.2;
    const double optimum = one_server_optimum(resnets, 20, share).effective_accuracy;
    const std::vector<double> best =
        simulated("one_server_optimum", R"({"grid_ms": 10, "share": 0.2})", share, 200);
    const Interval interval = student_interval(best);
    INFO(optimum << " in " << interval.low << ", " << interval.high);
    CHECK(interval.low <= optimum);
    CHECK(optimum <= interval.high);
    CHECK(interval.high - interval.low < 0.004);
    for (const char* settings : {R"({"model": "steps 2"})", R"({"model": "steps 3"})",
                                 R"({"model": "steps 4"})", R"({"model": "steps 9"})"}) {
        const std::vector<double> held = simulated("hold", settings, share, 200);
        CHECK(paired_difference(best, held).interval.low > 0);
    }
    const std::vector<double> learnt =
        simulated("learning_switching", R"({"period_ms": 100})", share, 200);
    CHECK(paired_difference(best, learnt).interval.low > 0);
}

}  // namespace
}  // namespace mdisim::validation
