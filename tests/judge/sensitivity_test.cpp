#include "sim/judge/sensitivity.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/campaign/campaign.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/error.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "tests/scenario/least.hpp"

namespace mdisim {
namespace {

using namespace testing;

std::vector<std::string> texts_of(const Variation& variation) {
    std::vector<std::string> texts;
    for (const Node& value : variation.values) texts.push_back(dump(value));
    return texts;
}

Variation read(const std::string& words, const std::string& document) {
    std::vector<Problem> problems;
    Variation variation = read_variation(words, parse_document(document, ""), problems);
    REQUIRE(problems.empty());
    return variation;
}

std::string mistake(const std::string& words) {
    std::vector<Problem> problems;
    const std::string document = R"({"cv": 0.5, "zero": 0, "name": "a", "same": 3})";
    (void)read_variation(words, parse_document(document, ""), problems);
    REQUIRE_FALSE(problems.empty());
    return problems[0].what;
}

using Texts = std::vector<std::string>;

// Requests are answered after a constant time on the network and a constant execution, so a mean
// latency is known exactly.
Scenario constant_times() {
    return loaded_from(R"({"version": 1, "requests": 50, "replications": 4, "sla_ms": 100,
        "models": {"family": "constant",
                   "list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20}]},
        "network": {"kind": "latency", "measures": "round_trip",
                    "latency": {"kind": "constant", "value_ms": 40}},
        "policies": ["fastest"]})");
}

Sensitivity found_of(const Scenario& scenario, const std::string& metric,
                     const std::vector<std::string>& vary) {
    std::vector<Problem> problems;
    std::vector<Variation> variations;
    for (const std::string& words : vary)
        variations.push_back(read_variation(words, scenario.filled_in(), problems));
    REQUIRE(problems.empty());
    Store store = Store::in_memory();
    return sensitivity_of(scenario, {metric, "fastest"}, variations,
                          [&](const Scenario& varied, const RowVisitor& visit) {
                              run_campaign(varied, store, {});
                              each_row(varied, store, visit);
                          });
}

}  // namespace

TEST_CASE("an assumption is varied to both ends and half-way", "[sensitivity]") {
    const std::string document =
        R"({"network": {"cv": 0.5}, "requests": 100, "kind": "a",
            "models": {"list": [{"name": "Net v1.5", "mean_ms": 8.0}]}})";
    const Variation cv = read("network.cv=0.3,0.9", document);
    CHECK(texts_of(cv) == Texts{"0.3", "0.4", "0.5", "0.7", "0.9"});
    CHECK(cv.own == 2);
    CHECK(cv.half_low == std::optional<size_t>(1));
    CHECK(cv.half_high == std::optional<size_t>(3));
    const Variation tenth = read("requests", document);
    CHECK(texts_of(tenth) == Texts{"90", "95", "100", "105", "110"});
    const Variation in_list = read("models.list.Net v1.5.mean_ms=4.0,8.0", document);
    CHECK(texts_of(in_list) == Texts{"4.0", "6.0", "8.0"});
    CHECK(in_list.own == 2);
    CHECK_FALSE(in_list.half_high.has_value());
    const Variation names = read("kind=b,c", document);
    CHECK(texts_of(names) == Texts{"\"b\"", "\"a\"", "\"c\""});
    CHECK(names.own == 1);
    CHECK_FALSE(names.half_low.has_value());
    // Whole numbers stay whole.
    CHECK(texts_of(read("requests=97,104", document)) == Texts{"97", "100", "102", "104"});
}

TEST_CASE("what cannot be varied is refused", "[sensitivity]") {
    using Catch::Contains;
    CHECK_THAT(mistake("nothing"), Contains("has no 'nothing'"));
    CHECK_THAT(mistake("name"), Contains("needs values"));
    CHECK_THAT(mistake("same=3"), Contains("differ"));
}

TEST_CASE("effects of constant times are those of the formula", "[sensitivity]") {
    const Scenario scenario = constant_times();
    const Sensitivity found = found_of(
        scenario, "latency_ms_mean",
        {"models.list.A.mean_ms=18,22", "network.latency.value_ms=20,80", "sla_ms=90,110"});
    CHECK(found.own.mean == Approx(60));
    REQUIRE(found.effects.size() == 3);
    const Effect& network = found.effects[0];
    CHECK(network.of.path == "network.latency.value_ms");
    CHECK(network.at_low.mean == Approx(-20));
    CHECK(network.at_high.mean == Approx(40));
    CHECK(network.swing.mean == Approx(60));
    CHECK(network.swing.half_width() == Approx(0).margin(1e-9));
    REQUIRE(network.slope);
    CHECK(network.slope->mean == Approx(1));
    CHECK(network.half_slope->mean == Approx(1));
    CHECK_FALSE(network.curved());
    CHECK(found.effects[1].swing.mean == Approx(4));
    CHECK(found.effects[2].swing.mean == 0);  // a deadline does not change when answers come
    CHECK_FALSE(found.effects[2].curved());
}

// What is found if the mean latency of replication r is this function of the value of sla_ms.
Sensitivity found_by_formula(const std::string& vary, double (*result)(double sla_ms, double r)) {
    const Scenario scenario = constant_times();
    std::vector<Problem> problems;
    const std::vector<Variation> variations = {
        read_variation(vary, scenario.filled_in(), problems)};
    REQUIRE(problems.empty());
    Store store = Store::in_memory();
    const auto compute = [&](const Scenario& one, const RowVisitor& visit) {
        run_campaign(one, store, {});
        each_row(one, store, [&](CellRow row) {
            const size_t m = metric_index(metric_infos(*row.grading), "latency_ms_mean");
            std::vector<double>& values = row.metrics[m].replications;
            for (size_t r = 0; r < values.size(); ++r)
                values[r] = result(row.at[0].as_number(), static_cast<double>(r));
            visit(row);
        });
    };
    return sensitivity_of(scenario, {"latency_ms_mean", "fastest"}, variations, compute);
}

TEST_CASE("a peak at the own value is not along a line, though all slopes are 0", "[sensitivity]") {
    const auto peak = [](double x, double r) { return r - (x - 100) * (x - 100); };
    for (const char* vary : {"sla_ms=80,120", "sla_ms=99,101"}) {
        const Sensitivity found = found_by_formula(vary, peak);
        const Effect& effect = found.effects[0];
        CHECK(effect.swing.mean == 0);
        CHECK(effect.curved());
        REQUIRE(effect.above_line);
        CHECK(effect.above_line->mean == -effect.at_low.mean);
    }
    // Where the own value is an end, what is half-way tells.
    const Sensitivity end = found_by_formula("sla_ms=100,120", peak);
    REQUIRE(end.effects[0].above_line);
    CHECK(end.effects[0].above_line->mean == Approx(100));
    CHECK(end.effects[0].curved());
}

TEST_CASE("the line goes through both ends, wherever the own value is", "[sensitivity]") {
    const Sensitivity line = found_by_formula("sla_ms=90,140", [](double x, double r) {
        return 0.1 * x + 1e-14 * r * x;  // what differs is rounding
    });
    REQUIRE(line.effects[0].above_line);
    CHECK(line.effects[0].above_line->mean == 0);
    CHECK_FALSE(line.effects[0].curved());
    const Sensitivity bent = found_by_formula("sla_ms=90,140", [](double x, double r) {
        return (x == 100 ? 0.5 : 0) + 0.1 * x + 0.001 * r * x;
    });
    CHECK(bent.effects[0].above_line->mean == Approx(0.5));
    CHECK(bent.effects[0].curved());
    // Noise that is as large as the bend shows nothing.
    const Sensitivity noisy = found_by_formula(
        "sla_ms=90,140", [](double x, double r) { return (x == 100 ? r : 0) + 0.1 * x; });
    CHECK_FALSE(noisy.effects[0].curved());
}

TEST_CASE("a quantile is shown only if requests enough lie beyond it", "[sensitivity]") {
    const auto problems =
        problems_of([] { found_of(constant_times(), "latency_ms_p99", {"sla_ms=90,110"}); });
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0].what, Catch::Contains("at sla_ms=100") &&
                                     Catch::Contains("too few requests lie beyond it"));
}

TEST_CASE("a share that jumps is not along a line", "[sensitivity]") {
    // Answers come after 60 ms: none is in time with a deadline below, all are with one above.
    const Sensitivity found = found_of(constant_times(), "attainment", {"sla_ms=50,150"});
    REQUIRE(found.effects.size() == 1);
    CHECK(found.effects[0].at_low.mean == -1);
    CHECK(found.effects[0].at_high.mean == 0);
    CHECK(found.effects[0].curved());
    CHECK(found.effects[0].reach() == 1);
}

}  // namespace mdisim
