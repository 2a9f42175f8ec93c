// What `mdisim playground` writes, without the simulator for pages, which another compiler makes.
// What it does in a browser is looked at in tests/browser/.
#include <string>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

// With something in place of the simulator and of the library that draws.
Surroundings with_parts(const TemporaryFolder& folder) {
    for (const char* file : {"vega/build/vega.min.js", "vega-lite/build/vega-lite.min.js",
                             "vega-embed/build/vega-embed.min.js"}) {
        folder.write(file, "");
    }
    Surroundings around;
    around.variables = {"MDISIM_WEB_MODULE=" + folder.write("module.js", "the simulator"),
                        "MDISIM_NODE_MODULES=" + folder.path("")};
    return around;
}

Node content_of(const std::string& file) {
    const std::string html = read_text(file);
    const std::string begin = "<script id=\"content\" type=\"application/json\">";
    const size_t at = html.find(begin) + begin.size();
    return parse_document(html.substr(at, html.find("</script>", at) - at), file);
}

}  // namespace

TEST_CASE("a playground says how the simulator for pages is made", "[app]") {
    const TemporaryFolder folder;
    Surroundings around;
    around.variables = {"MDISIM_WEB_MODULE=" + folder.path("none.js")};
    const Ended ended = run_program({"playground", "--out", folder.path("p.html")}, around);
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, Catch::Contains("'scripts/packages web && scripts/build web' makes it"));
}

TEST_CASE("every example of a playground is a scenario with its figures and controls", "[app]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("p.html");
    const Ended ended = run_program({"playground", "--out", file}, with_parts(folder));
    REQUIRE(ended.code == 0);
    CHECK(ended.out == file + "\n");
    CHECK_THAT(read_text(file), Catch::Contains("the simulator"));
    const Node content = content_of(file);
    REQUIRE(content.find("examples")->items.size() == 5);
    for (const Node& example : content.find("examples")->items) {
        INFO(example.find("question")->text);
        // As the page asks for it, with each control moved to where it may go farthest.
        for (const char* end : {"min", "max"}) {
            Node document = *example.find("scenario");
            document.set("figures", *example.find("figures"));
            Overrides overrides;
            for (const auto& [path, values] : example.find("over")->members)
                overrides.overs.emplace_back(path, values.text);
            for (const Node& control : example.find("controls")->items) {
                const Node* value = control.find(end);
                const Node* choices = control.find("choices");
                if (value == nullptr) value = &choices->items.back();
                overrides.sets.emplace_back(control.find("path")->text, dump(*value));
            }
            const Scenario scenario = Scenario::from(document, "", "example", overrides);
            CHECK(scenario.size() >= 9);
            CHECK(scenario.figures().size() == example.find("figures")->items.size());
        }
    }
}

TEST_CASE("a playground begins with the scenario that it is given", "[app]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("p.html");
    const Ended ended = run_program(
        {"playground", "hello/hello", "--set", "sla_ms=200", "--out", file}, with_parts(folder));
    REQUIRE(ended.code == 0);
    const Node content = content_of(file);
    const Node& example = content.find("examples")->items.at(0);
    CHECK(example.find("question")->text == "hello/hello");
    CHECK_THAT(example.find("over")->find("sla_ms")->text, Catch::StartsWith("80.0,"));
    CHECK(example.find("scenario")->find("requests")->integer == 1000);
    const Ended unknown =
        run_program({"playground", "hello/helo", "--out", file}, with_parts(folder));
    CHECK(unknown.code == 2);
    CHECK_THAT(unknown.err, Catch::Contains("Did you mean 'hello/hello'"));
}

TEST_CASE("a playground has the data that a scenario reads", "[app]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("p.html");
    REQUIRE(run_program({"playground", "workloads/walk", "--out", file}, with_parts(folder)).code ==
            0);
    const Node content = content_of(file);
    REQUIRE(content.find("files")->members.size() == 1);
    CHECK_THAT(content.find("files")->members.at(0).first, Catch::EndsWith("walk.csv"));
}

}  // namespace mdisim
