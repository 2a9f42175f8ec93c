// The points of a scenario, decoded one at a time.
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "tests/scenario/swept.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

std::string text_of(const Point& point) {
    std::string text = dump(encode_object(describe(Tag<Setting>{}), &point.setting)) + " " +
                       point.world_digest.hex();
    for (const Node& label : point.at) text += " " + dump(label);
    return text;
}

}  // namespace

TEST_CASE("points that differ in numbers of the setting only are decoded once", "[points]") {
    const Scenario scenario = swept(
        R"([{"sla_ms": [1, 2, 3], "requests": [4, 5, 6]},
            {"seed": {"from": 1, "to": 500, "step": 1}}, {"warm_up_requests": [0, 1]}])");
    REQUIRE(scenario.size() == 3000);
    const void* options = scenario.point(0).policies[0][Decision::select].options.get();
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        REQUIRE(point.policies[0][Decision::select].options.get() == options);
        REQUIRE(point.setting.sla_ms == 1 + static_cast<double>(i / 1000));
        REQUIRE(point.setting.requests == 4 + static_cast<int64_t>(i / 1000));
        REQUIRE(point.setting.seed == 1 + static_cast<int64_t>(i / 2 % 500));
        REQUIRE(point.setting.warm_up_requests == static_cast<int64_t>(i % 2));
    }
}

TEST_CASE("a point is the same in whichever order points are asked for", "[points]") {
    const std::string sweep = GENERATE(
        R"({"sla_ms": [1, 2], "network.latency.mean_ms": {"from": 1, "to": 90, "step": 1}})",
        R"([{"sla_ms": [1, 2, 3], "network.latency.mean_ms": [3, 3, 4]}, {"seed": [1, 2, 3]}])",
        R"([{"network.latency.mean_ms": [3, 4]}, {"seed": [1, 2], "payload.up_kb": [7, 8]}])");
    const Scenario there = swept(sweep);
    const Scenario back = swept(sweep);
    std::vector<std::string> texts;
    for (size_t i = 0; i < there.size(); ++i) texts.push_back(text_of(there.point(i)));
    CHECK(std::set<std::string>(texts.begin(), texts.end()).size() == there.size());
    for (size_t i = back.size(); i-- > 0;) {
        for (int again = 0; again < 2; ++again) REQUIRE(text_of(back.point(i)) == texts[i]);
    }
}

TEST_CASE("points may be asked for from several threads", "[points]") {
    const Scenario scenario =
        swept(R"({"network.latency.mean_ms": {"from": 1, "to": 90, "step": 1}, "seed": [1, 2]})");
    std::vector<std::string> texts;
    for (size_t i = 0; i < scenario.size(); ++i) texts.push_back(text_of(scenario.point(i)));
    const Scenario fresh = scenario;
    std::vector<size_t> wrong(4);
    {
        std::vector<std::jthread> threads;
        for (size_t t = 0; t < wrong.size(); ++t) {
            threads.emplace_back([&, t] {
                for (size_t i = t; i < texts.size(); ++i) {
                    wrong[t] += text_of(fresh.point(i)) != texts[i];
                }
            });
        }
    }
    CHECK(std::accumulate(wrong.begin(), wrong.end(), size_t{0}) == 0);
}

TEST_CASE("every field of a world, and nothing else, is in its digest", "[points]") {
    const auto digest_with = [](const std::string& path, const std::string& value) {
        const TemporaryFolder folder;
        const std::string file = folder.write("s.json", dump(swept("{}").written_out()));
        return Scenario::load(file, {{{path, value}}, {}}).point(0).world_digest;
    };
    const Digest plain = digest_with("sla_ms", "7");
    CHECK(digest_with("sla_ms", "8") == plain);
    CHECK(digest_with("seed", "8") == plain);
    CHECK(digest_with("phones", "1") == plain);  // the default, written out
    CHECK(digest_with("network.latency.mean_ms", "5.0") == plain);
    std::set<Digest> others = {plain};
    const std::pair<const char*, const char*> changes[] = {
        {"phones", "2"},
        {"network.latency.mean_ms", "5.5"},
        {"network.latency", R"({"kind": "gamma", "mean_ms": 5, "sd_ms": 1})"},
        {"models.list", R"([{"name": "B", "accuracy": 0.5, "mean_ms": 1}])"},
        {"models.list.A.mean_ms", "5"},
        {"workload", R"({"kind": "poisson", "rate_per_s": 1})"},
        {"servers", R"({"replicas": 1})"},
        {"servers", R"({"replicas": 2})"}};
    for (const auto& [path, value] : changes) {
        CAPTURE(path, value);
        CHECK(others.insert(digest_with(path, value)).second);
    }
}

}  // namespace mdisim
