#include "sim/judge/calibration.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
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

TEST_CASE("intervals of differences contain zero about as often as they say", "[judge]") {
    constexpr int logs = 120;
    constexpr size_t requests = 4000;
    constexpr int replications = 8;
    const std::array names = {"attainment", "latency_ms_mean", "latency_ms_p50", "latency_ms_p95"};
    std::array<int, 4> covered{};
    for (uint64_t log = 0; log < logs; ++log) {
        QueueProgram program(100 + log, 2);
        const std::vector<double> arrivals = program.arrivals(requests, 20);
        const std::vector<Tally> measured = tallies_of(program.serve(arrivals, 20));
        std::vector<Tally> simulated(blocks, Tally(1, 0));
        for (int r = 0; r < replications; ++r) add(program.serve(arrivals, 20), simulated);
        const Calibration found = calibrate(measured, simulated, grading(), false, 2);
        for (size_t n = 0; n < names.size(); ++n) {
            const Interval& difference = metric(found, names[n]).difference;
            covered[n] += difference.low <= 0 && difference.high >= 0;
        }
    }
    for (size_t n = 0; n < names.size(); ++n) {
        CAPTURE(names[n]);
        CHECK(covered[n] >= logs * 89 / 100);  // 95 % less three standard errors of 120 logs
    }
}

TEST_CASE("a difference is of times in per cent of what was measured, of shares in points",
          "[judge]") {
    std::vector<TimedRequest> measured = all_of(3200, 50);
    std::vector<TimedRequest> simulated = all_of(3200, 55);
    for (size_t i = 0; i < measured.size(); i += 10) simulated[i].latency_ms = 70;
    const Calibration found =
        calibrate(tallies_of(measured), tallies_of(simulated), grading(), false, 2);
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
        const std::vector<Tally> tallies = tallies_of(all_of(requests, 50));
        return metric(calibrate(tallies, tallies, grading(), false, 2), "attainment");
    };
    const Calibrated few = in_time(64);
    CHECK(few.difference.low == Approx(0).margin(1e-12));
    CHECK(few.difference.high == Approx(100 * (1 - std::pow(0.025, 1 / 64.0))));
    CHECK(few.agreement == Agreement::undecided);
    CHECK(few.more > 64);
    CHECK(few.more < 64 * 20);
    CHECK(in_time(6400).agreement == Agreement::agrees);
}

TEST_CASE("an interval across the margin is undecided, and says how many requests it takes",
          "[judge]") {
    // Blocks differ by plus and minus 10 %, so that the interval is about 3.7 % wide on each side.
    std::vector<TimedRequest> measured = all_of(3200, 50);
    for (size_t i = 0; i < measured.size(); ++i)
        measured[i].latency_ms *= (i / 100) % 2 == 0 ? 1.1 : 0.9;
    const Calibration found =
        calibrate(tallies_of(measured), tallies_of(all_of(3200, 50)), grading(), false, 2);
    const Calibrated& mean = metric(found, "latency_ms_mean");
    CHECK(mean.difference.mean == Approx(0).margin(1e-9));
    // Student's factor for 31 degrees of freedom, times 10 % over the root of 32, with n - 1 = 31.
    CHECK(mean.difference.half_width() == Approx(2.0395 * 10 / std::sqrt(31)).epsilon(0.01));
    CHECK(mean.agreement == Agreement::undecided);
    const double ratio = mean.difference.half_width() / 2;
    CHECK(static_cast<double>(mean.more) == Approx(3200 * (ratio * ratio - 1)).epsilon(0.001));
    // The 95th percentile is that of the slow blocks.
    CHECK(metric(found, "latency_ms_p95").difference.mean ==
          Approx(100 * (50 / 55.0 - 1)).margin(0.5));
    CHECK(found.overall() == Agreement::differs);
}

TEST_CASE("a rare quantile is not judged by few values", "[judge]") {
    const std::vector<Tally> tallies = tallies_of(all_of(2900, 50));
    const Calibration found = calibrate(tallies, tallies, grading(), false, 2);
    CHECK(metric(found, "latency_ms_p99").agreement == Agreement::insufficient);
    CHECK(metric(found, "latency_ms_p95").agreement == Agreement::agrees);
}

TEST_CASE("a change over time is seen in the quarters of a log", "[judge]") {
    std::vector<TimedRequest> measured = all_of(3200, 50);
    for (size_t i = 0; i < 800; ++i) measured[i].latency_ms = 40;
    for (size_t i = 800; i < 1600; ++i) measured[i].latency_ms = 60;
    const Calibration found =
        calibrate(tallies_of(measured), tallies_of(all_of(3200, 50)), grading(), false, 2);
    CHECK(metric(found, "latency_ms_mean").difference.mean == Approx(0).margin(1e-9));
    CHECK(metric(found, "latency_ms_mean", "first quarter").difference.mean == Approx(25));
    CHECK(metric(found, "latency_ms_mean", "first quarter").agreement == Agreement::differs);
    CHECK(metric(found, "latency_ms_mean", "last quarter").agreement == Agreement::agrees);
    CHECK(found.blocks.size() == blocks);
    CHECK(found.blocks[0].measured_ms == Approx(40));
    CHECK(found.blocks[8].measured_ms == Approx(60));
    CHECK(found.blocks[8].begins_s == Approx(8));
}

}  // namespace mdisim
