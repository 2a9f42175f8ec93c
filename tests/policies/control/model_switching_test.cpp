#include <string>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/control.hpp"
#include "sim/engine/time.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

// Within 500 ms: quick always, middle up to 40 a second, slow up to 20; on two replicas of two
// threads slow is in time up to 30 a second.
const Characterisation measured({{0, {4, 1}, {trial(10, 100), trial(100, 100)}},
                                 {1, {4, 1}, {trial(40, 100), trial(60, 95)}},
                                 {2, {4, 1}, {trial(20, 100), trial(40, 90)}},
                                 {2, {2, 2}, {trial(30, 100), trial(31, 0)}}});

Operation asked(const std::string& settings, double rate_per_s, double sla_ms = 500) {
    Servers servers("model_switching", settings);
    servers.tables = &measured;
    servers.sla_ms = sla_ms;
    if (rate_per_s > 0) servers.arrive_at(rate_per_s);
    return servers.ask();
}

TEST_CASE("control model_switching, algorithm1: the most accurate model with P99 in time",
          "[policies]") {
    CHECK(asked("{}", 0).model == 2);
    CHECK(asked("{}", 20).model == 2);
    CHECK(asked("{}", 30).model == 1);  // P99 of slow is between 100 and 1000
    CHECK(asked("{}", 40).model == 1);
    CHECK(asked("{}", 60).model == 0);
    CHECK(asked("{}", 60).on == Arrangement{4, 1});
}

TEST_CASE("control model_switching: where no model carries the rate, the fastest", "[policies]") {
    CHECK(asked("{}", 200).model == 0);
    CHECK(asked(R"({"rule": "argmax_effective"})", 200).model == 0);
    // Where one carries it, though late, the one that is least late.
    CHECK(asked("{}", 50, 50).model == 0);
}

TEST_CASE("control model_switching, argmax_effective: accuracy times the share in time",
          "[policies]") {
    const std::string rule = R"({"rule": "argmax_effective"})";
    CHECK(asked(rule, 20).model == 2);
    CHECK(asked(rule, 40).model == 2);  // 0.8 x 0.9 > 0.7 x 1
    CHECK(asked(rule, 41).model == 1);
    CHECK(asked(rule, 60).model == 1);  // 0.7 x 0.95 > 0.5
}

TEST_CASE("control model_switching: its own deadline, where it has one", "[policies]") {
    CHECK(asked(R"({"deadline_ms": 1100})", 40).model == 2);
    CHECK(asked("{}", 40, 1100).model == 2);
}

TEST_CASE("control model_switching: may choose threads too", "[policies]") {
    const std::string too = R"({"choose_threads": true})";
    CHECK(asked("{}", 28).on == Arrangement{4, 1});
    CHECK(asked(too, 28) == Operation{2, {2, 2}, 1});
    CHECK(asked(too, 20) == Operation{2, {4, 1}, 1});  // equal P99: the first there is
}

TEST_CASE("control model_switching: holds the same model, whatever it offers", "[policies]") {
    const std::string more = R"({"offers": "and_faster"})";
    CHECK(asked("{}", 30).offers == Offering::one);
    CHECK(asked(more, 30) == Operation{1, {4, 1}, 1, Offering::and_faster});
    CHECK(asked(more, 60).model == 0);
}

TEST_CASE("control model_switching: the rate is of the window's stamps", "[policies]") {
    Servers servers("model_switching", R"({"window": 2})");
    servers.tables = &measured;
    servers.arrive_at(10);  // the last stamp at 1900 ms
    servers.recent.add(Time{} + Duration::from_ms(1910));
    CHECK(servers.ask().model == 0);  // 100 a second, by the last two
}

}  // namespace
}  // namespace mdisim::controls
