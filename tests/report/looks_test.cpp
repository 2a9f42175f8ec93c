#include "sim/report/looks.hpp"

#include <set>

#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

std::vector<Combination> combinations(const std::string& policies) {
    const TemporaryFolder folder;
    return Scenario::load(folder.write("s.json", R"({"version": 1, "requests": 5, "sla_ms": 100,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 1}},
        "phone": {"profile": ")" MDISIM_SOURCE_DIR R"(/profiles/phones/pixel2.json"},
        "policies": )" + policies + "}"))
        .point(0)
        .policies;
}

std::vector<Look> looks(const std::string& policies) { return looks_of(combinations(policies)); }

std::string of_all_policies() {
    std::string list;
    for (const PolicyEntry* entry : all_policies()) {
        if (entry->decision == Decision::select) list += ", \"" + entry->name + "\"";
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

TEST_CASE("a combination's look comes from its parts, not from its neighbours", "[looks]") {
    constexpr auto copy = R"({"name": "a copy", "select": "mdinference", "place": "both"})";
    const Look alone = looks(std::string("[") + copy + "]")[0];
    const Look beside = looks(std::string("[\"fastest\", \"mdinference\", ") + copy + "]")[2];
    CHECK(alone.colour == beside.colour);
    CHECK(alone.line == beside.line);
    CHECK(alone.line != looks(R"(["mdinference"])")[0].line);
    constexpr auto risky = R"({"name": "risky", "select": "mdinference", "place": "when_risky"})";
    const Look last = looks(std::string("[") + copy + ", " + risky + "]")[1];
    CHECK(last.line == looks(std::string("[") + risky + "]")[0].line);
    // There are more ways to place than kinds of line: then the colour is darker or lighter.
    CHECK((last.line != alone.line || last.colour != alone.colour));
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
        // The second bound is what it is: dotted, in grey.
        CHECK(seen.insert(look.colour).second);
        CHECK(look.colour.size() == 7);
        CHECK(look.marker >= 0);
        CHECK(look.marker < 8);
        CHECK(look.bound == (look.line == "dotted"));
    }
}

TEST_CASE("bounds are black, dotted and called so", "[looks]") {
    const Look bound = looks(R"(["fastest", "clairvoyant"])")[1];
    CHECK(bound.bound);
    CHECK(bound.colour == "#000000");
    CHECK(bound.line == "dotted");
    CHECK(bound.label == "clairvoyant (bound)");
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
