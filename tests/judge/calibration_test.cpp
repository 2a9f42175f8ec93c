#include "sim/judge/calibration.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/log_blocks.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "tests/support/queue_program.hpp"

namespace mdisim {
namespace {

using testing::QueueProgram;
using testing::TimedRequest;

constexpr double deadline_ms = 60;
constexpr size_t blocks = 32;

Outcome outcome_of(const TimedRequest& served, size_t index) {
    Outcome o;
    o.index = index;
    o.created = Time{std::llround(served.created_ms * 1e6)};
    o.latency = Duration::from_ms(served.latency_ms);
    o.answer = Answer::cloud;
    o.model = 0;
    o.on_time = served.latency_ms <= deadline_ms;
    return o;
}

// Adds requests to tallies of blocks.
void add(const std::vector<TimedRequest>& all, std::vector<Tally>& tallies) {
    const LogBlocks divided{0, all.size(), tallies.size()};
    for (size_t i = 0; i < all.size(); ++i) tallies[divided.of(i)].add(outcome_of(all[i], i), true);
}

std::vector<Tally> tallies_of(const std::vector<TimedRequest>& all, size_t number = blocks) {
    std::vector<Tally> tallies(number, Tally(1, 0));
    add(all, tallies);
    return tallies;
}

// A replication, with its blocks.
Tally replication_of(const std::vector<TimedRequest>& all) {
    Tally tally(1, 0);
    std::vector<Tally> of_blocks = tallies_of(all);
    for (const Tally& block : of_blocks) tally.merge(block);
    tally.blocks = std::move(of_blocks);
    return tally;
}

Grading grading() { return {{"model"}, {0.8}, {}, 2}; }

const Calibrated& metric(const Calibration& calibration, const std::string& name,
                         const std::string& part = "") {
    for (const Calibrated& c : calibration.metrics) {
        if (c.metric == name && c.part == part) return c;
    }
    FAIL("there is no metric " << name << " of " << part);
    return calibration.metrics.front();
}

std::vector<TimedRequest> all_of(size_t count, double latency_ms) {
    std::vector<TimedRequest> all;
    for (size_t i = 0; i < count; ++i)
        all.push_back({10 * static_cast<double>(i), latency_ms, latency_ms});
    return all;
}

}  // namespace

// How often logs of a right scenario are judged rightly.
struct Judged {
    int logs = 0;
    int with_interval = 0;
    int covered = 0;
    int differ = 0;
};
Judged judged_logs(const std::string& name, double gap_ms, size_t requests, int logs,
                   double margin) {
    constexpr int replications = 8;
    Judged judged{logs};
    for (int log = 0; log < logs; ++log) {
        QueueProgram program(100 + static_cast<uint64_t>(log), 2);
        const std::vector<double> arrivals = program.arrivals(requests, gap_ms);
        const std::vector<Tally> measured = tallies_of(program.serve(arrivals, 20));
        std::vector<Tally> simulated;
        for (int r = 0; r < replications; ++r)
            simulated.push_back(replication_of(program.serve(arrivals, 20)));
        const Calibration found = calibrate(measured, simulated, grading(), false, margin);
        judged.differ += found.overall() == Agreement::differs;
        const Interval& difference = metric(found, name).difference;
        if (std::isnan(difference.low)) continue;
        ++judged.with_interval;
        judged.covered += difference.low <= 0 && difference.high >= 0;
    }
    return judged;
}

TEST_CASE("intervals of differences contain zero about as often as they say", "[judge]") {
    for (const char* name : {"attainment", "latency_ms_mean", "latency_ms_p50", "latency_ms_p95"}) {
        CAPTURE(name);
        const Judged half = judged_logs(name, 20, 4000, 100, 2);
        CHECK(half.with_interval >= 80);
        CHECK(half.covered >= 0.89 * half.with_interval);
        CHECK(half.differ <= 7);  // five are expected, were the differences at the margin
    }
}

TEST_CASE("long lines do not make a right scenario differ", "[judge]") {
    // At nine tenths of what two servers can do, a line may stay for hundreds of requests.
    const Judged busy = judged_logs("latency_ms_mean", 20 / 1.8, 8000, 60, 10);
    CAPTURE(busy.with_interval, busy.covered);
    CHECK(busy.covered >= 0.8 * busy.with_interval);
    CHECK(busy.differ <= 8);
    // A log that is much too short says so, or at least does not say that they differ.
    const Judged brief = judged_logs("latency_ms_mean", 20 / 1.8, 800, 60, 10);
    CAPTURE(brief.with_interval, brief.covered);
    CHECK(brief.differ <= 8);
}

TEST_CASE("a difference is of times in per cent of what was measured, of shares in points",
          "[judge]") {
    std::vector<TimedRequest> measured = all_of(3200, 50);
    std::vector<TimedRequest> simulated = all_of(3200, 55);
    for (size_t i = 0; i < measured.size(); i += 10) simulated[i].latency_ms = 70;
    const Calibration found =
        calibrate(tallies_of(measured), {replication_of(simulated)}, grading(), false, 2);
    const Calibrated& mean = metric(found, "latency_ms_mean");
    CHECK(mean.measured == Approx(50));
    CHECK(mean.simulated == Approx(0.9 * 55 + 0.1 * 70));
    CHECK(mean.difference.mean == Approx(100 * (56.5 / 50 - 1)));
    CHECK(mean.agreement == Agreement::differs);
    const Calibrated& in_time = metric(found, "attainment");
    CHECK(in_time.measured == 100);
    CHECK(in_time.difference.mean == Approx(-10));
    CHECK(in_time.agreement == Agreement::differs);
    CHECK(found.overall() == Agreement::differs);
}

TEST_CASE("what is the same in all blocks is known as well as independent requests show it",
          "[judge]") {
    const auto in_time = [](size_t requests) {
        const std::vector<TimedRequest> all = all_of(requests, 50);
        return metric(calibrate(tallies_of(all), {replication_of(all)}, grading(), false, 2),
                      "attainment");
    };
    const Calibrated few = in_time(64);
    CHECK(few.agreement == Agreement::insufficient);  // no block has 30 requests
    const Calibrated some = in_time(256);
    CHECK(some.difference.low == Approx(0).margin(1e-12));
    CHECK(some.difference.high == Approx(100 * (1 - std::pow(0.025, 1 / 256.0))));
    CHECK(in_time(100 * 32).agreement == Agreement::agrees);
}

TEST_CASE("a share of which all was measured is not known better for varying simulations",
          "[judge]") {
    std::vector<TimedRequest> simulated = all_of(320, 50);
    for (size_t i = 0; i < simulated.size(); i += 40) simulated[i].latency_ms = 70;
    const Calibration found =
        calibrate(tallies_of(all_of(320, 50)), {replication_of(simulated)}, grading(), false, 1);
    const Calibrated& in_time = metric(found, "attainment");
    CHECK(in_time.difference.mean == Approx(-2.5));
    // Of 320 requests without a miss the share is at least 98.85 %.
    CHECK(in_time.difference.high >= -2.5 + 100 * (1 - std::pow(0.025, 1 / 320.0)) - 1e-9);
}

TEST_CASE("an interval across the margin is undecided, and says how many requests it takes",
          "[judge]") {
    // Blocks differ by plus and minus 10 %, so that the interval is about 3.7 % wide on each side.
    std::vector<TimedRequest> measured = all_of(3200, 50);
    for (size_t i = 0; i < measured.size(); ++i)
        measured[i].latency_ms *= (i / 100) % 2 == 0 ? 1.1 : 0.9;
    const Calibration found =
        calibrate(tallies_of(measured), {replication_of(all_of(3200, 50))}, grading(), false, 2);
    const Calibrated& mean = metric(found, "latency_ms_mean");
    CHECK(mean.difference.mean == Approx(0).margin(1e-9));
    // Student's factor for 31 degrees of freedom, times 10 % over the root of 32, with n - 1 = 31.
    CHECK(mean.difference.half_width() == Approx(2.0395 * 10 / std::sqrt(31)).epsilon(0.01));
    CHECK(mean.agreement == Agreement::undecided);
    // The interval would be within the margin of 2 %, were it as far from zero as now.
    const double ratio = mean.difference.half_width() / 2;
    CHECK(static_cast<double>(mean.more) == Approx(3200 * (ratio * ratio - 1)).epsilon(0.001));
    // The 95th percentile is that of the slow blocks.
    CHECK(metric(found, "latency_ms_p95").difference.mean ==
          Approx(100 * (50 / 55.0 - 1)).margin(0.5));
    CHECK(found.overall() == Agreement::differs);
}

TEST_CASE("a rare quantile is not judged by few values", "[judge]") {
    const std::vector<TimedRequest> all = all_of(2900, 50);
    const Calibration found =
        calibrate(tallies_of(all), {replication_of(all)}, grading(), false, 2);
    CHECK(metric(found, "latency_ms_p99").agreement == Agreement::insufficient);
    CHECK(metric(found, "latency_ms_p95").agreement == Agreement::agrees);
}

TEST_CASE("a change over time is seen in the quarters of a log", "[judge]") {
    std::vector<TimedRequest> measured = all_of(3200, 50);
    for (size_t i = 0; i < 800; ++i) measured[i].latency_ms = 40;
    for (size_t i = 800; i < 1600; ++i) measured[i].latency_ms = 60;
    const Calibration found =
        calibrate(tallies_of(measured), {replication_of(all_of(3200, 50))}, grading(), false, 2);
    CHECK(metric(found, "latency_ms_mean").difference.mean == Approx(0).margin(1e-9));
    CHECK(metric(found, "latency_ms_mean", "first quarter").difference.mean == Approx(25));
    CHECK(metric(found, "latency_ms_mean", "first quarter").agreement == Agreement::differs);
    CHECK(metric(found, "latency_ms_mean", "last quarter").agreement == Agreement::agrees);
    CHECK(found.blocks == blocks);
    CHECK(found.over_time.size() == blocks);
    CHECK(found.over_time[0].measured_ms == Approx(40));
    CHECK(found.over_time[8].measured_ms == Approx(60));
    CHECK(found.over_time[8].begins_s == Approx(8));
}

}  // namespace mdisim
