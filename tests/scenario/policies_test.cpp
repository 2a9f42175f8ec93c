#include "sim/scenario/policies.hpp"

#include <string>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/describe/field.hpp"
#include "tests/scenario/least.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a policy is a name, or a combination with a name of its own", "[scenario]") {
    const auto names = [](const std::string& policies) {
        Lines list;
        const Scenario scenario = loaded_from(
            least_scenario("{\"policies\": " + policies + ", " + std::string(some_phone) + "}"));
        for (const Combination& c : scenario.point(0).policies) {
            list.push_back(c.name + ": " + c[Decision::select].entry->name + ", " +
                           c[Decision::place].entry->name);
        }
        return list;
    };
    const Lines found = names(R"(["mdinference", {"select": "modipick"},
        {"select": "fastest", "place": "both"}, {"place": "phone"},
        {"name": "mine", "select": "fastest", "place": "both"}])");
    CHECK(found == Lines{"mdinference: mdinference, cloud", "modipick: modipick, cloud",
                         "fastest+both: fastest, both", "phone: fastest, phone",
                         "mine: fastest, both"});
}

TEST_CASE("settings of a policy are read and reached by path", "[scenario]") {
    const auto threshold = [](const Scenario& scenario) {
        const Combination c = scenario.point(0).policies.front();
        const Slot slot = c[Decision::select].entry->options.fields.front().slot(
            c[Decision::select].options.get());
        return *std::get<double*>(slot.kind());
    };
    const std::string plain = least_scenario(R"({"policies": ["modipick"]})");
    CHECK(threshold(loaded_from(plain)) == 0);
    CHECK(threshold(loaded_from(least_scenario(
              R"({"policies": [{"select": {"policy": "modipick", "threshold_ms": 50}}]})"))) == 50);
    CHECK(threshold(loaded_from(plain, {{{"policies.modipick.select.threshold_ms", "7"}}, {}})) ==
          7);
    CHECK(mistakes_in(plain, {{{"policies.modipick.select.threshold_s", "7"}}, {}}) ==
          Lines{"wrong unit: 'threshold_s' is given as 'threshold_ms'"});
    CHECK(mistakes_in(plain, {{{"policies.modipick.select.threshold_ms", "-7"}}, {}}).size() == 1);
}

TEST_CASE("mistakes among the policies are told", "[scenario]") {
    const auto of = [](const std::string& policies) {
        return mistakes_in(least_scenario("{\"policies\": " + policies + "}"));
    };
    CHECK(of("[]") == Lines{"expected a list of policies, at least one"});
    CHECK(of("\"fastest\"") == Lines{"expected a list of policies, at least one"});
    CHECK(of("[5]") == Lines{"expected a policy's name or an object"});
    CHECK(of(R"([{"select": 5}])") ==
          Lines{"expected a policy's name, or an object with \"policy\" and its settings"});
    CHECK(of(R"(["fastest", "fastest"])") ==
          Lines{"two policies are called 'fastest'; give one of them another \"name\""});
    CHECK(of(R"([{"name": "bound", "select": "fastest"}])") ==
          Lines{"'bound' is what tables and figures call something else; give the policy another "
                "\"name\""});
    CHECK(of(R"([{"slect": "fastest"}])") ==
          Lines{"a policy has no 'slect'. Did you mean 'select'?"});
    CHECK(of(R"([{"plce": "cloud", "select": "fastst"}])").size() == 2);
    CHECK(
        of(R"([{"select": "cloud"}])").front().starts_with("there is no policy 'cloud' to select"));
    const Lines both = of(R"(["both"])");
    REQUIRE(both.size() == 1);
    CHECK_THAT(both[0], Catch::Contains("no policy 'both' to select: it is one to place, as in "
                                        "{\"place\": \"both\"}"));
    for (const char* nothing : {R"([{"name": "mine"}])", "[{}]", R"([{"name": ""}])"}) {
        const Lines lines = of(nothing);
        CAPTURE(nothing);
        REQUIRE(lines.size() == 1);
        CHECK_THAT(lines[0], Catch::Contains("decides nothing: it needs at least one of"));
    }
    CHECK_THAT(of(R"([{"name": "mine"}])")[0], Catch::StartsWith("the policy 'mine' decides"));
    CHECK(of(R"([{"policy": "modipick", "threshold_ms": 50}])") ==
          Lines{"a policy with settings is an object below its decision: {\"select\": "
                "{\"policy\":\"modipick\",\"threshold_ms\":50}}"});
    const Lines no_phone = of(R"([{"place": "both"}])");
    REQUIRE(no_phone.size() == 1);
    CHECK_THAT(no_phone[0], Catch::Contains("needs a phone"));
    CHECK(of(R"([{"name": 5, "select": "fastest"}])").size() == 1);
    CHECK(mistakes_in(least_scenario(std::string("{\"policies\": [{\"place\": \"split\"}], ") +
                                     some_phone + "}")) ==
          Lines{"policy 'split': the phone has no front of a split model"});
}

}  // namespace mdisim
