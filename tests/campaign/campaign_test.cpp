#include "sim/campaign/campaign.hpp"

#include <atomic>
#include <bit>
#include <chrono>
#include <cstdint>
#include <thread>
#include <utility>

#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/work.hpp"
#include "sim/decide/combination.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "tests/report/rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Rows = std::vector<CellRow>;

constexpr auto four_policies = R"({
  "version": 1, "requests": 300, "replications": 3, "warm_up_requests": 20, "seed": 4, "sla_ms": 60,
  "workload": {"kind": "poisson", "rate_per_s": 20},
  "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 3, "sd_ms": 1},
                      {"name": "B", "accuracy": 0.7, "mean_ms": 25, "sd_ms": 6},
                      {"name": "C", "accuracy": 0.8, "mean_ms": 28, "sd_ms": 2}]},
  "network": {"kind": "latency",
              "latency": {"kind": "truncated_normal", "mean_ms": 10, "sd_ms": 8}},
  "phone": {"model": "P",
            "models": {"list": [{"name": "P", "accuracy": 0.4, "mean_ms": 20, "sd_ms": 4}]}},
  "policies": ["fastest", "mdinference", "clairvoyant",
               {"name": "copy", "place": "both",
                "select": {"policy": "modipick", "threshold_ms": 10}}]
})";
constexpr size_t policy_count = 4;

using Overs = std::vector<std::pair<std::string, std::string>>;

Scenario scenario(const Overs& overs = {}, const Overs& sets = {}) {
    const TemporaryFolder folder;
    return Scenario::load(folder.write("s.json", four_policies), {sets, overs});
}

// Points that run on the column path and points that cannot, in turn.
Scenario mixed_scenario() {
    return scenario({{"sla_ms", "30,60"}, {"estimator.kind", "twice_uplink,past_mean"}});
}

Rows rows_in(const Scenario& s, Store& store) {
    Rows rows;
    CHECK(each_row(s, store, [&](const CellRow& row) { rows.push_back(row); }) == 0);
    return rows;
}

Rows run(const Scenario& s, Store& store, const CampaignOptions& options) {
    run_campaign(s, store, options);
    return rows_in(s, store);
}

Rows run(const Scenario& s, unsigned jobs = 1, Path path = Path::automatic) {
    Store store = Store::in_memory();
    CampaignOptions options;
    options.jobs = jobs;
    options.path = path;
    return run(s, store, options);
}

WorkAmount amount_of(const Scenario& s, Store& store) {
    return plan_work(s, store, Path::automatic, {}, nullptr).amount;
}

std::vector<uint64_t> bits_of(const std::vector<Metric>& metrics) {
    std::vector<uint64_t> bits;
    for (const Metric& m : metrics) {
        for (double x : {m.interval.mean, m.interval.low, m.interval.high}) {
            bits.push_back(std::bit_cast<uint64_t>(x));
        }
        for (double x : m.replications) bits.push_back(std::bit_cast<uint64_t>(x));
    }
    return bits;
}

void check_same(const CellRow& a, const CellRow& b) {
    CAPTURE(a.point, a.policy, b.point, b.policy);
    CHECK(a.policy == b.policy);
    CHECK(a.knows_truth == b.knows_truth);
    CHECK(a.replications == b.replications);
    CHECK(a.requests == b.requests);
    CHECK(a.fingerprint == b.fingerprint);
    CHECK(a.tape == b.tape);
    CHECK(a.metrics.size() == metric_infos(*a.grading).size());
    CHECK(bits_of(a.metrics) == bits_of(b.metrics));
}

void check_same(const Rows& a, const Rows& b) {
    REQUIRE(a.size() == b.size());
    for (size_t i = 0; i < a.size(); ++i) {
        CHECK(a[i].point == b[i].point);
        REQUIRE(a[i].at.size() == b[i].at.size());
        for (size_t k = 0; k < a[i].at.size(); ++k) CHECK(dump(a[i].at[k]) == dump(b[i].at[k]));
        check_same(a[i], b[i]);
    }
    CHECK(fingerprint_of(a) == fingerprint_of(b));
}

TEST_CASE("campaign: rows are the same for any number of jobs and on both paths", "[campaign]") {
    const Scenario s = mixed_scenario();
    const Rows expected = run(s);
    for (unsigned jobs : {2u, 5u, 0u}) check_same(run(s, jobs), expected);
    for (unsigned jobs : {1u, 5u}) check_same(run(s, jobs, Path::events), expected);
}

TEST_CASE("campaign: a row for every cell, in their order", "[campaign]") {
    const Scenario s = mixed_scenario();
    const Rows rows = run(s, 2);
    REQUIRE(rows.size() == s.size() * policy_count);
    for (size_t i = 0; i < rows.size(); ++i) {
        const Point point = s.point(i / policy_count);
        const Combination& combination = point.policies[i % policy_count];
        CHECK(rows[i].point == i / policy_count);
        CHECK(rows[i].policy == combination.name);
        CHECK(rows[i].knows_truth == (combination.name == "clairvoyant"));
        REQUIRE(rows[i].at.size() == 2);
        CHECK(rows[i].at[0].as_number() == point.setting.sla_ms);
        CHECK(rows[i].at[1].text == point.at[1].text);
        CHECK(rows[i].replications == 3);
        CHECK(rows[i].requests == 300);
    }
}

TEST_CASE("campaign: a row is what its cell gives, replication by replication", "[campaign]") {
    const Scenario s = mixed_scenario();
    const Rows rows = run(s, 2);
    for (size_t i = 0; i < rows.size(); ++i) {
        const Point point = s.point(i / policy_count);
        const Cell cell{point.world, Duration::from_ms(point.setting.sla_ms),
                        point.policies[i % policy_count]};
        std::vector<Tally> tallies;
        for (uint32_t r = 0; r < 3; ++r) {
            const Plan plan{4, r, 300, 20, Path::automatic};
            tallies.push_back(simulate({&cell, 1}, plan).front().tally);
        }
        CHECK(bits_of(rows[i].metrics) == bits_of(summarise(tallies, *rows[i].grading)));
        CHECK(tallies.front().requests == 280);
    }
}

TEST_CASE("campaign: cells beyond the 64 that share a tape are none the worse", "[campaign]") {
    const Scenario wide = scenario({{"sla_ms", "5:200:5"}});
    const Rows rows = run(wide, 2);
    REQUIRE(rows.size() == 40 * policy_count);
    check_same(run(wide, 1), rows);
    for (size_t point : {0, 15, 16, 31, 32, 39}) {
        const Rows alone = run(scenario({}, {{"sla_ms", std::to_string(5 * (point + 1))}}));
        REQUIRE(alone.size() == policy_count);
        for (size_t p = 0; p < policy_count; ++p)
            check_same(alone[p], rows[point * policy_count + p]);
    }
}

TEST_CASE("campaign: neighbouring points may differ in what makes their tapes", "[campaign]") {
    const Overs axes = {{"requests", "50,300,299"},
                        {"replications", "1,4"},
                        {"warm_up_requests", "0,20"},
                        {"seed", "4,5"}};
    for (const auto& [path, values] : axes) {
        CAPTURE(path);
        const Rows rows = run(scenario({{path, values}}), 5);
        for (size_t i = 0; i < rows.size(); ++i) {
            const Rows alone = run(scenario({}, {{path, dump(rows[i].at[0])}}));
            check_same(alone[i % policy_count], rows[i]);
            for (const Metric& m : rows[i].metrics) {
                CHECK(m.replications.size() == static_cast<size_t>(rows[i].replications));
            }
        }
    }
    const Rows rows = run(scenario({{"requests", "50,300"}, {"replications", "1,4"}}), 2);
    for (const CellRow& row : rows) {
        CHECK(std::to_string(row.requests) == dump(row.at[0]));
        CHECK(std::to_string(row.replications) == dump(row.at[1]));
    }
}

TEST_CASE("campaign: progress never falls and ends at its total, told one at a time",
          "[campaign]") {
    for (unsigned jobs : {1u, 2u, 5u}) {
        const Scenario s = mixed_scenario();
        std::vector<Progress> told;
        std::atomic<int> inside{0};
        bool alone = true;
        CampaignOptions options;
        options.jobs = jobs;
        options.progress = [&](const Progress& p) {
            alone = alone && inside.fetch_add(1) == 0;
            told.push_back(p);
            inside.fetch_sub(1);
        };
        Store store = Store::in_memory();
        run_campaign(s, store, options);
        REQUIRE(!told.empty());
        CHECK(alone);
        CHECK(told.back().done == told.back().total);
        CHECK(told.back().total == s.size() * policy_count * 3 * 300);
        for (size_t i = 1; i < told.size(); ++i) {
            CHECK(told[i].done > told[i - 1].done);
            CHECK(told[i].total == told[0].total);
        }
    }
}

// A first thread brings the sanitizer's own with it, which stays.
size_t threads_now() {
    static const bool begun = [] {
        std::thread([] {}).join();
        return true;
    }();
    size_t threads = begun ? 0 : 1;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        threads += !task.path().empty();
    }
    return threads;
}

// A thread that was joined may stand in /proc a moment longer, so one look may see too many.
size_t threads_at_rest() {
    size_t fewest = threads_now();
    for (int i = 0; i < 20; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        fewest = std::min(fewest, threads_now());
    }
    return fewest;
}

bool threads_are(size_t expected) {
    for (int i = 0; i < 200 && threads_now() != expected; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return threads_now() == expected;
}

// 3,000 requests 20 days apart do not fit into 146 years.
Scenario too_long() {
    return scenario({{"workload.interval_ms", "1,2,3,1728000000,4,5"}},
                    {{"workload", R"({"kind": "every"})"}, {"requests", "3000"}});
}

TEST_CASE("campaign: what is thrown in a cell comes out, and no thread is left", "[campaign]") {
    const Scenario s = too_long();
    const size_t before = threads_at_rest();
    for (unsigned jobs : {1u, 2u, 5u}) {
        for (Path path : {Path::automatic, Path::events}) {
            CHECK_THROWS_WITH(run(s, jobs, path), Catch::Contains("the workload runs past"));
            CHECK(threads_are(before));
        }
    }
}

TEST_CASE("campaign: after a failure nothing new is begun", "[campaign]") {
    const Scenario s = scenario({{"requests", "100,3000,200"}},
                                {{"workload", R"({"kind": "every", "interval_ms": 1728000000})"}});
    CampaignOptions options;
    options.jobs = 1;
    Store store = Store::in_memory();
    CHECK_THROWS_WITH(run_campaign(s, store, options),
                      Catch::Contains("in a run of 4 cells, the first of them "
                                      "fastest@requests=3000: the workload runs past"));
    CHECK(store.rows() == 0);  // the costliest is the first, and the one that fails
}

TEST_CASE("campaign: a bandwidth that may be zero is refused before anything is run",
          "[campaign]") {
    for (const char* more : {"", R"(, "below_zero": "cut")"}) {
        const std::string network =
            R"({"kind": "bandwidth", "round_trip": {"kind": "constant", "value_ms": 5},
            "up": {"kind": "normal", "mean_mbit_per_s": 1, "sd_mbit_per_s": 2)" +
            std::string(more) + R"(}, "down": {"kind": "constant", "value_mbit_per_s": 9}})";
        CHECK_THROWS_WITH(scenario({}, {{"network", network}}), Catch::Contains("/network/up"));
    }
}

TEST_CASE("campaign: what the teller of progress throws comes out", "[campaign]") {
    struct Enough {};
    for (unsigned jobs : {1u, 5u}) {
        CampaignOptions options;
        options.jobs = jobs;
        int calls = 0;
        options.progress = [&](const Progress&) {
            if (++calls == 2) throw Enough();
        };
        const size_t before = threads_at_rest();
        Store store = Store::in_memory();
        CHECK_THROWS_AS(run_campaign(mixed_scenario(), store, options), Enough);
        CHECK(threads_are(before));
    }
}

TEST_CASE("campaign: cells that are alike have rows that are alike", "[campaign]") {
    const std::string twice = R"([{"name": "a", "select": "mdinference"},
                                  {"name": "b", "select": "mdinference"}])";
    for (unsigned jobs : {1u, 5u}) {
        Rows rows = run(scenario({{"sla_ms", "60"}}, {{"policies", twice}}), jobs);
        REQUIRE(rows.size() == 2);
        rows[1].policy = rows[0].policy;
        check_same(rows[1], rows[0]);
    }
}

TEST_CASE("campaign: what is in the store is not computed again", "[campaign]") {
    const Rows expected = run(mixed_scenario());
    Store store = Store::in_memory();
    CampaignOptions options;
    options.jobs = 2;
    check_same(run(mixed_scenario(), store, options), expected);
    CHECK(store.rows() == expected.size() * 3);
    const double spent = store.seconds_spent();
    uint64_t done = 0, total = 1;
    options.progress = [&](const Progress& p) {
        done = p.done;
        total = p.total;
    };
    check_same(run(mixed_scenario(), store, options), expected);
    CHECK(store.seconds_spent() == spent);
    CHECK(done == total);
}

TEST_CASE("campaign: stopped and resumed, the rows are those of one go", "[campaign]") {
    const Rows expected = run(mixed_scenario());
    for (unsigned jobs : {1u, 2u}) {
        Store store = Store::in_memory();
        CampaignOptions options;
        options.jobs = jobs;
        for (int wanted : {1, 3}) {
            std::atomic<bool> stop{false};
            int calls = 0;
            options.stop = &stop;
            options.progress = [&](const Progress&) {
                if (++calls == wanted) stop = true;
            };
            CHECK_THROWS_AS(run_campaign(mixed_scenario(), store, options), Interrupted);
            const WorkAmount amount = amount_of(mixed_scenario(), store);
            CHECK(amount.cells == expected.size());
            CHECK(amount.cell_requests == expected.size() * 3 * 300);
            CHECK(amount.cell_requests_left == amount.cell_requests - store.rows() * 300);
            CHECK(store.rows() > 0);
            CHECK(store.rows() < expected.size() * 3);
        }
        options.stop = nullptr;
        options.progress = nullptr;
        check_same(run(mixed_scenario(), store, options), expected);
        CHECK(amount_of(mixed_scenario(), store).cell_requests_left == 0);
        CHECK(amount_of(mixed_scenario(), store).cells_done == expected.size());
    }
}

TEST_CASE("campaign: more replications add to what was there", "[campaign]") {
    const Rows three = run(scenario());
    const Rows five = run(scenario({}, {{"replications", "5"}}), 2);
    for (size_t p = 0; p < policy_count; ++p) {
        for (size_t m = 0; m < three[p].metrics.size(); ++m) {
            for (size_t r = 0; r < 3; ++r) {
                CHECK(std::bit_cast<uint64_t>(three[p].metrics[m].replications[r]) ==
                      std::bit_cast<uint64_t>(five[p].metrics[m].replications[r]));
            }
        }
    }
}

TEST_CASE("campaign: progress counts costs of what it has to do itself", "[campaign]") {
    Store store = Store::in_memory();
    run(scenario(), store, {});
    CampaignOptions options;
    options.jobs = 1;
    std::vector<Progress> told;
    options.progress = [&](const Progress& p) { told.push_back(p); };
    run_campaign(scenario({{"sla_ms", "60,70"}, {"estimator.kind", "twice_uplink,past_mean"}}),
                 store, options);
    REQUIRE(told.size() > 1);
    CHECK(told.front().done == policy_count * 3 * 300);
    CHECK(told.front().cost_done == 0);
    for (size_t i = 1; i < told.size(); ++i) CHECK(told[i].cost_done > told[i - 1].cost_done);
    CHECK(told.back().cost_done == Approx(told.back().cost_total));
}

}  // namespace
}  // namespace mdisim
