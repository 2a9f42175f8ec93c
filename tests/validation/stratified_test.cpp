// Stratified runs: the same means as independent ones, with far less spread.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/validation/replications.hpp"

namespace mdisim::validation {
namespace {

using namespace testing;

// A deadline that the residential network often misses, so that nothing is certain.
Scenario residential(const std::string& sampling, const std::string& requests = "16384") {
    return Scenario::load("scenarios/hello/hello.json",
                          {{{"requests", requests},
                            {"sla_ms", "200"},
                            {"replications", "400"},
                            {"policies", R"(["static_greedy", "mdinference"])"},
                            {"sampling", sampling}},
                           {}});
}

std::vector<Tally> tallies_of(const Point& point, size_t policy, Path path, uint32_t replications) {
    const Cell cell{point.world, Duration::from_ms(point.setting.sla_ms), point.policies[policy]};
    std::vector<Tally> tallies;
    for (uint32_t r = 0; r < replications; ++r)
        tallies.push_back(simulate({&cell, 1}, point.plan(r, path)).front().tally);
    return tallies;
}

TEST_CASE("strata leave means as they are, and take away their spread", "[validation]") {
    const Scenario independent = residential("\"independent\"");
    const Scenario stratified = residential("\"stratified\"");
    const Point before = independent.point(0);
    const Point after = stratified.point(0);
    for (size_t policy = 0; policy < 2; ++policy) {
        const auto measured = [&](const Point& point) {
            return Replications(tallies_of(point, policy, Path::automatic, 400),
                                point.world->grading());
        };
        const Replications one = measured(before);
        const Replications other = measured(after);
        for (const char* metric : {"attainment", "effective_accuracy"}) {
            CAPTURE(policy, metric);
            const Estimate x = one.metric(metric);
            const Estimate y = other.metric(metric);
            CHECK(std::abs(x.mean - y.mean) < 4 * std::hypot(x.error, y.error));
            const double factor = std::pow(x.error / y.error, 2);
            CHECK(factor > 100);
        }
    }
}

TEST_CASE("strata are the same whatever form computes them", "[validation]") {
    const Scenario scenario = residential("\"stratified\"", "1000");
    const Point point = scenario.point(0);
    for (size_t policy = 0; policy < 2; ++policy) {
        const Cell cell{point.world, Duration::from_ms(200), point.policies[policy]};
        const auto by = [&](Path path) {
            return simulate({&cell, 1}, point.plan(3, path)).front();
        };
        CHECK(by(Path::automatic).tally.fingerprint == by(Path::events).tally.fingerprint);
        CHECK(by(Path::automatic).tape == by(Path::events).tape);
    }
}

}  // namespace
}  // namespace mdisim::validation
