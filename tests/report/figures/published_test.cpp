#include "sim/report/figures/published.hpp"

#include <string>
#include <vector>

#include "tests/report/rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Values = std::vector<double>;

Scenario claiming(const std::string& claims, const Overrides& overrides = {}) {
    static const TemporaryFolder folder;
    return Scenario::load(
        folder.write("claiming.json", R"({"version": 1, "requests": 5, "replications": 2,
            "policies": [{"name": "a", "select": "fastest"},
                         {"name": "b", "select": "pure_random"}],
            "models": {"list": [{"name": "Net", "accuracy": 0.5, "mean_ms": 1}]},
            "network": {"kind": "latency",
                        "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 0.7}},
            "sweep": {"sla_ms": [100, 200]},
            "figures": [{"name": "f", "x": "sla_ms", "y": "attainment"}], "claims": )" +
                                          claims + "}"),
        overrides);
}

std::string claim(const std::string& paper, const std::string& checks) {
    return R"({"id": ")" + paper + R"(", "paper": ")" + paper +
           R"(", "says": "something", "verdict": "reproduced", "metric": "attainment",
              "policy": "a", "checks": )" +
           checks + "}";
}

constexpr auto two_values = R"([{"at": {"sla_ms": 200}, "expect": {"value": 0.9, "within": 0.1}},
                         {"at": {"sla_ms": 200}, "expect": {"value": 0.7, "within": 0.1}},
                         {"at": {"sla_ms": 100}, "expect": {"least": 0.5}},
                         {"form": "monotone", "along": "sla_ms", "expect": {"least": 0}}])";

}  // namespace

TEST_CASE("values that claims of papers expect stand beside the rows that they are of",
          "[figures]") {
    const Scenario scenario = claiming("[" + claim("A paper", two_values) + "]");
    const Published published(scenario, "");
    CHECK(published.values(row_of(scenario, 1, "a"), "attainment") == Values{0.7, 0.9});
    CHECK(published.values(row_of(scenario, 1, "a"), "effective_accuracy").empty());
    CHECK(published.values(row_of(scenario, 1, "b"), "attainment").empty());
    CHECK(published.values(row_of(scenario, 0, "a"), "attainment").empty());
}

TEST_CASE("a ratio to a policy stands where figures show shares of that policy", "[figures]") {
    const Scenario scenario = claiming(
        "[" +
        claim("A paper", R"([{"form": "ratio", "against": {"policy": "b"}, "at": {"sla_ms": 200},
                              "expect": {"value": 2, "within": 1}}])") +
        "]");
    const Published published(scenario, "");
    CHECK(published.values(row_of(scenario, 1, "a"), "attainment", "b") == Values{2});
    CHECK(published.values(row_of(scenario, 1, "a"), "attainment").empty());
    CHECK(published.values(row_of(scenario, 1, "a"), "attainment", "a").empty());
}

TEST_CASE("what we ask ourselves, or of a changed scenario, is not published", "[figures]") {
    const Scenario ours = claiming("[" + claim("our question: why", two_values) + "]");
    CHECK(Published(ours, "").values(row_of(ours, 1, "a"), "attainment").empty());
    const Scenario changed =
        claiming("[" + claim("A paper", two_values) + "]", {{{"requests", "7"}}, {}});
    CHECK(Published(changed, "").values(row_of(changed, 1, "a"), "attainment").empty());
}

TEST_CASE("a claim with a mistake keeps no figure from being made", "[figures]") {
    const Scenario wrong = claiming(
        R"([{"id": "x", "paper": "A paper", "says": "something", "verdict": "reproduced",
             "policy": "nobody", "metric": "attainment", "expect": {"value": 1, "within": 0}}])");
    CHECK(Published(wrong, "").values(row_of(wrong, 1, "a"), "attainment").empty());
}

}  // namespace mdisim
