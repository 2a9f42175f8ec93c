#include "sim/world/workload/modulated.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/describe/error.hpp"
#include "sim/engine/time.hpp"
#include "tests/support/times.hpp"
#include "tests/world/workload/arrivals.hpp"

namespace mdisim {
namespace {

using namespace testing;

ModulatedWorkload two_states() {
    ModulatedWorkload load;
    load.states = {{"quiet", 2, 3, 1}, {"busy", 20, 1, 1}};
    return load;
}

// Index of dispersion of the counts in windows of t seconds, of a process of two states
// (Fischer and Meier-Hellstern, "The Markov-modulated Poisson process cookbook", 1993).
double dispersion(double rate1, double mean1, double rate2, double mean2, double t) {
    const double s1 = 1 / mean1;
    const double s2 = 1 / mean2;
    const double s = s1 + s2;
    const double jump = (rate1 - rate2) * (rate1 - rate2);
    const double excess = 2 * s1 * s2 * jump / (s * s * (rate1 * s2 + rate2 * s1));
    return 1 + excess * (1 - (1 - std::exp(-s * t)) / (s * t));
}

struct Spread {
    double mean;
    double ratio;        // variance over mean
    double correlation;  // of neighbours
};
Spread spread_of(const std::vector<double>& counts) {
    const auto n = static_cast<double>(counts.size());
    double mean = 0;
    for (double c : counts) mean += c / n;
    double squares = 0;
    double products = 0;
    for (size_t i = 0; i < counts.size(); ++i) {
        squares += (counts[i] - mean) * (counts[i] - mean);
        if (i > 0) products += (counts[i] - mean) * (counts[i - 1] - mean);
    }
    return {mean, squares / (n - 1) / mean, products / squares};
}

TEST_CASE("mmpp: the rate in the long run is that of the states by their shares", "[world]") {
    ModulatedWorkload load = two_states();
    CHECK(ReadyModulated(load).mean_rate() * 1e9 == Approx((3 * 2 + 1 * 20) / 4.0));
    load.unit_per_s = 10;
    CHECK(ReadyModulated(load).mean_rate() * 1e9 == Approx(65));
    // Weights say how often a state is visited: of a hundred moves from a, 25 lead to b.
    load = {1, {{"a", 1, 1, 1}, {"b", 0, 2, 1}, {"c", 7, 4, 3}}};
    const double a = 1 * 4 * 1, b = 1 * 4 * 2, c = 3 * 2 * 4;
    CHECK(ReadyModulated(load).mean_rate() * 1e9 == Approx((a + 7 * c) / (a + b + c)));
}

TEST_CASE("mmpp: counts have the mean and dispersion of the theory", "[world]") {
    constexpr double length_s = 60'000;
    const std::vector<Time> times = times_until(two_states(), length_s);
    for (double window_s : {0.1, 1.0, 5.0, 20.0}) {
        const auto n = static_cast<size_t>(length_s / window_s);
        const Spread spread = spread_of(counts_in(times, window_s, n));
        const double theory = dispersion(2, 3, 20, 1, window_s);
        INFO("window " << window_s << " s, theory " << theory << ", measured " << spread.ratio);
        CHECK(spread.mean == Approx(6.5 * window_s).epsilon(0.02));
        CHECK(spread.ratio == Approx(theory).epsilon(window_s > 10 ? 0.1 : 0.04));
        CHECK(spread.ratio > 1.5);  // far from Poisson
    }
    // The memory of the states: e^-(s1 + s2) a second.
    const Spread seconds_apart = spread_of(counts_in(times, 1, 60'000));
    CHECK(seconds_apart.correlation > 0.25);
}

TEST_CASE("mmpp: states of one rate are a Poisson process", "[world]") {
    ModulatedWorkload load;
    load.states = {{"a", 5, 3, 1}, {"b", 5, 1, 1}};
    const std::vector<Time> times = times_until(load, 20'000);
    const std::vector<double> expected(20'000, 5.0);
    CHECK(std::abs(chi_square_z(counts_in(times, 1, 20'000), expected)) < 4);
    std::vector<double> gaps;
    double last = 0;
    for (Time t : times) {
        gaps.push_back(1 - std::exp(-5 * (seconds(t) - last)));
        last = seconds(t);
    }
    CHECK(kolmogorov(gaps) < 1.95);
}

TEST_CASE("mmpp: it starts as it goes on", "[world]") {
    // The first tenth of a second, over many replications: of the stationary rate already.
    double sum = 0;
    double squares = 0;
    constexpr int replications = 4000;
    for (uint32_t r = 0; r < replications; ++r) {
        const auto n = static_cast<double>(times_of(two_states(), 256, at_s(0.1), 256, r).size());
        sum += n;
        squares += n * n;
    }
    const double mean = sum / replications;
    const double error = std::sqrt((squares / replications - mean * mean) / replications);
    CHECK(std::abs(mean - 0.65) < 4 * error);
    CHECK(error < 0.05);
}

TEST_CASE("mmpp: nothing comes in a state without a rate", "[world]") {
    ModulatedWorkload load;
    load.states = {{"on", 100, 0.5, 1}, {"off", 0, 2, 1}};
    const std::vector<Time> times = times_until(load, 2000);
    CHECK(static_cast<double>(times.size()) == Approx(2000 * 20).epsilon(0.1));
    size_t pauses = 0;
    for (size_t i = 1; i < times.size(); ++i) pauses += times[i] - times[i - 1] > lasting_s(1);
    // 800 visits, 60 % of them longer than a second.
    CHECK(std::abs(static_cast<double>(pauses) - 800 * std::exp(-0.5)) < 100);
}

TEST_CASE("mmpp: states are drawn for their own purpose, by replication", "[world]") {
    const std::vector<Time> one = times_of(two_states(), 3000);
    CHECK(times_of(two_states(), 3000) == one);
    CHECK(times_of(two_states(), 3000, Time::max(), 7) == one);
    CHECK(times_of(two_states(), 3000, Time::max(), 256, 1) != one);
    // The states stay when the rates are scaled: so does the order of busy and quiet times.
    ModulatedWorkload twice = two_states();
    twice.unit_per_s = 2;
    const std::vector<double> a = counts_in(times_until(two_states(), 5000), 1, 5000);
    const std::vector<double> b = counts_in(times_until(twice, 5000), 1, 5000);
    size_t together = 0;
    for (size_t i = 0; i < a.size(); ++i) together += (a[i] > 7) == (b[i] > 14);
    CHECK(together > 4500);
}

TEST_CASE("mmpp: one state, or none that asks, is the user's mistake", "[world]") {
    for (const ModulatedWorkload& load :
         {ModulatedWorkload{1, {{"a", 1, 1, 1}}}, ModulatedWorkload{1, {}},
          ModulatedWorkload{1, {{"a", 0, 1, 1}, {"b", 0, 1, 1}}}}) {
        const Workload whole = load;
        CHECK_THROWS_AS(describe(Tag<Workload>{}).validate(&whole), UserError);
    }
}

}  // namespace
}  // namespace mdisim
