#include "sim/metrics/metrics.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "tests/metrics/graded.hpp"
#include "tests/support/times.hpp"

namespace mdisim {
namespace {

using namespace testing;

// Four requests, one a second, deadline 100 ms.
Tally small_day() {
    Tally t(2, 1);
    t.add(from_cloud(0, 0, 5, 30, 100), true);   // small, 60 ms
    t.add(from_cloud(1, 1, 15, 80, 100), true);  // large, 120 ms: late
    Outcome rescued = from_cloud(2, 1, 40, 90, 100);
    rescued.answer = Answer::phone;  // the cloud would have taken 155 ms
    rescued.phone = {70 * ns_per_ms};
    rescued.phone_model = 0;
    rescued.latency = {100 * ns_per_ms};
    rescued.on_time = rescued.rescued = true;
    t.add(rescued, true);
    Outcome dropped;  // never sent, never answered
    dropped.index = 3;
    dropped.created = Time{} + lasting_s(3);
    t.add(dropped, true);
    t.bound.cloud = {1, 1};
    t.bound.phone = {1};
    t.cores_there = 8000 * ns_per_ms;
    t.cores_busy = 200 * ns_per_ms;
    t.cores_busy_after = 600 * ns_per_ms;
    return t;
}

}  // namespace

TEST_CASE("metrics of four requests, worked by hand", "[metrics]") {
    const struct {
        const char* name;
        double value;
    } known[] = {
        {"attainment", 2 / 4.0},
        {"aggregate_accuracy", (0.6 + 0.8 + 0.5) / 3},
        {"accuracy_sd", std::sqrt((0.36 + 0.64 + 0.25) / 3 - 1.9 * 1.9 / 9)},
        {"effective_accuracy", (0.6 + 0.5) / 4},
        {"bound_accuracy", (0.6 + 0.8 + 0.5) / 4},
        {"regret", 0.8 / 4},
        {"on_device_reliance", 1 / 4.0},
        {"dropped", 1 / 4.0},
        {"latency_ms_mean", (60 + 120 + 100) / 3.0},
        {"latency_ms_sd", std::sqrt((60 * 60 + 120 * 120 + 100 * 100) / 3.0 - 280 * 280 / 9.0)},
        {"wait_ms_mean", (5 + 15 + 40) / 3.0},
        {"execution_ms_mean", (30 + 80 + 90) / 3.0},
        {"network_ms_mean", 25},
        {"before_execution_ms_mean", 10 + 20},
        {"sent_kb_mean", 3 * 2 / 4.0},
        {"device_energy_j_mean", 3 * 3 / 4.0},
        {"utilisation", 0.2 / 8},
        {"offered_load", 0.8 / 8},
        {"bound_attainment", 3.0 / 4},
        {"core_s_per_1000_correct", 8 / (0.6 + 0.5) * 1000},
        {"queue_length_mean", 1 * 0.06 / 4},  // Little's law
        {"usage.small", 1 / 4.0},
        {"usage.large", 2 / 4.0},
    };
    for (const auto& [name, value] : known) {
        INFO(name);
        const Metric m = metric({small_day()}, name);
        CHECK(m.interval.mean == Approx(value).epsilon(1e-12));
        REQUIRE(m.replications.size() == 1);
        CHECK(m.replications[0] == m.interval.mean);
    }
    CHECK(effective_accuracy(small_day(), grading) == Approx(1.1 / 4).epsilon(1e-14));
    CHECK(bound_accuracy(small_day(), grading) == Approx(1.9 / 4).epsilon(1e-14));
}

TEST_CASE("metrics are aligned with their table, and named once", "[metrics]") {
    const std::vector<MetricInfo> infos = metric_infos(grading);
    CHECK(summarise({small_day()}, grading).size() == infos.size());
    REQUIRE(infos.size() == metric_infos().size() + 4);
    CHECK(infos[infos.size() - 4].name == "usage.small");
    CHECK(infos[infos.size() - 3].name == "usage.large");
    CHECK(infos[infos.size() - 2].name == "run_on_phone");
    CHECK(infos.back().name == "copy_energy_j_mean");
    std::set<std::string> names;
    for (const MetricInfo& info : infos) {
        INFO(info.name);
        CHECK(names.insert(info.name).second);
        CHECK_FALSE(info.doc.empty());
        CHECK((info.unit == "ms") == (info.name.find("_ms_") != std::string::npos));
        if (info.kind == MetricKind::quantile) CHECK(info.unit == "ms");
        if (info.kind == MetricKind::share) CHECK(info.unit.empty());
    }
}

TEST_CASE("what is known of each class is known of its requests alone", "[metrics]") {
    Grading graded = grading;
    graded.class_names = {"first", "second"};
    Tally t(2, 1);
    t.classes.assign(2, Tally(2, 1));
    for (int64_t second = 0; second < 3; ++second) {
        // 60 ms in time; then 120 ms late, twice.
        Outcome o = second == 0 ? from_cloud(0, 0, 5, 30, 100) : from_cloud(second, 1, 15, 80, 100);
        o.source = second == 0 ? 0 : 1;
        t.add(o, true);
    }
    const std::vector<MetricInfo> infos = metric_infos(graded);
    const std::vector<Metric> metrics = summarise({t}, graded);
    REQUIRE(metrics.size() == infos.size());
    REQUIRE(infos.size() == metric_infos(grading).size() + 8);
    const auto mean = [&](const std::string& name) {
        for (size_t i = 0; i < infos.size(); ++i) {
            if (infos[i].name == name) return metrics[i].interval.mean;
        }
        FAIL("no metric " << name);
        return 0.0;
    };
    CHECK(mean("attainment.first") == 1);
    CHECK(mean("attainment.second") == 0);
    CHECK(mean("attainment") == Approx(1 / 3.0));
    CHECK(mean("effective_accuracy.first") == 0.6);
    CHECK(mean("latency_ms_mean.first") == 60);
    CHECK(mean("latency_ms_mean.second") == 120);
    CHECK(std::isnan(mean("latency_ms_p99.second")));  // of two answers
}

TEST_CASE("where nothing was answered, nothing about answers was measured", "[metrics]") {
    Tally silent(2, 1);
    Outcome dropped;
    silent.add(dropped, true);
    for (const char* name : {"aggregate_accuracy", "accuracy_sd", "latency_ms_mean",
                             "latency_ms_sd", "latency_ms_p50", "wait_ms_mean", "wait_ms_p99",
                             "execution_ms_mean", "network_ms_mean", "before_execution_ms_mean"}) {
        INFO(name);
        CHECK(nothing_measured(metric({silent}, name)));
    }
    // Nor is there a mean over replications when one of them has none.
    CHECK(nothing_measured(metric({replication(100, 50), silent}, "latency_ms_mean")));
    CHECK(mean_of({silent}, "attainment") == 0);
    CHECK(mean_of({silent}, "dropped") == 1);
    CHECK(mean_of({silent}, "effective_accuracy") == 0);
    CHECK(mean_of({silent}, "usage.small") == 0);
}

TEST_CASE("a run of no requests has no metrics at all", "[metrics]") {
    for (const Metric& m : summarise({Tally(2, 1)}, grading)) CHECK(nothing_measured(m));
    CHECK_THROWS_AS(summarise({}, grading), InternalError);
}

TEST_CASE("a request whose server was idle did not have to wait", "[metrics]") {
    Tally t = small_day();  // three were executed, each after a wait
    CHECK(mean_of({t}, "waited") == 1);
    t.add(from_cloud(4, 0, 0, 30, 100), true);
    CHECK(mean_of({t}, "waited") == 3 / 4.0);
}

TEST_CASE("what was dropped at the server waited in vain", "[metrics]") {
    Tally t = small_day();
    Outcome in_vain = from_cloud(4, 1, 400, 0, 100);
    in_vain.executed = in_vain.on_time = false;
    in_vain.answer = Answer::none;
    t.add(in_vain, true);
    CHECK(mean_of({t}, "dropped") == Approx(2 / 5.0));
    CHECK(mean_of({t}, "usage.large") == Approx(3 / 5.0));
    CHECK(mean_of({t}, "queue_length_mean") == Approx(1 * 0.46 / 5));
    for (const char* of_executed : {"wait_ms_mean", "execution_ms_mean", "network_ms_mean",
                                    "before_execution_ms_mean", "latency_ms_mean"}) {
        INFO(of_executed);
        CHECK(mean_of({t}, of_executed) == mean_of({small_day()}, of_executed));
    }
}

TEST_CASE("queues are measured where there are servers to queue for", "[metrics]") {
    Grading unlimited = grading;
    unlimited.replicas = 0;
    CHECK(nothing_measured(metric({small_day()}, "queue_length_mean", unlimited)));
    Tally no_cores = small_day();
    no_cores.cores_there = no_cores.cores_busy = no_cores.cores_busy_after = 0;
    CHECK(nothing_measured(metric({no_cores}, "offered_load", grading)));
    CHECK(nothing_measured(metric({no_cores}, "utilisation", grading)));
    CHECK(nothing_measured(metric({no_cores}, "core_s_per_1000_correct", grading)));
}

TEST_CASE("the spread of equal latencies is zero", "[metrics]") {
    double largest = 0;
    for (int64_t ns : std::vector<int64_t>{1'000'000'001, 123'456'789, 987'654'321, 250'000'001}) {
        for (int n = 2; n < 40; ++n) {
            Tally t(2, 1);
            for (int i = 0; i < n; ++i) {
                Outcome o = from_cloud(i, 0, 0, 0, 0);
                o.latency = {ns};
                t.add(o, true);
            }
            largest = std::max(largest, mean_of({t}, "latency_ms_sd"));
        }
    }
    CHECK(largest == 0);
}

namespace {

// A block of requests, of which some were in time, at servers that were busy for a part of a time.
Tally block_of(uint64_t requests, uint64_t on_time, uint64_t busy, uint64_t there) {
    Tally t(2, 1);
    t.requests = requests;
    t.on_time = on_time;
    t.cores_busy = busy;
    t.cores_there = there;
    return t;
}

}  // namespace

TEST_CASE("a metric of blocks is that of the whole log, whatever their sizes", "[metrics]") {
    Grading grading;
    grading.cloud_names = {"a", "b"};
    grading.cloud_accuracy = {0.5, 0.7};
    grading.phone_accuracy = {0.4};
    grading.replicas = 1;
    const std::vector<MetricInfo> infos = metric_infos(grading);
    const auto of = [&](const std::vector<Tally>& blocks, const char* name) {
        return summarise_blocks(blocks, grading).at(metric_index(infos, name));
    };
    // 100 late requests in one block, one timely request in each of the others; a second that is
    // busy, and hours that are not.
    std::vector<Tally> blocks(32, block_of(1, 1, 10, 1'000'000));
    blocks[0] = block_of(100, 0, 1000, 1000);
    CHECK(of(blocks, "attainment").interval.mean == Approx(31.0 / 131));
    CHECK(of(blocks, "utilisation").interval.mean == Approx(1310.0 / 31'001'000));
    CHECK(of(blocks, "attainment").interval.high > 0.5);  // one block decides it
    // With blocks of one size it is the interval of their shares.
    std::vector<double> shares;
    for (size_t b = 0; b < blocks.size(); ++b) {
        blocks[b] = block_of(10, 3 + b % 5, 1, 2);
        shares.push_back(static_cast<double>(3 + b % 5) / 10);
    }
    const Interval usual = student_interval(shares, from_zero_to_one);
    const Interval found = of(blocks, "attainment").interval;
    CHECK(found.mean == Approx(usual.mean));
    CHECK(found.low == Approx(usual.low));
    CHECK(found.high == Approx(usual.high));
    // Where all blocks agree, the exact interval of the pooled counts.
    for (Tally& block : blocks) block = block_of(10, 10, 1, 2);
    CHECK(of(blocks, "attainment").interval.low == clopper_pearson(320, 320).low);
}

TEST_CASE("what 1,000 right answers cost, worked by hand", "[metrics]") {
    Grading priced = grading;
    priced.prices.core_hours = {0.36};
    const auto mean = [&](const Tally& tally, const std::string& name) {
        const std::vector<MetricInfo> infos = metric_infos(priced);
        return summarise({tally}, priced).at(metric_index(infos, name)).interval.mean;
    };
    // Eight core-seconds of 0.0001 dollars, for 1.1 right answers and four requests.
    CHECK(mean(small_day(), "dollars_per_1000_correct") == Approx(0.8 / 1.1));
    CHECK(mean(small_day(), "dollars_per_1000_requests") == Approx(0.2));
    // Three requests of 2 kB were sent, three answers of 1 MB came back.
    priced.prices.of_classes = {{100, 2, 1e6}};
    CHECK(mean(small_day(), "dollars_per_1000_requests") ==
          Approx(0.2 + 250 * (6e-6 * 100 + 3e-3 * 2)));
    // Servers of two kinds: seven core-seconds of one, one of the other.
    priced.prices.of_classes.clear();
    priced.prices.core_hours = {0.36, 3.6};
    Tally kinds = small_day();
    kinds.cores_of_kinds = {7000 * ns_per_ms, 1000 * ns_per_ms};
    CHECK(mean(kinds, "dollars_per_1000_requests") == Approx(250 * (0.0007 + 0.001)));
    // Nobody who has no prices has these metrics.
    CHECK(metric_index(metric_infos(grading), "dollars_per_1000_correct") ==
          metric_infos(grading).size());
}

}  // namespace mdisim
