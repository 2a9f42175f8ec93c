#include "sim/scenario/scenario.hpp"

#include <algorithm>
#include <string_view>

#include "sim/engine/law.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/resolve.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/world/network/network.hpp"
#include "tests/scenario/five_mistakes.hpp"
#include "tests/scenario/least.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("durations that do not fit into nanoseconds are refused where they stand", "[scenario]") {
    const TemporaryFolder folder;
    folder.write("c.csv", "5\n6\n");
    const auto refusals = [&](const std::string& members) {
        const std::string file = folder.write("s.json", least_scenario(members));
        const auto problems = problems_of([&] { Scenario::load(file); });
        for (const Problem& p : problems) CHECK_THAT(p.where, Catch::StartsWith(file + ":"));
        return lines_of(distinct(problems));
    };
    const auto rate = [](const char* repeat_s) {
        return std::string(R"({"workload": {"kind": "rate", "rate": 8, "repeat_s": )") + repeat_s +
               "}}";
    };
    const auto counts = [](const std::string& more) {
        return R"({"workload": {"kind": "counts", "file": "c.csv", )" + more + "}}";
    };
    const auto models = [](const char* scale) {
        return std::string(R"({"models": {"family": "lognormal", "scale": )") + scale +
               R"(, "list": [{"name": "A", "accuracy": 0.5, "mean_ms": 100, "sd_ms": 1}]}})";
    };
    for (const std::string& members :
         {rate("1e10"), rate("1e-12"), rate("9.3e9"), counts(R"("interval_s": 1e-10)"),
          counts(R"("interval_s": 1e-10, "spread": "even")"), counts(R"("interval_s": 1e300)"),
          counts(R"("interval_s": 1e-3, "time_scale": 1e-7)"),
          counts(R"("interval_s": 1e6, "time_scale": 1e6, "spread": "uniform")"), models("1e308"),
          models("1e8"), models("1e-300"),
          std::string(R"({"workload": {"kind": "stamps", "stamps_ms": [0, 1e300]}})"),
          std::string(R"({"workload": {"kind": "every", "interval_ms": 1e300}})")}) {
        CAPTURE(members);
        const Lines lines = refusals(members);
        CHECK(lines.size() == 1);
    }
    for (const std::string& members :
         {rate("1e9"), rate("1"), counts(R"("interval_s": 1e-3, "time_scale": 1e-6)"),
          models("1e7")}) {
        CAPTURE(members);
        CHECK(refusals(members).empty());
    }
}

TEST_CASE("five mistakes in one file are five messages, each with its place and advice",
          "[scenario]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("five.json", five_mistakes);
    const auto problems = problems_of([&] { Scenario::load(file); });
    const Lines lines = lines_of(problems);
    CAPTURE(lines);
    CHECK(problems.size() == std::size(the_five));
    for (const Mistake& mistake : the_five) {
        const std::string where = file + ":" + mistake.place;
        const auto at = std::find_if(problems.begin(), problems.end(),
                                     [&](const Problem& p) { return p.where == where; });
        INFO(where);
        REQUIRE(at != problems.end());
        CHECK_THAT(at->what, Catch::Contains(mistake.what));
        CHECK_THAT(at->what, Catch::Contains(mistake.advice));
    }
}

TEST_CASE("every scenario of the repository is right", "[scenario]") {
    const Lines files = files_below("scenarios", ".json");
    REQUIRE(!files.empty());
    for (const std::string& file : files) {
        CAPTURE(file);
        const Lines problems = lines_of(problems_of([&] { Scenario::load(file); }));
        CHECK(problems.empty());
        CAPTURE(problems);
        if (problems.empty()) CHECK(!Scenario::load(file).about().empty());
    }
}

TEST_CASE("every profile of the repository says where it is from and makes a world", "[scenario]") {
    const Lines files = files_below("profiles", ".json");
    REQUIRE(!files.empty());
    for (const std::string& file : files) {
        CAPTURE(file);
        const Node profile = read_document(file);
        REQUIRE(profile.find("version") != nullptr);
        CHECK(profile.find("version")->integer == 1);
        for (const char* key : {"about", "source"}) {
            REQUIRE(profile.find(key) != nullptr);
            CHECK(!profile.find(key)->text.empty());
        }
        const size_t above = std::string_view(MDISIM_SOURCE_DIR "/profiles/").size();
        const std::string name = file.substr(above, file.size() - above - 5);
        size_t blocks = 0;
        for (const auto& [key, value] : profile.members) {
            if (value.kind != Node::Kind::object) continue;
            ++blocks;
            const std::string asked = "{\"profile\": \"" + name + "\"}";
            const Scenario scenario =
                loaded_from(least_scenario("{\"" + key + "\": " + asked + "}"));
            CHECK(scenario.point(0).world != nullptr);
        }
        CHECK(blocks > 0);
    }
}

TEST_CASE("every set of models in a profile names models it has", "[scenario]") {
    size_t sets = 0;
    for (const std::string& file : files_below("profiles/models", ".json")) {
        const Node profile = read_document(file);
        const Node& models = *profile.find("models");
        if (models.find("sets") == nullptr) continue;
        for (const auto& [name, members] : models.find("sets")->members) {
            CAPTURE(file, name);
            CHECK(name.starts_with('@'));
            Node pool = models;
            Node only = Node::list();
            only.append(Node(name));
            pool.set("only", only);
            Node document = Node::object();
            document.set("models", pool);
            std::vector<Problem> problems;
            pick_models(document, problems);
            CHECK(document.find("models")->find("list")->items.size() == members.items.size());
            ++sets;
        }
    }
    CHECK(sets > 0);
}

TEST_CASE("a scenario is called by its path below the nearest scenarios folder", "[scenario]") {
    CHECK(scenario_name("scenarios/mdinference/fig3.json") == "mdinference/fig3");
    CHECK(scenario_name("/a/scenarios/b/scenarios/c/d.json") == "c/d");
    CHECK(scenario_name("./scenarios/one.json") == "one");
    CHECK(scenario_name("somewhere/mine.json") == "mine");
    CHECK(scenario_name("mine.json") == "mine");
    CHECK(scenario_name("mine") == "mine");
    CHECK(scenario_name("scenarios/v1.2/fig3.json") == "v1.2/fig3");
    CHECK(scenario_name("scenarios/fig3.v2.json") == "fig3.v2");
    CHECK(scenario_name("scenarios.json") == "scenarios");
    CHECK(scenario_name("myscenarios/a/b.json") == "b");
}

TEST_CASE("points that differ in the deadline alone share their world", "[scenario]") {
    const Scenario scenario = loaded_from(least_scenario(
        R"({"sweep": {"network.cv": [0.1, 0.5], "sla_ms": [10, 20, 30], "seed": [1, 2]}})"));
    std::vector<Point> points;
    for (size_t i = 0; i < scenario.size(); ++i) points.push_back(scenario.point(i));
    REQUIRE(points.size() == 12);
    for (size_t i = 0; i < 6; ++i) {
        CHECK(points[i].world == points[0].world);
        CHECK(points[6 + i].world == points[6].world);
    }
    CHECK(points[0].world != points[6].world);
}

TEST_CASE("a world is told apart by anything in it", "[scenario]") {
    const std::string path =
        GENERATE(as<std::string>{}, "network.latency.mean_ms", "network.latency.sd_ms",
                 "models.list.A.mean_ms", "payload.up_kb", "phones", "estimator.clock_skew_ms");
    const Scenario scenario =
        loaded_from(least_scenario("{\"sweep\": {\"" + path + "\": [2, 3]}}"));
    const Point a = scenario.point(0);
    const Point b = scenario.point(1);
    CAPTURE(path);
    CHECK(a.world != b.world);
}

TEST_CASE("what is not written has the defaults of the description", "[scenario]") {
    const Scenario scenario = loaded_from(least_scenario(R"({"requests": null})"));
    const Setting fresh;
    const Setting setting = scenario.point(0).setting;
    CHECK(scenario.size() == 1);
    CHECK(setting.requests == fresh.requests);
    CHECK(setting.replications == fresh.replications);
    CHECK(setting.replications >= 10);
    CHECK(setting.seed == fresh.seed);
    CHECK(setting.warm_up_requests == 0);
    CHECK_FALSE(setting.world.phone.has_value());
    CHECK_FALSE(setting.world.servers.has_value());
}

TEST_CASE("the head of a scenario is checked", "[scenario]") {
    CHECK(mistakes_in("[]") == Lines{"a scenario is an object, not a list"});
    CHECK(mistakes_in(least_scenario(R"({"version": null})")) ==
          Lines{"a scenario needs \"version\": 1"});
    CHECK(mistakes_in(least_scenario(R"({"version": 2})")) ==
          Lines{"this program reads version 1"});
    CHECK(mistakes_in(least_scenario(R"({"policies": null})")) ==
          Lines{"a scenario needs 'policies' (the policies that are compared)"});
    CHECK(mistakes_in(least_scenario(R"({"about": 5})")).size() == 1);
    CHECK(mistakes_in(least_scenario(R"({"$schema": 5})")).size() == 1);
}

TEST_CASE("impossible combinations are told", "[scenario]") {
    CHECK(mistakes_in(least_scenario(R"({"warm_up_requests": 5})")) ==
          Lines{"'warm_up_requests' leaves no request to count"});
    CHECK(mistakes_in(least_scenario(R"({"workload": {"kind": "stamps", "stamps_ms": [1, 2]}})")) ==
          Lines{"'requests' asks for more than the workload has (2)"});
    CHECK(mistakes_in(least_scenario(R"({"models": {"list": []}})")) ==
          Lines{"the world needs a model in the cloud"});
    const Lines no_name = mistakes_in(least_scenario(R"({"network": {"profile": 5}})"));
    REQUIRE(no_name.size() == 1);
    CHECK_THAT(no_name[0], Catch::Contains("profile"));
}

TEST_CASE("a block that makes no sense is told by its own place", "[scenario]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.json", R"({"version": 1, "sla_ms": 1,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "network": {"kind": "latency", "latency": {"kind": "constant", "value_ms": 5},
                    "cv": 0.5}, "policies": ["fastest"]})");
    const auto problems = problems_of([&] { Scenario::load(file); });
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0].what, Catch::Contains("'cv'"));
    CHECK_THAT(problems[0].where, Catch::StartsWith(file + ":3:"));
}

TEST_CASE("a profile that is not there is one mistake, whatever it was to fill", "[scenario]") {
    const std::string block = GENERATE(as<std::string>{}, "models", "network", "phone");
    CAPTURE(block);
    const Lines lines =
        mistakes_in(least_scenario("{\"" + block + "\": {\"profile\": \"networks/campsu\"}}"));
    CHECK(lines == Lines{"there is no profile 'networks/campsu' in profiles/. Did you mean "
                         "'networks/campus'?"});
}

TEST_CASE("a mistake at every point of a sweep is told once", "[scenario]") {
    const std::string sweep = R"("sweep": {"sla_ms": {"from": 0, "to": 50, "step": 1}})";
    CHECK(mistakes_in(least_scenario("{\"requests\": 0, " + sweep + "}")).size() == 1);
    CHECK(mistakes_in(least_scenario("{\"policies\": [\"fastest\", \"mostest\"], " + sweep + "}"))
              .size() == 1);
    CHECK(
        mistakes_in(least_scenario("{\"network\": {\"profile\": \"x\"}, " + sweep + "}")).size() ==
        1);
    CHECK(mistakes_in(least_scenario(R"({"sweep": {"sla_ms": [10, -1, 20, -2]}})")).size() == 2);
}

TEST_CASE("a phone or pictures that cannot be read are one mistake", "[scenario]") {
    for (const char* block : {R"("phone": {"profile": "phones/pixl2"}, "policies": ["fastest",
            {"place": "both"}, {"place": "phone"}])",
                              R"("pictures": {"profile": "pictures/mid"}, "policies": ["fastest",
            {"preprocess": "static_local"}])"}) {
        const Lines lines = mistakes_in(least_scenario(std::string("{") + block + "}"));
        CAPTURE(block, lines);
        REQUIRE(lines.size() == 1);
        CHECK_THAT(lines[0], Catch::StartsWith("there is no profile"));
    }
}

TEST_CASE("a wrong key of a sweep is one mistake, whatever is drawn along it", "[scenario]") {
    const Lines lines = mistakes_in(least_scenario(R"({"sweep": {"sla": [1, 2]},
        "figures": [{"name": "a", "x": "sla_ms", "y": "attainment"},
                    {"name": "b", "x": "sla_ms", "y": "regret"}]})"));
    CAPTURE(lines);
    REQUIRE(!lines.empty());
    for (const std::string& line : lines) CHECK_THAT(line, !Catch::Contains("there is no axis"));
    CHECK_THAT(lines[0], Catch::Contains("'sla'"));
}

TEST_CASE("what else is wrong is told where there are no policies", "[scenario]") {
    const Lines lines = mistakes_in(R"({"version": 1, "sla_ms": 1})");
    CAPTURE(lines);
    CHECK(lines.size() > 1);
    CHECK(lines[0] == "a scenario needs 'policies' (the policies that are compared)");
    const auto of_models = [](const std::string& line) {
        return line.find("'list'") != std::string::npos || line.find("models") != std::string::npos;
    };
    CHECK(std::any_of(lines.begin(), lines.end(), of_models));
}

TEST_CASE("what --set says wrongly is told by its own words", "[scenario]") {
    const auto line = [](const std::string& path, const std::string& value) {
        const auto problems = problems_of([&] {
            loaded_from(least_scenario(), {{{path, value}}, {}});
        });
        return problems.size() == 1 ? line_of(problems[0]) : std::to_string(problems.size());
    };
    CHECK(line("sla_ms", "soon") == "--set sla_ms: expected a number, not \"soon\" [/sla_ms]");
    CHECK(line("sla_ms", "-1").starts_with("--set sla_ms: expected a number"));
    CHECK(line("netwrok.cv", "1") ==
          "--set netwrok.cv: scenario has no 'netwrok'. Did you mean 'network'? [/netwrok]");
    CHECK(line("network.vc", "1").starts_with("--set network.vc: latency has no 'vc'."));
    CHECK(line("network.profile", "networks/let").starts_with("--set network.profile: "));
    CHECK(line("models.list.C.mean_ms", "1").starts_with("--set models.list.C.mean_ms: "));
    CHECK(line("netwrok", "null") == "--set netwrok: there is no 'netwrok' to remove");
}

TEST_CASE("what --set says is so", "[scenario]") {
    const auto setting = [](const std::string& path, const std::string& value) {
        return loaded_from(least_scenario(), {{{path, value}}, {}}).point(0).setting;
    };
    CHECK(setting("sla_ms", "70").sla_ms == 70);
    CHECK(setting("requests", "1e4").requests == 10000);
    const Network network = setting("network.latency.mean_ms", "8").world.network;
    CHECK(nominal_mean(std::get<LatencyLink>(network.kind()).latency) == 8);
    CHECK(setting("models.list.B.mean_ms", "4").world.models.list[1].mean_ms == 4.0);
    CHECK(setting("models.only", "[\"B\"]").world.models.list.size() == 1);
}

TEST_CASE("another profile from --set is another network", "[scenario]") {
    const std::string text = least_scenario(R"({"network": {"profile": "networks/artificial"}})");
    const Scenario scenario = loaded_from(text, {{{"network.profile", "networks/lte"}}, {}});
    const Network network = scenario.point(0).setting.world.network;
    CHECK(nominal_mean(std::get<LatencyLink>(network.kind()).latency) == 364.66);
}

TEST_CASE("a value set on a path that is swept is not lost in silence", "[scenario]") {
    const std::string text = least_scenario(R"({"sweep": {"sla_ms": [10, 20]}})");
    Lines told;
    std::vector<double> deadlines;
    for (const Problem& p : problems_of([&] {
             const Scenario scenario = loaded_from(text, {{{"sla_ms", "70"}}, {}});
             for (size_t i = 0; i < scenario.size(); ++i) {
                 deadlines.push_back(scenario.point(i).setting.sla_ms);
             }
         })) {
        told.push_back(p.what);
    }
    CAPTURE(deadlines, told);
    CHECK((!told.empty() || deadlines == std::vector<double>{70}));
}

TEST_CASE("a point's document has nothing left to look up", "[scenario]") {
    const Scenario scenario = Scenario::load(MDISIM_SOURCE_DIR "/scenarios/mdinference/fig3.json");
    const Node resolved = scenario.resolved(7);
    const std::string text = dump(resolved);
    CHECK_THAT(text, !Catch::Contains("\"profile\""));
    CHECK_THAT(text, !Catch::Contains("\"sweep\""));
    CHECK_THAT(text, !Catch::Contains("\"sets\""));
    CHECK_THAT(text, !Catch::Contains("\"only\""));
    const Scenario again = loaded_from(text);
    REQUIRE(again.size() == 1);
    CHECK(again.point(0).setting.sla_ms == scenario.point(7).setting.sla_ms);
    CHECK(again.point(0).setting.world.models.list.size() == 11);
}

TEST_CASE("a sweep over profiles warns of the keys that it replaces", "[scenario]") {
    const TemporaryFolder folder;
    const auto warned = [&](const std::string& sweep) {
        const std::string file =
            folder.write("s.json", least_scenario(R"({"models": {"profile": "models/cloud_p2",
                                                    "only": ["@table2"]}, "sweep": )" +
                                                  sweep + "}"));
        Lines lines;
        const Scenario scenario = Scenario::load(file);
        for (const Problem& w : scenario.warnings()) lines.push_back(w.what);
        return lines;
    };
    CHECK(warned(R"({"models.profile": ["models/cloud_p2", "models/cloud_c5"]})") ==
          Lines{"the sweep over 'models.profile' replaces the whole block, 'only' too"});
    CHECK(warned(R"([{"models.profile": ["models/cloud_p2", "models/cloud_c5"],
                      "models.only": [["@table2"], ["@table2"]]}])")
              .empty());
    CHECK(warned(R"({"sla_ms": [100, 200]})").empty());
}

}  // namespace mdisim
