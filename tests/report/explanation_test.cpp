#include "sim/report/explanation.hpp"

#include <cstdint>
#include <stdexcept>

#include "sim/measure/outcome.hpp"
#include "sim/run/record.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"
#include "tests/support/watched.hpp"

namespace mdisim {
namespace {

using namespace testing;

const Node& policy_of(const Node& document, const std::string& name) {
    for (const Node& policy : document.find("policies")->items) {
        if (policy.find("policy")->text == name) return policy;
    }
    throw std::invalid_argument(name);
}

std::string story(const Scenario& scenario, uint64_t request, bool colour = false) {
    TableStyle style;
    style.colour = colour;
    return explanation_text(explain_request(scenario, 0, request), style);
}

}  // namespace

TEST_CASE("a request is explained by what its record says", "[explanation]") {
    const Scenario s = busy_scenario(R"(, "sweep": {"sla_ms": [90, 120]})");
    for (uint64_t request : {12u, 40u, 170u}) {
        const Node document = explanation_document(explain_request(s, 0, request));
        CHECK(document.find("scenario")->text == "set/busy");
        CHECK(document.find("request")->integer == static_cast<int64_t>(request));
        CHECK(document.find("at")->find("sla_ms")->integer == 90);
        REQUIRE(document.find("policies")->items.size() == 4);
        const Record record = watched(s, 0)[request];

        const Node& ours = policy_of(document, "mdinference");
        const Node& saw = *ours.find("saw");
        CHECK(saw.find("sla_ms")->as_number() == 90);
        CHECK(saw.find("uplink_ms")->as_number() == record.outcome.uplink.ms());
        CHECK(saw.find("network_ms")->as_number() == 2 * record.outcome.uplink.ms());
        CHECK(saw.find("queue")->find("replicas")->integer == 2);
        CHECK(ours.find("models")->items.size() == 2);
        const Node& happened = *ours.find("happened");
        CHECK(happened.find("latency_ms")->as_number() == record.outcome.latency.ms());
        CHECK(happened.find("in_time")->integer == record.outcome.on_time);
        const Node& stages = *happened.find("stages_ms");
        CHECK(stages.find("wait")->as_number() == record.outcome.wait.ms());
        CHECK(stages.find("execution")->as_number() == record.outcome.execution.ms());

        const Node& copy = policy_of(document, "copy");
        CHECK(copy.find("chose")->find("on_phone")->text == "P");
        CHECK(copy.find("chose")->find("in_cloud")->text == "B, \"big\"");
        const Node& alone = policy_of(document, "phone only");
        CHECK(alone.find("saw") == nullptr);
        CHECK(alone.find("chose")->find("in_cloud") == nullptr);
        CHECK(alone.find("happened")->find("of")->text == "phone");
        CHECK(policy_of(document, "clairvoyant").find("needs")->text == "truth");
    }
}

TEST_CASE("an explanation says which answers were right, where that is drawn", "[explanation]") {
    const Scenario s = busy_scenario(R"(, "correctness": {})");
    const Scenario means = busy_scenario();
    size_t right = 0, wrong = 0;
    for (uint64_t request = 10; request < 30; ++request) {
        const Node document = explanation_document(explain_request(s, 0, request));
        const Record record = watched(s, 1)[request];
        const Node& happened = *policy_of(document, "copy").find("happened");
        CHECK(happened.find("right")->integer == record.outcome.rights.answer);
        CHECK(happened.find("phone_right")->integer == record.outcome.rights.phone);
        if (record.outcome.executed)
            CHECK(happened.find("cloud_right")->integer == record.outcome.rights.cloud);
        const std::string told = story(s, request);
        right += told.find(", right") != std::string::npos;
        wrong += told.find(", wrong") != std::string::npos;
        const std::string of_means = story(means, request);
        CHECK(of_means.find(", right") == std::string::npos);
        CHECK(of_means.find(", wrong") == std::string::npos);
    }
    CHECK(right > 5);
    CHECK(wrong > 5);
}

TEST_CASE("what was weighed is there: utilities of a random choice, slack of a greedy one",
          "[explanation]") {
    const Scenario s = busy_scenario(
        "", {{{"policies", R"(["mdinference", "static_greedy"])"}, {"sla_ms", "300"}}, {}});
    const Node document = explanation_document(explain_request(s, 0, 0));
    const Node& best = policy_of(document, "mdinference").find("models")->items.front();
    CHECK(best.find("model")->text == "B, \"big\"");
    CHECK(best.find("weighed")->find("probability")->as_number() == 1);
    CHECK(best.find("weighed")->find("utility")->as_number() > 0);
    const Node& greedy = policy_of(document, "static_greedy").find("models")->items.front();
    CHECK(greedy.find("weighed")->find("slack, ms")->as_number() == 270);
    CHECK_THAT(story(s, 0), Catch::Contains("probability") && Catch::Contains("slack, ms") &&
                                Catch::Contains("> B, \"big\""));
}

TEST_CASE("of a late copy is said when it was due, and whether it began", "[explanation]") {
    const Scenario s =
        busy_scenario("", {{{"policies", R"([{"name": "hedged", "select": "most_accurate",
                                "place": {"policy": "hedge", "after_ms": 70}}])"},
                            {"phone.stop_copies", "true"}},
                           {}});
    bool begun = false;
    bool stopped = false;
    bool never = false;
    for (const Record& record : watched(s, 0, 100)) {
        const Outcome& o = record.outcome;
        const Node document = explanation_document(explain_request(s, 0, o.index));
        const Node& policy = policy_of(document, "hedged");
        const Node& happened = *policy.find("happened");
        const std::string text = story(s, o.index);
        CHECK(policy.find("chose")->find("on_phone_after_ms")->as_number() == 70);
        CHECK_THAT(text, Catch::Contains("with a copy on the phone after 70.0 ms without"));
        if (o.phone.ns < 0) {
            never = true;
            CHECK(happened.find("phone_ms") == nullptr);
            CHECK_THAT(text, Catch::Contains("no copy of P on the phone"));
            continue;
        }
        begun = true;
        stopped |= o.stopped;
        CHECK(happened.find("phone_start_ms")->as_number() == o.phone_start.ms());
        CHECK((happened.find("phone_stopped_ms") != nullptr) == o.stopped);
        CHECK_THAT(text, Catch::Contains("P on the phone, begun after") &&
                             Catch::Contains(o.stopped ? "stopped after" : "in all"));
    }
    CHECK(begun);
    CHECK(stopped);
    CHECK(never);
}

TEST_CASE("the best possible is what the clairvoyant does where nobody waits", "[explanation]") {
    const Scenario s =
        busy_scenario("", {{{"servers", "null"}, {"policies", R"(["clairvoyant"])"}}, {}});
    const Node document = explanation_document(explain_request(s, 0, 30));
    const Node& happened = *document.find("policies")->items.front().find("happened");
    REQUIRE(happened.find("in_time")->integer == 1);
    CHECK(document.find("best")->find("latency_ms")->as_number() ==
          happened.find("latency_ms")->as_number());
    CHECK(document.find("best")->find("model")->text == happened.find("model")->text);
}

TEST_CASE("an explanation fits 80 columns, and is in colour only where asked", "[explanation]") {
    const Scenario s = busy_scenario();
    for (uint64_t request = 0; request < 60; ++request) {
        const std::string text = story(s, request);
        for (const std::string& line : lines_of(text)) {
            CAPTURE(line);
            CHECK(letters_in(line) <= 80);
            CHECK_FALSE(line.ends_with(' '));
        }
        CHECK(text.find('\x1b') == std::string::npos);
    }
    const std::string bold = story(s, 3, true);
    CHECK(bold.find("\x1b[1m") != std::string::npos);
    CHECK_THAT(story(s, 3), Catch::Contains("request 3 of set/busy, replication 0") &&
                                Catch::Contains("with a copy on the phone") &&
                                Catch::Contains("the bound: the best answer"));
}

TEST_CASE("of a client that sent again, each attempt is told", "[explanation]") {
    const Scenario s = busy_scenario(R"(, "retries": {"timeout_ms": 40, "most": 2})");
    size_t told = 0;
    for (const Record& record : watched(s, 0, 60)) {
        const Outcome& o = record.outcome;
        CHECK(record.attempts.size() == o.attempts);
        if (o.attempts < 3 || told > 0) continue;
        ++told;
        const std::string text = story(s, o.index);
        CHECK(text.find("attempt 1 of 3") < text.find("attempt 3 of 3"));
        CHECK(text.find("after 80.0 ms") != std::string::npos);
        const Node document = explanation_document(explain_request(s, 0, o.index));
        const Node& ours = policy_of(document, "mdinference");
        CHECK(ours.find("happened")->find("attempts")->integer == 3);
    }
    CHECK(told == 1);
}

}  // namespace mdisim
