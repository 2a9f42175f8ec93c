// Defaults written out: what is printed says everything, and is the same scenario.
#include "sim/scenario/fill_in.hpp"

#include <string_view>
#include <vector>

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/decide/combination.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "tests/scenario/swept.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

Scenario read_back(const Scenario& scenario) {
    const Node printed = parse_document(dump(scenario.filled_in(), 2), scenario.file());
    return Scenario::from(printed, scenario.file(), scenario.name());
}

std::vector<std::string> keys_of(const Scenario& scenario, size_t point) {
    std::vector<std::string> keys;
    const Point p = scenario.point(point);
    for (const Combination& c : p.policies) {
        keys.push_back(c.name + " " + std::to_string(p.setting.replications) + " " +
                       cell_key(p, c).hex());
    }
    return keys;
}

}  // namespace

TEST_CASE("every scenario of the repository is the same with its defaults filled in",
          "[scenario]") {
    constexpr size_t points = 40;
    const auto files = files_below("scenarios", ".json");
    REQUIRE(files.size() > 50);
    for (const std::string& file : files) {
        CAPTURE(file);
        const Scenario scenario = Scenario::load(file);
        const Scenario again = read_back(scenario);
        REQUIRE(again.size() == scenario.size());
        CHECK(again.figures().size() == scenario.figures().size());
        for (size_t point : spread_over(scenario.size(), points)) {
            CHECK(keys_of(again, point) == keys_of(scenario, point));
            CHECK(again.point(point).at.size() == scenario.point(point).at.size());
        }
        CHECK(dump(again.filled_in()) == dump(scenario.filled_in()));
    }
}

TEST_CASE("what a scenario leaves out is filled in with its default", "[scenario]") {
    const Node filled = swept("{}").filled_in();
    const Setting fresh;
    CHECK(filled.find("seed")->integer == fresh.seed);
    CHECK(filled.find("replications")->integer == fresh.replications);
    const Object& table = describe(Tag<Setting>{});
    Setting defaults;
    for (const Field& field : table.fields) {
        const Node value = encode(field.slot(&defaults));
        CAPTURE(field.name);
        const bool optional = value.kind == Node::Kind::null || value.kind == Node::Kind::list;
        CHECK((filled.find(field.name) != nullptr) == (!optional || field.name == "requests"));
    }
    const Node& model = filled.find("models")->find("list")->items.at(0);
    CHECK(model.find("sd_ms") != nullptr);
    const Node& policy = filled.find("policies")->items.at(0);
    CHECK(dump(policy) == R"({"name":"fastest","select":{"policy":"fastest"},)"
                          R"("place":{"policy":"cloud"}})");
}

TEST_CASE("settings of policies are filled in, and decisions that have a default", "[scenario]") {
    const TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("s.json", R"({"version": 1, "sla_ms": 7,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "servers": {"replicas": 2},
        "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 0.7}},
        "policies": ["modipick", {"name": "held", "control": "hold"}]})"));
    const Node filled = scenario.filled_in();
    const Node& modipick = *filled.find("policies")->items.at(0).find("select");
    CHECK(modipick.find("threshold_ms") != nullptr);
    const Node& held = filled.find("policies")->items.at(1);
    CHECK(held.find("select")->find("policy")->text == "fastest");
    CHECK(held.find("place")->find("policy")->text == "cloud");
    CHECK(held.find("preprocess") == nullptr);
    CHECK(filled.find("requests")->integer == 10000);
}

TEST_CASE("what an axis has yet to say is left to it", "[scenario]") {
    const char* sweep = GENERATE(
        R"({"network.latency.kind": ["normal", "truncated_normal"]})",
        R"({"workload": [{"kind": "every"}, {"label": "p", "kind": "poisson", "rate_per_s": 3}]})",
        R"({"network.latency": [{"label": "a", "kind": "constant", "value_ms": 3},
                                {"label": "b", "kind": "exponential", "mean_ms": 4}]})",
        R"({"network.profile": ["networks/lte", "networks/campus"]})",
        R"({"policies.fastest.select.policy": ["fastest", "modipick"]})",
        R"({"servers": [{"label": "one", "replicas": 1}, {"label": "two", "replicas": 2}]})",
        R"({"requests": [1, 2], "servers.replicas": [1, 2]})");
    CAPTURE(sweep);
    // Of the two kinds, one says what becomes of times below zero, and the other has none.
    const Overrides narrow = {
        {{"network.latency.below_zero", "null"}, {"network.latency.sd_ms", "0.1"}}, {}};
    const bool over_kinds = std::string_view(sweep).starts_with(R"({"network.latency.kind")");
    const Scenario scenario = swept(sweep, over_kinds ? narrow : Overrides());
    const Scenario again = read_back(scenario);
    REQUIRE(again.size() == scenario.size());
    for (size_t i = 0; i < scenario.size(); ++i) {
        CHECK(keys_of(again, i) == keys_of(scenario, i));
    }
}

TEST_CASE("where the time ends a run, no number of requests is filled in", "[scenario]") {
    CHECK(swept("{}", {{{"duration_s", "5"}, {"requests", "null"}}, {}})
              .filled_in()
              .find("requests") == nullptr);
}

}  // namespace mdisim
