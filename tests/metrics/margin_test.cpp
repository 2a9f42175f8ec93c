#include "sim/metrics/margin.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "tests/metrics/graded.hpp"

namespace mdisim {
namespace {

using namespace testing;

size_t index_of(const char* metric) { return metric_index(metric_infos(grading), metric); }

// Requests that wait 0, 1, ... ms, and run for 10 ms.
Tally waiting_up_to(int64_t most_ms) {
    Tally t(2, 1);
    for (int64_t ms = 0; ms <= most_ms; ++ms) t.add(from_cloud(ms, 0, ms, 10, 100), true);
    return t;
}

double mean_of_values(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("a metric has a value for each replication, that of its row", "[margin]") {
    const std::vector<Tally> runs = {waiting_up_to(9), waiting_up_to(99)};
    CHECK(values_of_metric(runs, grading, index_of("wait_ms_mean")) == std::vector{4.5, 49.5});
    CHECK(values_of_metric(runs, grading, index_of("waited")) == std::vector{0.9, 0.99});
    const std::vector<Metric> all = summarise(runs, grading);
    for (size_t m = 0; m < all.size(); ++m) {
        const std::vector<double> values = values_of_metric(runs, grading, m);
        for (size_t r = 0; r < values.size(); ++r) {
            CHECK((values[r] == all[m].replications[r] ||
                   (std::isnan(values[r]) && std::isnan(all[m].replications[r]))));
        }
    }
}

TEST_CASE("a share tells of how many requests it is", "[margin]") {
    const std::vector<Tally> runs = {waiting_up_to(9), waiting_up_to(99)};
    CHECK(requests_of(runs, grading, index_of("waited")) == std::vector<double>{10, 100});
    CHECK(requests_of(runs, grading, index_of("effective_accuracy")) ==
          std::vector<double>{10, 100});
    CHECK_FALSE(requests_of(runs, grading, index_of("wait_ms_mean")));
    CHECK_FALSE(requests_of(runs, grading, index_of("wait_ms_p95")));
    const auto shares = shares_beyond(5, runs, grading, index_of("wait_ms_p95"));
    REQUIRE(shares);
    CHECK(shares->values == std::vector<double>{10, 100});
}

TEST_CASE("a margin is not negative on the right side of a limit", "[margin]") {
    const std::vector<Tally> runs = {waiting_up_to(9), waiting_up_to(99)};
    const size_t wait = index_of("wait_ms_mean");
    CHECK(margins_to(10, LimitKind::most, runs, grading, wait) == std::vector{5.5, -39.5});
    CHECK(margins_to(10, LimitKind::least, runs, grading, wait) == std::vector{-5.5, 39.5});
    CHECK(margins_to(4.5, LimitKind::most, runs, grading, wait).front() == 0);
}

// The mean of two 95th percentiles is not the 95th percentile of both together.
TEST_CASE("margins to a quantile have a mean that is on the side of the pooled one", "[margin]") {
    const std::vector<Tally> runs = {waiting_up_to(99), waiting_up_to(99), waiting_up_to(99)};
    const size_t p95 = index_of("wait_ms_p95");
    Tally pooled = runs[0];
    pooled.merge(runs[1]);
    pooled.merge(runs[2]);
    const double quantile = pooled.waits.quantile(0.95).ms();
    for (double limit = 80; limit < 99; limit += 1.5) {
        const auto margins = margins_to(limit, LimitKind::most, runs, grading, p95);
        CHECK((mean_of_values(margins) >= 0) == (quantile <= limit));
        CHECK(mean_of_values(margins_to(limit, LimitKind::least, runs, grading, p95)) ==
              -mean_of_values(margins));
    }
    CHECK(margins_to(50, LimitKind::most, runs, grading, p95).front() == Approx(0.05 - 0.49));
    const auto beyond = shares_beyond(50, runs, grading, p95);
    CHECK(beyond->allowed == Approx(0.05));
    CHECK(beyond->above == std::vector{0.49, 0.49, 0.49});
    CHECK_FALSE(shares_beyond(50, runs, grading, index_of("wait_ms_mean")));
    CHECK(std::isnan(margins_to(50, LimitKind::most, {Tally(2, 1)}, grading, p95).front()));
}

}  // namespace mdisim
