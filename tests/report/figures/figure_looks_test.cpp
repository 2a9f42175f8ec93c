#include "sim/report/figures/figure_looks.hpp"

#include <string>
#include <utility>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

std::shared_ptr<const Grading> graded(std::vector<std::string> models, std::vector<double> how) {
    Grading grading;
    grading.cloud_names = std::move(models);
    grading.cloud_accuracy = std::move(how);
    return std::make_shared<const Grading>(grading);
}

}  // namespace

TEST_CASE("values on an axis are called as the scenario says", "[looks]") {
    const FigureLooks looks(scenario_over(
        R"({"sla_ms": [300, 50]},
           "labels": {"sla_ms": {"title": "deadline", "values": {"50": "short"}}})"));
    CHECK(looks.label("sla_ms", "50") == "short");
    CHECK(looks.label("sla_ms", "300") == "300");
    CHECK(looks.caption("sla_ms").label == "deadline");
    REQUIRE(looks.policies().size() == 1);
    CHECK(looks.policies()[0].first == "fastest");
    CHECK(looks.is_policy("fastest"));
    CHECK_FALSE(looks.is_policy("a published one"));
}

TEST_CASE("values of an axis on which several things move are called by all of them", "[looks]") {
    const FigureLooks looks(scenario_over(R"([{"sla_ms": [100, 200],
        "network.latency.mean_ms": [5, 6], "network.latency.sd_ms": [5, 6], "seed": [3, 3]}])"));
    CHECK(looks.label("sla_ms", "100") == "100, 5");
    CHECK(looks.caption("sla_ms").label == "deadline (ms), network latency mean (ms)");
}

TEST_CASE("models are in the order of their accuracy, whichever world they are of", "[looks]") {
    FigureLooks looks(scenario_over("{}"));
    CHECK(looks.models().empty());
    looks.add(graded({"best", "worst"}, {0.9, 0.1}));
    looks.add(graded({"middle", "best"}, {0.5, 0.9}));
    std::vector<std::string> names;
    for (const Look& look : looks.models()) names.push_back(look.label);
    CHECK(names == std::vector<std::string>{"worst", "middle", "best"});
    CHECK(looks.models()[0].colour != looks.models()[2].colour);
}

TEST_CASE("everything that a figure can show has a caption", "[looks]") {
    FigureLooks looks(scenario_over(R"({"network.latency.sd_ms": [1, 2]})"));
    looks.add(graded({"Net"}, {0.5}));
    CHECK(looks.caption("attainment").label == "in time (%)");
    CHECK(looks.caption("attainment").scale == 100);
    CHECK(looks.caption("usage.Net").label == "Net (%)");
    CHECK(looks.caption("usage").label == "requests (%)");
    CHECK(looks.caption("active").scale == 100);
    CHECK(looks.caption("wait_ms").label == "wait (ms)");
    CHECK(looks.caption("time_s").label == "time (s)");
    CHECK(looks.caption("rate_per_s").label == "requests (1/s)");
    CHECK(looks.caption("network.latency.sd_ms").label == "network latency sd (ms)");
    CHECK(looks.caption("unheard of").label == "unheard of");
    const auto grading = graded({"Net"}, {0.5});
    for (const auto& infos : {metric_infos(*grading), series_infos(*grading)}) {
        for (const MetricInfo& info : infos) {
            CAPTURE(info.name);
            CHECK(looks.caption(info.name).label != info.name);
        }
    }
}

}  // namespace mdisim
