#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/sections.hpp"
#include "tests/metrics/graded.hpp"

namespace mdisim {
namespace {

using namespace testing;

// Answers after so many nanoseconds more than 75 ms, the deadline, which stands in one bucket.
Tally around_75_ms(const std::vector<int64_t>& beyond_ns) {
    Tally t(2, 1);
    t.deadlines.add({75 * ns_per_ms});
    for (int64_t ns : beyond_ns) {
        Outcome o = from_cloud(0, 0, 0, 0, 0);
        o.latency = {75 * ns_per_ms + ns};
        o.on_time = ns <= 0;
        t.add(o, true);
    }
    return t;
}

}  // namespace

TEST_CASE("a mean's interval is Student's over replications", "[metrics]") {
    std::vector<Tally> replications;
    for (uint64_t n : {100u, 140u, 120u, 200u}) replications.push_back(replication(n, n / 2));
    const Metric m = metric(replications, "latency_ms_mean");
    const std::vector<double> means = {50.5, 70.5, 60.5, 100.5};
    REQUIRE(m.replications.size() == 4);
    for (size_t i = 0; i < 4; ++i) CHECK(m.replications[i] == Approx(means[i]).epsilon(1e-14));
    const Interval student = student_interval(means);
    const double factor = std::exp(student.half_width() / student.mean);
    CHECK(m.interval.mean == Approx(student.mean).epsilon(1e-14));
    CHECK(m.interval.low == Approx(student.mean / factor).epsilon(1e-12));
    CHECK(m.interval.high == Approx(student.mean * factor).epsilon(1e-12));
}

TEST_CASE("a share's interval is Student's where replications differ", "[metrics]") {
    const Metric m = metric({replication(100, 80), replication(100, 90)}, "attainment");
    const double reach = student_interval(std::vector<double>{0.8, 0.9}).half_width();
    const double factor = std::exp(reach / (0.85 * 0.15));
    CHECK(m.interval.mean == Approx(0.85).epsilon(1e-14));
    CHECK(m.interval.low == Approx(0.85 / (0.85 + 0.15 * factor)).epsilon(1e-9));
    CHECK(m.interval.high == Approx(0.85 * factor / (0.85 * factor + 0.15)).epsilon(1e-9));
}

TEST_CASE("a share on which all replications agree gets the exact interval", "[metrics]") {
    const std::vector<Tally> agree = {replication(100, 100), replication(100, 100),
                                      replication(100, 100)};
    const Interval all = clopper_pearson(300, 300);
    const Metric attained = metric(agree, "attainment");
    CHECK(attained.interval.mean == 1);
    CHECK(attained.interval.low == all.low);
    CHECK(attained.interval.high == 1);
    const Interval none = clopper_pearson(0, 300);
    const Metric dropped = metric(agree, "dropped");
    CHECK(dropped.interval.low == 0);
    CHECK(dropped.interval.high == none.high);
    CHECK(metric(agree, "usage.small").interval.low == all.low);
    CHECK(metric(agree, "usage.large").interval.high == none.high);
    const Metric half = metric({replication(100, 50), replication(100, 50)}, "attainment");
    CHECK(half.interval.low == clopper_pearson(100, 200).low);
}

TEST_CASE("a quantile is that of the pooled replications", "[metrics]") {
    const std::vector<Tally> replications = {replication(2900, 0), replication(3000, 0)};
    Tally pooled = replications[0];
    pooled.merge(replications[1]);
    const Metric m = metric(replications, "latency_ms_p75");
    CHECK(m.interval.mean == pooled.latencies.quantile(0.75).ms());
    CHECK(m.interval.mean == Approx(2212.5).epsilon(0.00196));
    REQUIRE(m.replications.size() == 2);
    CHECK(m.replications[0] == replications[0].latencies.quantile(0.75).ms());
    CHECK(m.interval.low < m.interval.mean);
    CHECK(m.interval.high > m.interval.mean);
}

TEST_CASE("the interval of a quantile is that of the values' sections", "[metrics]") {
    const std::vector<Tally> replications = {replication(2900, 0), replication(3000, 0),
                                             replication(2950, 0)};
    Tally pooled = replications[0];
    std::vector<const Histogram*> each;
    for (const Tally& t : replications) each.push_back(&t.latencies);
    for (size_t r = 1; r < 3; ++r) pooled.merge(replications[r]);
    const Metric m = metric(replications, "latency_ms_p75");
    const Interval i = Sections(each, pooled.latencies).interval(0.75, m.interval.mean);
    CHECK(m.interval.low == i.low);
    CHECK(m.interval.high == i.high);
    CHECK(m.domain.least == 0);
    // Of one replication there is none.
    CHECK(std::isinf(metric({replication(2000, 0)}, "latency_ms_p75").interval.half_width()));
}

TEST_CASE("a quantile of answers that come in crowds is insufficient", "[metrics]") {
    // A hundred of 10,000 answers take a second: ten of each replication, or all of the last.
    std::vector<Tally> even;
    std::vector<Tally> crowd;
    for (int r = 0; r < 10; ++r) {
        const auto with_slow = [](int slow) {
            Tally t(2, 1);
            for (int i = 0; i < 1000; ++i) {
                Outcome o = from_cloud(i, 0, 0, 0, 0);
                o.latency = {(i < slow ? 1000 : 1) * ns_per_ms};
                t.add(o, true);
            }
            return t;
        };
        even.push_back(with_slow(10 + (r % 2 == 0 ? 1 : -1)));
        crowd.push_back(with_slow(r == 9 ? 101 : 0));
    }
    CHECK_FALSE(nothing_measured(metric(even, "latency_ms_p99")));
    CHECK(nothing_measured(metric(crowd, "latency_ms_p99")));
    CHECK_FALSE(nothing_measured(metric(crowd, "latency_ms_p95")));
}

TEST_CASE("a quantile is at most the deadline if and only if so many were in time", "[metrics]") {
    const auto p99 = [](uint64_t on_time, uint64_t late) {
        std::vector<int64_t> beyond(on_time, -50'000);
        beyond.resize(on_time + late, 50'000);
        return metric({around_75_ms(beyond)}, "latency_ms_p99").replications[0];
    };
    CHECK(p99(1000, 0) <= 75);
    CHECK(p99(990, 10) <= 75);
    CHECK(p99(989, 11) > 75);
    CHECK(p99(0, 1000) > 75);
    CHECK(p99(1000, 0) >= 74.95);
    CHECK(p99(0, 1000) <= 75.05);
    // Pooled replications are in one deadline's buckets too.
    const std::vector<int64_t> all(2000, 0);
    const Metric m = metric({around_75_ms(all), around_75_ms(all)}, "latency_ms_p99");
    CHECK(m.interval.mean == 75);
    CHECK(m.interval.low == 75);
    CHECK(m.interval.high == 75);
}

TEST_CASE("with several deadlines, a quantile is held against the longest and the shortest",
          "[metrics]") {
    const auto p99 = [](const std::vector<int64_t>& beyond, int64_t shorter_ns) {
        Tally t = around_75_ms(beyond);
        t.deadlines.add({75 * ns_per_ms - shorter_ns});
        return metric({t}, "latency_ms_p99").replications[0];
    };
    CHECK(p99(std::vector<int64_t>(100, -10'000), 20'000) <= 75);
    CHECK(p99(std::vector<int64_t>(100, 10'000), 20'000) > 74.98);
    Deadlines none;
    CHECK_FALSE(none.known());
    none.merge({});
    CHECK_FALSE(none.known());
    none.add({5});
    CHECK(none == Deadlines{{5}, {5}});
}

TEST_CASE("intervals lie in what a metric can be", "[metrics]") {
    Grading graded = grading;
    graded.pictures = true;
    graded.battery_wh = 10;
    graded.idle_power_mw = 700;
    graded.most_attempts = 3;
    // Ten replications that are all alike but for the last, in which all is late, long and dear.
    std::vector<Tally> replications;
    for (int r = 0; r < 10; ++r) {
        Tally t(2, 1);
        t.retries.emplace();
        for (int i = 0; i < 100; ++i) {
            const bool odd = r == 9 && i < 60;
            Outcome o = from_cloud(i, odd ? 0 : 1, odd ? 9000 : 0, 50 + i % 7, 200);
            o.attempts = odd ? 3 : 1;
            o.shrunk = o.better = odd ? Shrunk::in_cloud : Shrunk::on_phone;
            o.energy_pj = 1'000'000'000'000 / (odd ? 1 : 50);
            t.add(o, true);
        }
        t.bound.cloud = {0, 100};
        t.cores_there = 1000;
        t.cores_busy = r == 9 ? 999 : 1;
        replications.push_back(t);
    }
    const std::vector<MetricInfo> infos = metric_infos(graded);
    const std::vector<Metric> metrics = summarise(replications, graded);
    size_t moving = 0;
    for (size_t m = 0; m < metrics.size(); ++m) {
        const auto& [interval, values, domain] = metrics[m];
        if (nothing_measured(metrics[m])) continue;
        CAPTURE(infos[m].name, interval.low, interval.mean, interval.high);
        CHECK(domain.least >= (infos[m].name == "device_power_over_idle" ? -1 : 0));
        CHECK(interval.low >= domain.least);
        CHECK(interval.high <= domain.most);
        CHECK(interval.low <= interval.mean);
        CHECK(interval.mean <= interval.high);
        moving += interval.low < interval.high;
    }
    CHECK(moving > 20);
    const auto high = [&](const std::string& name) {
        for (size_t m = 0; m < infos.size(); ++m) {
            if (infos[m].name == name) return metrics[m].interval.high;
        }
        throw std::invalid_argument(name);
    };
    CHECK(high("effective_accuracy") < 0.8);  // the most accurate model's
    CHECK(high("aggregate_accuracy") < 0.8);
    CHECK(high("attempts_mean") < 3);
}

TEST_CASE("requests that stay on the phone are sent no times", "[metrics]") {
    Grading graded = grading;
    graded.most_attempts = 3;
    std::vector<Tally> replications;
    for (int r = 0; r < 10; ++r) {
        Tally t(2, 1);
        t.retries.emplace();
        for (int i = 0; i < 100; ++i) {
            Outcome o = from_cloud(i, 0, 0, 50, 200);
            if (i < 50 + r) {
                o.model = no_model;
                o.answer = Answer::phone;
                o.phone_model = 0;
            }
            t.add(o, true);
        }
        replications.push_back(t);
    }
    const std::vector<MetricInfo> infos = metric_infos(graded);
    const std::vector<Metric> metrics = summarise(replications, graded);
    const auto at = std::find_if(infos.begin(), infos.end(), [](const MetricInfo& info) {
        return info.name == "attempts_mean";
    });
    REQUIRE(at != infos.end());
    const Interval sent = metrics[static_cast<size_t>(at - infos.begin())].interval;
    CHECK(sent.mean == Approx(0.455));
    CHECK(sent.low > 0.43);
    CHECK(sent.high < 0.48);
}

TEST_CASE("a quantile with fewer than 30 answers beyond it is insufficient", "[metrics]") {
    const struct {
        const char* name;
        uint64_t enough;
    } known[] = {{"latency_ms_p50", 60},  {"latency_ms_p25", 120},  {"latency_ms_p75", 120},
                 {"latency_ms_p95", 600}, {"latency_ms_p99", 3000}, {"latency_ms_p999", 30000},
                 {"wait_ms_p50", 60},     {"wait_ms_p95", 600},     {"wait_ms_p99", 3000}};
    for (const auto& [name, enough] : known) {
        INFO(name);
        const uint64_t half = enough / 2;
        const Metric good = metric({replication(half, 0), replication(half, 0)}, name);
        CHECK_FALSE(nothing_measured(good));
        CHECK(nothing_measured(metric({replication(half, 0), replication(half - 1, 0)}, name)));
    }
}

TEST_CASE("where replications agree, effective accuracy is known no better than the share in time",
          "[metrics]") {
    const std::vector<Tally> all = {replication(100, 100), replication(100, 100)};
    const Interval in_time = metric(all, "attainment").interval;
    REQUIRE(in_time.low < 1);
    const Interval effective = metric(all, "effective_accuracy").interval;
    CHECK(effective.mean == Approx(0.6).epsilon(1e-14));
    CHECK(effective.low == Approx(0.6 * in_time.low).epsilon(1e-14));
    CHECK(effective.high == effective.mean);

    const std::vector<Tally> none = {replication(100, 0), replication(100, 0)};
    const Interval never = metric(none, "effective_accuracy").interval;
    CHECK(never.mean == 0);
    CHECK(never.low == 0);
    // Any answer in time could have been the most accurate model's.
    CHECK(never.high == Approx(0.8 * metric(none, "attainment").interval.high).epsilon(1e-14));
}

}  // namespace mdisim
