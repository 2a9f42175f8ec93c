#include "sim/report/looks/looks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/measure/grading.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/looks/shades.hpp"
#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/figure.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

std::vector<Combination> combinations(const std::string& policies) {
    const TemporaryFolder folder;
    folder.write("log.csv", "model,took_ms\nA,1\nA,1\nA,1\nA,1\nA,1\n");
    return Scenario::load(folder.write("s.json", R"({"version": 1, "requests": 5, "sla_ms": 100,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 0.7}},
        "phone": {"profile": ")" MDISIM_SOURCE_DIR R"(/profiles/phones/pixel2.json"},
        "log": {"file": "log.csv", "model": "model", "execution": "took_ms"},
        "policies": )" + policies + "}"))
        .point(0)
        .policies;
}

std::vector<Look> looks(const std::string& policies) { return looks_of(combinations(policies)); }

std::string of_all_policies() {
    std::string list;
    for (const PolicyEntry* entry : all_policies()) {
        const bool needs_rows = entry->name == "table";
        if (entry->decision == Decision::select && !needs_rows) list += ", \"" + entry->name + "\"";
    }
    return "[" + list.substr(2) + "]";
}

}  // namespace

TEST_CASE("a policy has one colour, whatever it is compared with", "[looks]") {
    const Look alone = looks(R"(["mdinference"])")[0];
    for (const Look& same :
         {looks(R"(["fastest", "mdinference"])")[1],
          looks(R"([{"name": "mine", "select": "mdinference"}, "mdinference"])")[1],
          looks(R"([{"select": "mdinference", "place": "both"}, "mdinference"])")[1]}) {
        CHECK(same.colour == alone.colour);
        CHECK(same.line == alone.line);
        CHECK(same.marker == alone.marker);
    }
    const Look other = looks(R"(["fastest"])")[0];
    CHECK(other.colour != alone.colour);
}

TEST_CASE("a label of the list keeps its look under whatever combination it stands", "[looks]") {
    const Look system = looks(R"(["mdinference"])")[0];
    CHECK(system.label == "MDInference");
    const Look named =
        looks(R"([{"name": "MDInference", "select": "mdinference", "place": "both"}])")[0];
    CHECK(named.colour == system.colour);
    CHECK(named.line == system.line);
    CHECK(named.marker == system.marker);
    CHECK(named.label == system.label);
}

TEST_CASE("who is not in the list takes what is free, and moves nobody", "[looks]") {
    constexpr auto mine = R"({"name": "mine", "select": "fastest"})";
    constexpr auto yours = R"({"name": "yours", "select": "most_accurate"})";
    const std::string two = std::string(mine) + ", " + yours;
    const std::vector<Look> before = looks("[\"mdinference\", " + two + ", \"modipick\"]");
    const std::vector<Look> after =
        looks("[" + two + R"(, {"name": "ours", "place": "phone"}, "modipick", "mdinference"])");
    CHECK(before[0].colour == after[4].colour);
    CHECK(before[3].colour == after[3].colour);
    for (size_t i : {0u, 1u}) {
        CHECK(before[1 + i].colour == after[i].colour);
        CHECK(before[1 + i].line == after[i].line);
        CHECK(before[1 + i].marker == after[i].marker);
    }
    const std::vector<Look> four = looks("[" + two + R"(, {"name": "a", "place": "phone"},
                                                          {"name": "b", "place": "both"}])");
    std::set<std::string> kinds;
    std::set<std::string> colours;
    for (const Look& look : four) {
        kinds.insert(look.line + std::to_string(look.marker));
        colours.insert(look.colour);
    }
    CHECK(kinds.size() == 4);
    CHECK(colours.size() == 4);
}

TEST_CASE("what is not in the list has no colour like that of another", "[looks]") {
    // Models that are held have dark shades of blue, as some free colours are.
    std::string list = R"({"name": "ResNet-34", "place": "phone"})";
    for (int i = 0; i < 10; ++i) {
        list += R"(, {"name": "mine )" + std::to_string(i) + R"(", "place": "phone"})";
    }
    const std::vector<Look> all = looks("[" + list + "]");
    for (size_t a = 0; a < all.size(); ++a) {
        for (size_t b = 0; b < a; ++b) {
            CAPTURE(all[a].label, all[b].label);
            CHECK(distance_between(all[a].colour, all[b].colour) >= 40);
        }
    }
}

TEST_CASE("policies of a user's own keep their looks when others come before them", "[looks]") {
    const auto called = [](const std::vector<std::string>& names) {
        std::string list;
        for (const std::string& name : names) {
            list +=
                (list.empty() ? "" : ", ") + ("{\"name\": \"" + name) + "\", \"place\": \"phone\"}";
        }
        std::map<std::string, std::string> of;
        for (const Look& look : looks("[" + list + "]")) {
            of[look.label] = look.colour + look.line + std::to_string(look.marker);
        }
        return of;
    };
    const std::vector<std::string> mine = {"slow and sure", "quick", "the new one", "baseline"};
    const auto before = called(mine);
    CHECK(called({mine[3], mine[1], mine[0], mine[2]}) == before);
    size_t moved = 0;
    for (int i = 0; i < 20; ++i) {
        std::vector<std::string> more = {"another " + std::to_string(i)};
        more.insert(more.end(), mine.begin(), mine.end());
        const auto after = called(more);
        for (const auto& [label, look] : before) moved += after.at(label) != look;
    }
    CHECK(moved < 10);  // of 80: those that the new one meets
}

TEST_CASE("every look of the list is one of its own, and dark enough for a line", "[looks]") {
    std::set<std::string_view> labels;
    for (const KnownLook& look : known_looks()) {
        CAPTURE(look.label);
        CHECK(labels.insert(look.label).second);
        CHECK(std::find(std::begin(line_styles), std::end(line_styles), look.line) !=
              std::end(line_styles));
        CHECK(look.marker < marker_count);
        CHECK(contrast(std::string(look.colour), "#ffffff") >= 3);
    }
    for (std::string_view colour : free_colours()) {
        CHECK(contrast(std::string(colour), "#ffffff") >= 3);
    }
    for (const std::string& colour : shades(8)) CHECK(contrast(colour, "#ffffff") >= 3);
}

TEST_CASE("a model of a user's own lies between its neighbours and moves none", "[looks]") {
    const std::vector<std::string> among =
        model_colours({"worst", "SqueezeNet", "mine", "NasNet Mobile", "best"});
    const std::vector<std::string> papers = model_colours({"SqueezeNet", "NasNet Mobile"});
    CHECK(among[1] == papers[0]);
    CHECK(among[3] == papers[1]);
    for (size_t i = 1; i < among.size(); ++i) {
        CHECK(contrast(among[i - 1], "#000000") < contrast(among[i], "#000000"));
    }
    CHECK(model_colours({"one", "two"}) == std::vector<std::string>{shade_at(0), shade_at(0.75)});
    CHECK(model_colours({"one"}).size() == 1);
    CHECK(model_colours({}).empty());
}

TEST_CASE("what a scenario calls a policy goes before its title", "[looks]") {
    const std::vector<Combination> policies =
        combinations(R"(["mdinference", {"name": "mdinference, A^3", "select": "mdinference"},
                         {"name": "no modipick", "select": "mdinference"}])");
    Labels said;
    said["policy"].values["mdinference"] = "the best one";
    const std::vector<Look> looks = looks_of(policies, said);
    CHECK(looks[0].label == "the best one");
    CHECK(looks[1].label == "MDInference, A^3");
    CHECK(looks[2].label == "no modipick");  // names of policies that it does not have are words
    const std::vector<Look> alike =
        looks_of(combinations(R"(["mdinference", {"name": "MDInference", "place": "both"}])"));
    CHECK(alike[0].label == "mdinference");
    CHECK(alike[1].label == "MDInference");
}

TEST_CASE("no two policies of a scenario look the same", "[looks]") {
    std::string many = of_all_policies();
    many.pop_back();
    for (int i = 1; i < 6; ++i) {
        many += R"(, {"name": "m)" + std::to_string(i) +
                R"(", "select": {"policy": "modipick", "threshold_ms": )" + std::to_string(i) +
                "}}";
    }
    many += R"(, {"name": "phone only", "place": "phone"}, {"name": "both", "place": "both"}])";
    std::set<std::string> seen;
    for (const Look& look : looks(many)) {
        CAPTURE(look.label);
        CHECK(seen.insert(look.colour + look.line + std::to_string(look.marker)).second);
        CHECK(look.colour.size() == 7);
        CHECK(look.marker >= 0);
        CHECK(look.marker < 8);
        CHECK(look.line != "dotted");
        CHECK(!look.bound);
    }
}

TEST_CASE("two names of one system in one scenario look different", "[looks]") {
    const std::vector<Look> both =
        looks(R"(["fastest", {"name": "static latency", "select": "fastest"}])");
    const auto text = [](const Look& l) { return l.colour + l.line + std::to_string(l.marker); };
    CHECK(text(both[0]) != text(both[1]));
}

TEST_CASE("a policy that knows the truth is black and called by what it decides, and no bound",
          "[looks]") {
    const Look knowing = looks(R"(["fastest", "clairvoyant"])")[1];
    CHECK(!knowing.bound);
    CHECK(!knowing.competes);
    CHECK(knowing.colour == "#000000");
    CHECK(knowing.label == "clairvoyant, cloud only");
    CHECK(look_of_bound().bound);
    CHECK(look_of_bound().line == "dotted");
    CHECK(looks(R"([{"name": "c", "select": "clairvoyant", "place": "both"}])")[0].label ==
          "c, with a copy");
    CHECK(looks(R"([{"name": "c", "select": "clairvoyant", "place": "phone"}])")[0].label ==
          "c, phone");
    CHECK(looks(R"(["most_accurate"])")[0].label == "most accurate");
}

TEST_CASE("quantities are called with their units, shares in per cent", "[looks]") {
    const auto metric = [](const std::string& name) {
        const Grading net{{"Net"}, {0.5}, {}, 0};
        for (const auto& infos : {metric_infos(net), series_infos(net)}) {
            for (const MetricInfo& info : infos) {
                if (info.name == name) return caption_of_metric(info);
            }
        }
        throw std::invalid_argument(name);
    };
    CHECK(metric("attainment").label == "in time (%)");
    CHECK(metric("attainment").scale == 100);
    CHECK(metric("attainment").better == Better::higher);
    CHECK(metric("latency_ms_mean").label == "latency (ms)");
    CHECK(metric("latency_ms_mean").scale == 1);
    CHECK(metric("sent_kb_mean").label == "sent by a request (kB)");
    CHECK(metric("queue_length_mean").label == "waiting (requests)");
    CHECK(metric("queue_length_mean").scale == 1);
    CHECK(metric("usage.Net").label == "Net (%)");
    CHECK(metric("rate_per_s").label == "requests (1/s)");
    CHECK(metric("active.Net").label == "Net active (%)");
    CHECK(caption_of_axis(time_axis).label == "time (s)");
    CHECK(caption_of_axis("sla_ms").label == "deadline (ms)");
    CHECK(caption_of_axis("workload.rate_per_s").label == "workload rate (1/s)");
    CHECK(caption_of_axis("network.cv").label == "network cv");
    CHECK(caption_of_axis("phone.profile").label == "phone");
    for (const MetricInfo& info : metric_infos()) CHECK(!info.title.empty());
}

}  // namespace mdisim
