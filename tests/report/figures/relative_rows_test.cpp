#include "sim/report/figures/relative_rows.hpp"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/measure/grading.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {
namespace {

const auto relative_grading = std::make_shared<const Grading>(Grading{{"A"}, {0.5}, {}});

CellRow row_with(size_t point, const std::string& policy, std::vector<double> latencies) {
    CellRow row;
    row.point = point;
    row.policy = policy;
    row.grading = relative_grading;
    for (const MetricInfo& info : metric_infos(*relative_grading)) {
        Metric metric{{nan, nan, nan}, std::vector<double>(latencies.size(), nan), {}};
        if (info.name == "latency_ms_mean") metric.replications = latencies;
        if (info.name == "attainment") metric.replications.assign(latencies.size(), 0.5);
        row.metrics.push_back(metric);
    }
    return row;
}

const Metric& metric_of(const CellRow& row, const std::string& name) {
    return row.metrics[metric_index(metric_infos(*relative_grading), name)];
}

}  // namespace

TEST_CASE("rows wait for the policy that is 100 per cent", "[figures]") {
    RelativeRows relative("base");
    CHECK(relative.after(row_with(0, "other", {30, 60})).empty());
    const std::vector<CellRow> known = relative.after(row_with(0, "base", {20, 30}));
    REQUIRE(known.size() == 2);
    CHECK(known[0].policy == "other");
    CHECK(metric_of(known[0], "latency_ms_mean").replications == std::vector<double>{150, 200});
    CHECK(metric_of(known[0], "latency_ms_mean").interval.mean == Approx(175));
    CHECK(metric_of(known[1], "latency_ms_mean").interval.mean == Approx(100));
    CHECK(metric_of(known[1], "attainment").interval.mean == Approx(1));  // drawn in per cent
    CHECK(std::isnan(metric_of(known[0], "wait_ms_mean").interval.mean));
    const std::vector<CellRow> later = relative.after(row_with(0, "third", {10, 15}));
    REQUIRE(later.size() == 1);
    CHECK(metric_of(later[0], "latency_ms_mean").interval.mean == Approx(50));
}

TEST_CASE("a point without the policy has no shares of it", "[figures]") {
    RelativeRows relative("base");
    CHECK(relative.after(row_with(0, "base", {20, 30})).size() == 1);
    CHECK(relative.after(row_with(1, "other", {20, 30})).empty());
    CHECK(relative.after(row_with(2, "base", {20, 30})).size() == 1);
}

}  // namespace mdisim
