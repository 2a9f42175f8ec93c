#include "sim/scenario/resolve.hpp"

#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

constexpr auto wifi = R"({"version": 1, "network": {
    "kind": "latency", "latency": {"kind": "normal", "mean_ms": 50, "sd_ms": 25},
    "measures": "one_way"}})";

constexpr auto pool = R"({"version": 1, "models": {"family": "normal",
    "list": [{"name": "A 0.25", "mean_ms": 1}, {"name": "B", "mean_ms": 2},
             {"name": "C", "mean_ms": 3}, {"name": "D", "mean_ms": 4}],
    "sets": {"@few": ["A 0.25", "B"], "@odd": ["A 0.25", "C"]}}})";

// Profiles in a folder of their own.
struct Shelf {
    Shelf() {
        folder.write("networks/wifi.json", wifi);
        folder.write("networks/lte.json", R"({"network": {"kind": "latency"}})");
        folder.write("models/pool.json", pool);
        folder.write("networks/chain.json",
                     R"({"network": {"profile": "networks/wifi", "measures": "round_trip"}})");
        folder.write("networks/broken.json", "{\n  \"network\": {\n}");
    }
    std::string merged(const std::string& text) {
        Node document = parse_document(text, "s");
        std::vector<Problem> found;
        merge_profiles(document, profiles, found);
        problems = lines_of(found);
        return dump(document);
    }
    TemporaryFolder folder;
    Profiles profiles{{folder.path()}};
    Lines problems;
};

struct Picked {
    Lines names;
    Lines problems;
};
// The models that are left of A 0.25, B, C and D.
Picked picked(const std::string& members) {
    Node document = parse_document(pool, "s");
    const Node asked = parse_document(members, "s");
    for (const auto& [key, value] : asked.members) document.find("models")->set(key, value);
    std::vector<Problem> problems;
    pick_models(document, problems);
    const Node& models = *document.find("models");
    CHECK(models.find("only") == nullptr);
    CHECK(models.find("without") == nullptr);
    CHECK(models.find("sets") == nullptr);
    Picked result{{}, lines_of(problems)};
    for (const Node& item : models.find("list")->items) {
        result.names.push_back(item.find("name")->text);
    }
    return result;
}

struct Changed {
    std::string text;
    Lines problems;
};
Changed changed(const std::string& text, const std::string& path, const std::string& value) {
    Node document = parse_document(text, "s");
    std::vector<Problem> problems;
    set_by_path(document, path, parse_value(value, "--set " + path), problems);
    return {dump(document), lines_of(problems)};
}

}  // namespace

TEST_CASE("null removes a key, and makes none", "[resolve]") {
    const std::string text = R"({"a": {"b": 1, "c": [{"name": "x", "d": 2}]}, "e": 3})";
    CHECK(changed(text, "e", "null").text == R"({"a":{"b":1,"c":[{"name":"x","d":2}]}})");
    CHECK(changed(text, "a.b", "null").text == R"({"a":{"c":[{"name":"x","d":2}]},"e":3})");
    CHECK(changed(text, "a.c.x.d", "null").text == R"({"a":{"b":1,"c":[{"name":"x"}]},"e":3})");
    CHECK(changed(text, "f.g.h", "null").text == R"({"a":{"b":1,"c":[{"name":"x","d":2}]},"e":3})");
    CHECK(changed(text, "f.g.h", "null").problems.empty());
}

TEST_CASE("a profile stands in for what it holds", "[resolve]") {
    Shelf shelf;
    CHECK(shelf.merged(R"({"network": {"profile": "networks/wifi"}, "sla_ms": 1})") ==
          R"({"network":{"kind":"latency","latency":{"kind":"normal","mean_ms":50,"sd_ms":25},)"
          R"("measures":"one_way"},"sla_ms":1})");
    CHECK(shelf.problems.empty());
}

TEST_CASE("keys beside a profile are laid over it, nested ones key by key", "[resolve]") {
    Shelf shelf;
    CHECK(shelf.merged(R"({"network": {"profile": "networks/wifi", "cv": 0.5,
                           "latency": {"mean_ms": 70}, "measures": "round_trip"}})") ==
          R"({"network":{"kind":"latency","latency":{"kind":"normal","mean_ms":70,"sd_ms":25},)"
          R"("measures":"round_trip","cv":0.5}})");
    // Another kind has other keys: it replaces.
    CHECK(shelf.merged(R"({"network": {"profile": "networks/wifi",
                           "latency": {"kind": "constant", "value_ms": 7}}})") ==
          R"({"network":{"kind":"latency","latency":{"kind":"constant","value_ms":7},)"
          R"("measures":"one_way"}})");
    CHECK(shelf.problems.empty());
}

TEST_CASE("the order beside a profile does not matter, and a profile may name another",
          "[resolve]") {
    Shelf shelf;
    const std::string before = R"({"network": {"profile": "networks/wifi", "cv": 1}})";
    const std::string after = R"({"network": {"cv": 1, "profile": "networks/wifi"}})";
    CHECK(shelf.merged(before) == shelf.merged(after));
    CHECK(shelf.merged(R"({"network": {"profile": "networks/chain"}})") ==
          R"({"network":{"kind":"latency","latency":{"kind":"normal","mean_ms":50,"sd_ms":25},)"
          R"("measures":"round_trip"}})");
    CHECK(shelf.problems.empty());
}

TEST_CASE("merging what is merged changes nothing", "[resolve]") {
    Shelf shelf;
    const std::string once = shelf.merged(R"({"models": {"profile": "models/pool"}})");
    CHECK(shelf.merged(once) == once);
}

TEST_CASE("profiles deep inside are found by the key they stand under", "[resolve]") {
    Shelf shelf;
    CHECK(shelf.merged(R"({"phone": {"network": {"profile": "networks/lte"}}})") ==
          R"({"phone":{"network":{"kind":"latency"}}})");
    CHECK(shelf.merged(R"({"a": [{"network": {"profile": "networks/lte"}}]})") ==
          R"({"a":[{"network":{"kind":"latency"}}]})");
}

TEST_CASE("a profile that is not there is told with its place and the nearest", "[resolve]") {
    Shelf shelf;
    shelf.merged("{\"network\":\n {\"profile\": \"networks/wify\"}}");
    CHECK(shelf.problems ==
          Lines{"s:2:14: there is no profile 'networks/wify'" + shelf.profiles.folders_text() +
                ". Did you mean 'networks/wifi'?"});
    const std::string own = std::filesystem::path(shelf.folder.path()).filename().string();
    CHECK_THAT(shelf.profiles.folders_text(),
               Catch::StartsWith(" in ") && Catch::EndsWith(own + "/"));
    shelf.merged(R"({"network": {"profile": "wifi"}})");
    REQUIRE(shelf.problems.size() == 1);
    CHECK_THAT(shelf.problems[0], Catch::EndsWith("Did you mean 'networks/wifi'?"));
    shelf.merged(R"({"network": {"profile": "models/pool"}})");
    CHECK(shelf.problems == Lines{"s:1:25: the profile 'models/pool' has no \"network\" in it"});
}

TEST_CASE("where there are no folders of profiles it is said where they would be", "[resolve]") {
    Node document = parse_document(R"({"network": {"profile": "networks/wifi"}})", "s");
    Profiles none{{}};
    std::vector<Problem> problems;
    merge_profiles(document, none, problems);
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0].what, Catch::Contains("no folder profiles/ beside or above"));
}

TEST_CASE("what only looks like a profile is none, and no profile is suggested for itself",
          "[resolve]") {
    Shelf shelf;
    std::filesystem::create_directories(shelf.folder.path("networks/folder.json"));
    std::filesystem::create_symlink("nowhere", shelf.folder.path("networks/dangling.json"));
    for (const char* name : {"networks/folder", "networks/dangling"}) {
        shelf.merged(std::string("{\"network\": {\"profile\": \"") + name + "\"}}");
        REQUIRE(shelf.problems.size() == 1);
        CHECK_THAT(shelf.problems[0], Catch::Contains(std::string("no profile '") + name) &&
                                          !Catch::Contains(std::string("mean '") + name));
    }
    CHECK(shelf.profiles.names().size() == 5);
}

TEST_CASE("profiles of a folder named from the working folder are found", "[resolve]") {
    const Shelf shelf;
    const Profiles relative{{std::filesystem::relative(shelf.folder.path()).string()}};
    CHECK(std::filesystem::exists(relative.file("networks/wifi.json")));
    REQUIRE(std::filesystem::is_directory("profiles"));
}

TEST_CASE("a mistake inside a profile is told with the profile's own place", "[resolve]") {
    Shelf shelf;
    shelf.merged(R"({"network": {"profile": "networks/broken"}})");
    REQUIRE(shelf.problems.size() == 1);
    CHECK_THAT(shelf.problems[0], Catch::Contains("networks/broken.json:3:"));
}

TEST_CASE("all profiles there are can be listed, and a file may be one", "[resolve]") {
    Shelf shelf;
    CHECK(shelf.profiles.names() == Lines{"models/pool", "networks/broken", "networks/chain",
                                          "networks/lte", "networks/wifi"});
    const std::string file = shelf.folder.write("elsewhere/mine.json", R"({"network": {"cv": 1}})");
    CHECK(shelf.merged("{\"network\": {\"profile\": \"" + file + "\"}}") ==
          R"({"network":{"cv":1}})");
}

TEST_CASE("only and without choose models by name or by set", "[resolve]") {
    const Picked none = picked("{}");
    CHECK(none.names == Lines{"A 0.25", "B", "C", "D"});
    CHECK(picked(R"({"only": ["@few"]})").names == Lines{"A 0.25", "B"});
    CHECK(picked(R"({"only": ["D", "A 0.25"]})").names == Lines{"A 0.25", "D"});
    CHECK(picked(R"({"only": ["@few", "D"]})").names == Lines{"A 0.25", "B", "D"});
    CHECK(picked(R"({"without": ["@odd"]})").names == Lines{"B", "D"});
    CHECK(picked(R"({"only": ["@few"], "without": ["B"]})").names == Lines{"A 0.25"});
    CHECK(picked(R"({"only": []})").names.empty());
    CHECK(none.problems.empty());
}

TEST_CASE("a model or set that is not there is told with the nearest", "[resolve]") {
    const Picked wrong = picked(R"({"only": ["@fwe", "B", "E 0.25"]})");
    CHECK(wrong.names == Lines{"B"});
    CHECK(wrong.problems ==
          Lines{"s:1:11: no model and no set is called '@fwe'. Did you mean '@few'?",
                "s:1:24: no model and no set is called 'E 0.25'. Did you mean 'A 0.25'?"});
    CHECK(picked(R"({"only": "@few"})").problems ==
          Lines{"s:1:10: expected a list of models or sets"});
    CHECK(picked(R"({"only": [3]})").problems ==
          Lines{"s:1:11: expected the name of a model or set, not a whole number"});
}

TEST_CASE("pools of models inside others are picked from too", "[resolve]") {
    Node document = parse_document(
        R"({"phone": {"models": {"list": [{"name": "A"}, {"name": "B"}], "only": ["B"]}}})", "s");
    std::vector<Problem> problems;
    pick_models(document, problems);
    CHECK(dump(document) == R"({"phone":{"models":{"list":[{"name":"B"}]}}})");
}

TEST_CASE("a value is set by a path of keys", "[resolve]") {
    const std::string text = R"({"sla_ms": 1, "network": {"cv": 1}})";
    CHECK(changed(text, "sla_ms", "2").text == R"({"sla_ms":2,"network":{"cv":1}})");
    CHECK(changed(text, "network.cv", "0.5").text == R"({"sla_ms":1,"network":{"cv":0.5}})");
    CHECK(changed(text, "network.measures", "one_way").text ==
          R"({"sla_ms":1,"network":{"cv":1,"measures":"one_way"}})");
    CHECK(changed(text, "phone.model", "A").text ==
          R"({"sla_ms":1,"network":{"cv":1},"phone":{"model":"A"}})");
    CHECK(changed(text, "network", R"({"profile": "x"})").text ==
          R"({"sla_ms":1,"network":{"profile":"x"}})");
}

TEST_CASE("members of a list go by their names, dots and all", "[resolve]") {
    const std::string text = R"({"models": {"list": [{"name": "MobileNetV1 0", "mean_ms": 1},
        {"name": "MobileNetV1 0.25", "mean_ms": 2}, {"name": "V", "mean_ms": 3}]}})";
    const auto mean_of = [&](const std::string& path, size_t i) {
        const Changed after = changed(text, path, "9");
        CHECK(after.problems.empty());
        const Node document = parse_document(after.text, "s");
        return document.find("models")->find("list")->items[i].find("mean_ms")->integer;
    };
    CHECK(mean_of("models.list.V.mean_ms", 2) == 9);
    CHECK(mean_of("models.list.MobileNetV1 0.25.mean_ms", 1) == 9);
    CHECK(mean_of("models.list.MobileNetV1 0.25.mean_ms", 0) == 1);
    CHECK(mean_of("models.list.MobileNetV1 0.mean_ms", 0) == 9);
    CHECK(mean_of("models.list.MobileNetV1 0.mean_ms", 1) == 2);
}

TEST_CASE("members of a list that have no names go by their places", "[resolve]") {
    const std::string text = R"({"servers": {"further": [{"replicas": 1}, {"replicas": 2}]}})";
    const Changed after = changed(text, "servers.further.1.replicas", "9");
    CHECK(after.problems.empty());
    CHECK(after.text == R"({"servers":{"further":[{"replicas":1},{"replicas":9}]}})");
    for (const char* place : {"2", "-1", "x", "1x"}) {
        const std::string path = "servers.further." + std::string(place) + ".replicas";
        CHECK(changed(text, path, "9").problems.size() == 1);
    }
    // A name may be a number.
    const std::string named = R"({"list": [{"name": "1", "x": 1}, {"name": "0", "x": 2}]})";
    CHECK(changed(named, "list.1.x", "9").text ==
          R"({"list":[{"name":"1","x":9},{"name":"0","x":2}]})");
}

TEST_CASE("a path that leads nowhere is told with the nearest name", "[resolve]") {
    const std::string text = R"({"models": {"list": [{"name": "NasNet Large"}]}, "sla_ms": 1})";
    CHECK(changed(text, "models.list.NasNet Lagre.mean_ms", "1").problems ==
          Lines{"--set models.list.NasNet Lagre.mean_ms: 'models.list.NasNet Lagre.mean_ms': "
                "nothing in the list has that name. Did you mean 'NasNet Large'?"});
    CHECK(changed(text, "sla_ms.x", "1").problems ==
          Lines{"--set sla_ms.x: 'sla_ms.x': leads into a whole number"});
}

TEST_CASE("what a path makes or changes is known to come from there", "[resolve]") {
    Node document = parse_document(R"({"network": {"cv": 1}})", "s");
    std::vector<Problem> problems;
    const auto set = [&](const std::string& path) {
        set_by_path(document, path, parse_value("1", "--set " + path), problems);
    };
    set("network.cv");
    set("netwrok.cv");
    CHECK(document.find("network")->find("cv")->where.text() == "--set network.cv");
    CHECK(document.find("netwrok")->where.text() == "--set netwrok.cv");
    REQUIRE(document.key_locations.size() == 2);
    CHECK(document.key_locations[1].text() == "--set netwrok.cv");
}

TEST_CASE("another profile set by path takes the place of the first", "[resolve]") {
    Shelf shelf;
    Node document = parse_document(R"({"network": {"profile": "networks/wifi"}})", "s");
    std::vector<Problem> problems;
    merge_profiles(document, shelf.profiles, problems);
    set_by_path(document, "network.profile", parse_value("networks/lte", "--set"), problems);
    merge_profiles(document, shelf.profiles, problems);
    CHECK(problems.empty());
    CHECK(dump(document) == R"({"network":{"kind":"latency"}})");
}

}  // namespace mdisim
