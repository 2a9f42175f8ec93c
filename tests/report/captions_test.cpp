#include "sim/report/captions.hpp"
#include "sim/describe/letters.hpp"

#include <stdexcept>

#include "sim/report/table.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

TableCaption caption_of(const std::string& metric) {
    for (const MetricInfo& info : metric_infos()) {
        if (info.name == metric) return table_caption(info);
    }
    throw std::invalid_argument(metric);
}

}  // namespace

TEST_CASE("captions are those of the table of a run, in its order", "[captions]") {
    const Scenario scenario = scenario_over("{}");
    ResultTable table(scenario, {});
    table.add(row_of(scenario, 0, "fastest"));
    const std::string header = lines_of(table.text()).front();
    size_t at = 0;
    for (const std::string& metric : table_metrics()) {
        CAPTURE(metric);
        at = header.find(caption_of(metric).title, at);
        REQUIRE(at != std::string::npos);
    }
    // All is 0.5 in that row.
    CHECK_THAT(table.text(), Catch::Contains(" 50.00") && Catch::Contains(" 0.5"));
    CHECK(caption_of("attainment").scale == 100);
    CHECK(caption_of("attainment").digits == 2);
    CHECK(caption_of("latency_ms_p99").scale == 1);
    CHECK(caption_of("latency_ms_p99").digits == 1);
}

TEST_CASE("every other metric has its name and its unit", "[captions]") {
    CHECK(caption_of("latency_ms_p50").title == "median latency ms");
    CHECK(caption_of("on_device_reliance").title == "answered by the phone %");
    CHECK(caption_of("on_device_reliance").scale == 100);
    CHECK(caption_of("queue_length_mean").title == "waiting requests");
}

TEST_CASE("a heading says what the scenario calls a value, and nothing of it is lost",
          "[captions]") {
    const std::string sweep = R"([{"servers.replicas": [2, 1],
        "servers.further": [[], [{"replicas": 1, "threads": 1, "speed": 2}]]},
        {"sla_ms": [100, 200]}])";
    const auto heading = [](const Scenario& scenario, size_t width) {
        return point_heading(scenario, scenario.point(3).at, width);
    };
    using Lines = std::vector<std::string>;
    const Lines plain = heading(scenario_over(sweep), 50);
    REQUIRE(plain.size() > 1);
    CHECK(plain[0] == "servers.replicas = 1,");
    CHECK_THAT(plain[1], Catch::StartsWith("  servers.further = [") && Catch::Contains("…,"));
    CHECK_THAT(plain.back(), Catch::EndsWith("sla_ms = 200"));
    for (const std::string& line : plain) CHECK(letters(line) <= 50);
    const Scenario called = scenario_over(sweep, R"(, "labels": {"servers.replicas":
        {"title": "servers", "values": {"1": "one, and a fast one"}}})");
    CHECK(heading(called, 50) == Lines{"servers = one, and a fast one, sla_ms = 200"});
}

}  // namespace mdisim
