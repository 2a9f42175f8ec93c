// Rounds of replications until results are as precise as they should be.
#include "sim/campaign/rounds/rounds.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "sim/campaign/campaign.hpp"
#include "sim/campaign/rounds/settling.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/error.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "tests/scenario/least.hpp"
#include "tests/scenario/queue.hpp"

namespace mdisim {
namespace {

using namespace testing;

std::string queue_with(const std::string& keys) {
    return half_loaded_queue(R"(, "requests": 400, "warm_up_requests": 60)" + keys);
}

struct Found {
    Replicated end;
    std::vector<CellRow> rows;
    std::vector<int64_t> computed;  // replications of each call
};

Found found_by(const Scenario& scenario, const Budget& budget = {}) {
    Store store = Store::in_memory();
    std::vector<int64_t> computed;
    Replicated end = replicated(
        scenario, {budget},
        [&](const Scenario& round) {
            computed.push_back(round.point(0).setting.replications);
            return run_campaign(round, store, {}).cell_requests_left;
        },
        [&](const Scenario& round, const RowVisitor& visit) {
            return each_row(round, store, visit);
        });
    Found found{std::move(end), {}, std::move(computed)};
    each_row(found.end.scenario, store, [&](const CellRow& row) { found.rows.push_back(row); });
    return found;
}

const Interval& interval_of(const CellRow& row, const std::string& metric) {
    return row.metrics[metric_index(metric_infos(*row.grading), metric)].interval;
}

}  // namespace

TEST_CASE("without goals a scenario is computed once, as it is", "[rounds]") {
    const Found found = found_by(loaded_from(queue_with(R"(, "replications": 3)")));
    CHECK_FALSE(found.end.rounds.has_value());
    CHECK(found.computed == std::vector<int64_t>{3});
}

TEST_CASE("rounds begin with 20 replications, and grow by a quarter", "[rounds]") {
    CHECK(first_look(loaded_from(least_scenario())) == 20);
    CHECK(first_look(loaded_from(least_scenario(R"({"replications": 15})"))) == 20);
    CHECK(first_look(loaded_from(least_scenario(R"({"replications": 33})"))) == 33);
    CHECK(next_look(20) == 30);
    CHECK(next_look(100) == 125);
    CHECK(next_look((1 << 24) - 1) == (1 << 24) - 1);
}

TEST_CASE("rounds end when intervals were narrow enough twice", "[rounds]") {
    const Scenario scenario =
        loaded_from(queue_with(R"(, "precision": {"latency_ms_mean": 9, "attainment": 0.02})"));
    const Found found = found_by(scenario);
    REQUIRE(found.end.rounds);
    const Rounds& rounds = *found.end.rounds;
    CHECK(rounds.enough);
    CHECK(rounds.more_requests == 0);
    CHECK(rounds.looked_after == found.computed);
    CHECK(rounds.looked_after.size() > 2);
    for (const char* metric : {"latency_ms_mean", "attainment"}) {
        const double most = metric == std::string("attainment") ? 0.02 : 9;
        CHECK(interval_of(found.rows[0], metric).half_width() <= most);
    }
    // Two rounds before, one of them was too wide; results are those of so many replications.
    const auto width_after = [&](int64_t n) {
        const Scenario same = loaded_from(queue_with(", \"replications\": " + std::to_string(n)));
        return found_by(same).rows[0];
    };
    const size_t last = rounds.looked_after.size() - 1;
    const auto is_narrow_after = [&](int64_t n) {
        const CellRow row = width_after(n);
        return interval_of(row, "latency_ms_mean").half_width() <= 9 &&
               interval_of(row, "attainment").half_width() <= 0.02;
    };
    CHECK_FALSE(is_narrow_after(rounds.looked_after[last - 2]));
    CHECK(is_narrow_after(rounds.looked_after[last - 1]));
    CHECK(width_after(rounds.replications()).fingerprint == found.rows[0].fingerprint);
    CHECK(rounds.requests == 400.0 * static_cast<double>(rounds.replications()));
}

TEST_CASE("a budget of requests ends rounds, and says how many more would do", "[rounds]") {
    const Scenario scenario = loaded_from(queue_with(R"(, "precision": {"latency_ms_mean": 1})"));
    const Found found = found_by(scenario, {{}, 400.0 * 32});
    REQUIRE(found.end.rounds);
    CHECK_FALSE(found.end.rounds->enough);
    CHECK(found.computed == std::vector<int64_t>{20, 30});
    REQUIRE(found.end.rounds->widest);
    const WidestInterval& widest = *found.end.rounds->widest;
    CHECK(widest.metric == "latency_ms_mean");
    CHECK(widest.cell == "fastest");
    CHECK(widest.asked == 1);
    CHECK(widest.half_width == interval_of(found.rows[0], "latency_ms_mean").half_width());
    // As many as suffice in 9 of 10 cases, then up to the next look, and one more to confirm it.
    const double naive = 30 * widest.half_width * widest.half_width;
    const double more = found.end.rounds->more_requests;
    int64_t first = 30;
    while (static_cast<double>(first) < 1.2 * naive) first = next_look(first);
    int64_t last = 30;
    while (static_cast<double>(last) < 1.8 * naive) last = next_look(last);
    CHECK(more >= 400.0 * static_cast<double>(next_look(first) - 30));
    CHECK(more <= 400.0 * static_cast<double>(next_look(last) - 30));
    int64_t look = 30;
    while (400.0 * static_cast<double>(look - 30) < more) look = next_look(look);
    CHECK(more == 400.0 * static_cast<double>(look - 30));
    CHECK_THROWS_AS(found_by(scenario, {{}, 400.0 * 19}), UserError);
    CHECK(found_by(scenario, {1e-9, {}}).computed == std::vector<int64_t>{20});
}

TEST_CASE("as many more requests as a run says would do are enough in 9 of 10 cases", "[rounds]") {
    constexpr int seeds = 60;
    int enough = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        Overrides overrides;
        overrides.sets.emplace_back("seed", std::to_string(seed));
        const Scenario scenario =
            loaded_from(queue_with(R"(, "precision": {"latency_ms_mean": 7})"), overrides);
        const Found first = found_by(scenario, {{}, 400.0 * 20});
        REQUIRE_FALSE(first.end.rounds->enough);
        const double all = 400.0 * 20 + first.end.rounds->more_requests;
        enough += found_by(scenario, {{}, all}).end.rounds->enough;
    }
    CHECK(enough >= 0.85 * seeds);
    CHECK(enough < seeds);
}

TEST_CASE("the pilot that finds the warm-up is paid for by the budget", "[rounds]") {
    Node document = parse_document(queue_with(R"(, "precision": {"latency_ms_mean": 1},
                                                  "warm_up": "auto", "replications": 20)"),
                                   "");
    document.erase("warm_up_requests");
    const Scenario scenario = loaded_from(dump(document));
    CHECK(pilot_requests(scenario) == 400.0 * 20);
    const auto all = problems_of([&] { found_by(scenario, {{}, 400.0 * 39}); });
    REQUIRE(all.size() == 1);
    CHECK_THAT(all[0].what, Catch::Contains("8000 requests find the warm-up"));
    CHECK(found_by(scenario, {{}, 400.0 * 49}).computed == std::vector<int64_t>{20});
    CHECK(found_by(scenario, {{}, 400.0 * 50}).computed == std::vector<int64_t>{20, 30});
}

TEST_CASE("rounds that were stored do not tell how long one takes", "[rounds]") {
    const Scenario scenario = loaded_from(queue_with(R"(, "precision": {"latency_ms_mean": 0.1})"));
    Store store = Store::in_memory();
    run_campaign(with_number(scenario, "replications", 30), store, {});
    std::vector<int64_t> looks;
    replicated(
        scenario, {{1.0, {}}},
        [&](const Scenario& round) {
            looks.push_back(round.point(0).setting.replications);
            const uint64_t computed = run_campaign(round, store, {}).cell_requests_left;
            if (computed > 0) std::this_thread::sleep_for(std::chrono::milliseconds(600));
            return computed;
        },
        [&](const Scenario& round, const RowVisitor& visit) {
            return each_row(round, store, visit);
        });
    // The ten replications of the third round took 0.6 s, and so would those of the fourth.
    CHECK(looks == std::vector<int64_t>{20, 30, 40});
}

TEST_CASE("a quantile ends nothing before it is shown", "[rounds]") {
    // Of 20 x 340 requests, 7 are beyond this quantile: too few, however narrow it seems.
    const Found found = found_by(
        loaded_from(queue_with(R"(, "precision": {"latency_ms_p999": 100000})")), {{}, 400.0 * 40});
    REQUIRE(found.end.rounds);
    CHECK_FALSE(found.end.rounds->enough);
    REQUIRE(found.end.rounds->widest);
    CHECK(std::isnan(found.end.rounds->widest->half_width));
    CHECK(std::isinf(found.end.rounds->more_requests));  // nothing says how many
}

TEST_CASE("intervals after rounds hold the truth", "[rounds]") {
    // .ci/intervals does so for 1,000 seeds every night.
    constexpr int seeds = 150;
    const double in_time = 1 - std::exp(-1.5);
    int mean = 0;
    int share = 0;
    std::map<int64_t, int> stops;
    for (int seed = 1; seed <= seeds; ++seed) {
        Overrides overrides;
        overrides.sets.emplace_back("seed", std::to_string(seed));
        const Found found = found_by(loaded_from(
            queue_with(R"(, "precision": {"latency_ms_mean": 9, "attainment": 0.02})"), overrides));
        REQUIRE(found.end.rounds);
        CHECK(found.end.rounds->enough);
        const Interval& latency = interval_of(found.rows[0], "latency_ms_mean");
        const Interval& attainment = interval_of(found.rows[0], "attainment");
        mean += latency.low <= 200 && 200 <= latency.high;
        share += attainment.low <= in_time && in_time <= attainment.high;
        ++stops[found.end.rounds->replications()];
    }
    // Fewer than all: intervals that are too wide hold the truth always.
    for (const int held : {mean, share}) {
        CHECK(held >= 0.90 * seeds);
        CHECK(held < seeds);
    }
    CHECK(stops.size() > 1);  // it depends on results when it ends
}

TEST_CASE("rounds end when one policy is left at every point", "[rounds]") {
    const std::string models = R"({"list": [
        {"name": "A", "accuracy": 0.5, "mean_ms": 30, "sd_ms": 10},
        {"name": "B", "accuracy": 0.7, "mean_ms": 60, "sd_ms": 10}]})";
    const Scenario scenario = loaded_from(
        least_scenario(R"({"requests": 100, "sweep": {"sla_ms": [50, 150]}, "models": )" + models +
                       R"(, "policies": ["fastest", "pure_random", "clairvoyant"],
             "best": {"effective_accuracy": 0.02}})"));
    const Found found = found_by(scenario);
    REQUIRE(found.end.rounds);
    CHECK(found.end.rounds->enough);
    REQUIRE(found.end.rounds->races.size() == 2);
    CHECK(found.end.rounds->races[0].point == "sla_ms=50");
    CHECK(found.end.rounds->races[0].left == std::vector<std::string>{"fastest"});
    CHECK(found.end.rounds->races[1].point == "sla_ms=150");
    CHECK(found.end.rounds->races[1].left == std::vector<std::string>{"pure_random"});
    CHECK(found.computed == std::vector<int64_t>{20});  // nothing is to be confirmed
}

TEST_CASE("a race names the policies that do not take part", "[rounds]") {
    // A policy that sends nothing to the cloud has no wait for a server.
    const Scenario scenario = loaded_from(least_scenario(
        R"({"requests": 40, "phone": {"profile": "phones/pixel2"},
            "policies": ["fastest", {"name": "stays", "place": "phone"},
                         {"name": "random", "select": "pure_random"}],
            "best": {"wait_ms_mean": 0.5}})"));
    const Found found = found_by(scenario);
    REQUIRE(found.end.rounds);
    REQUIRE(found.end.rounds->races.size() == 1);
    CHECK(found.end.rounds->races[0].without == std::vector<std::string>{"stays"});
}

}  // namespace mdisim
