#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/page_parts.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/scripts.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/report/page/playground.hpp"
#include "sim/report/page/shell.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

constexpr int64_t requests_at_once = 1000;  // of a scenario that somebody brings

// What a scenario says beside the world, its policies and its size. The page has its own.
constexpr std::string_view of_a_study[] = {"$schema", "about",   "sweep",   "claims", "thresholds",
                                           "labels",  "figures", "records", "series"};

std::string file_of_module() {
    if (const char* given = std::getenv("MDISIM_WEB_MODULE")) return given;
    const fs::path scripts = fs::path(script_file("report/page.css")).parent_path().parent_path();
    for (const char* place : {"../build/web/mdisim.js", "../web/mdisim.js"}) {
        const fs::path file = (scripts / place).lexically_normal();
        if (fs::exists(file)) return file.string();
    }
    throw UserError(
        "the simulator for web pages has not been built: 'scripts/packages web && scripts/build "
        "web' makes it, as build/web/mdisim.js; MDISIM_WEB_MODULE may name the file");
}

// Adds the files that the document names to the page.
void add_files(const Node& node, Node& files) {
    for (const auto& [key, value] : node.members) {
        const bool names = key == "file" && value.kind == Node::Kind::text;
        if (names && fs::exists(value.text)) files.set(value.text, Node(read_text(value.text)));
        add_files(value, files);
    }
    for (const Node& item : node.items) add_files(item, files);
}

Node world_of(const Scenario& scenario) {
    Node world = scenario.resolved(scenario.home());
    for (std::string_view key : of_a_study) world.erase(key);
    return world;
}

// An example as the page has it: "sets" are in its scenario then.
Node example_of(const Node& written) {
    const std::string file = scenario_file(written.find("scenario")->text);
    Node document = read_document(file);
    for (std::string_view key : of_a_study) document.erase(key);
    Overrides overrides;
    for (const auto& [path, value] : written.find("sets")->members) {
        overrides.sets.emplace_back(path, dump(value));
    }
    const Scenario scenario =
        Scenario::from(std::move(document), file, scenario_name(file), overrides);
    Node example = written;
    example.erase("sets");
    example.set("scenario", world_of(scenario));
    return example;
}

// The axis along which a scenario's own figures go: the first of numbers, else deadlines around its
// own.
std::pair<std::string, std::string> axis_of(const Scenario& scenario) {
    for (const Axis& axis : scenario.axes()) {
        std::string values;
        bool numbers = axis.paths.size() == 1;
        for (const AxisValue& value : axis.values) {
            numbers = numbers && value.label.is_number();
            values += (values.empty() ? "" : ",") + label_text(value.label);
        }
        if (numbers) return {axis.name(), values};
    }
    std::string values;
    const double own = scenario.point(scenario.home()).setting.sla_ms;
    for (int i = 4; i <= 20; ++i) values += (values.empty() ? "" : ",") + dump(Node(own * i / 10));
    return {"sla_ms", values};
}

// The scenario's figures along the axis, else one of what most readers ask for.
Node figures_along(const Node& document, const std::string& axis) {
    Node figures = Node::list();
    const Node* written = document.find("figures");
    for (const Node& figure : written == nullptr ? std::vector<Node>{} : written->items) {
        const Node* x = figure.find("x");
        const bool plain = figure.find("where") == nullptr && figure.find("panels") == nullptr &&
                           figure.find("kind") == nullptr && figure.find("series") == nullptr;
        if (plain && x != nullptr && x->text == axis) figures.append(figure).erase("behind");
    }
    if (!figures.items.empty()) return figures;
    Node& figure = figures.append(Node::object());
    figure.set("name", Node(std::string("playground")));
    figure.set("x", Node(axis));
    Node& metrics = figure.set("y", Node::list());
    for (const char* metric : {"effective_accuracy", "attainment", "latency_ms_mean"}) {
        metrics.append(Node(std::string(metric)));
    }
    return figures;
}

Node own_example(const Scenario& scenario) {
    const auto [axis, values] = axis_of(scenario);
    Node example = Node::object();
    example.set("id", Node(std::string("scenario")));
    example.set("question", Node(scenario.name()));
    example.set("says", Node(scenario.about()));
    example.set("over", Node::object()).set(axis, Node(values));
    example.set("figures", figures_along(scenario.written_out(), axis));
    Node& world = example.set("scenario", world_of(scenario));
    Node* requests = world.find("requests");
    const bool shortens = requests != nullptr && requests->integer > requests_at_once &&
                          world.find("warm_up_requests") == nullptr;
    if (shortens) *requests = Node(requests_at_once);
    return example;
}

int playground(const Arguments& arguments) {
    Playground content;
    content.module = read_text(file_of_module());
    PageParts parts = page_parts();
    if (parts.library.empty()) throw UserError("a playground draws, which needs Vega-Lite");
    if (!arguments.words.empty()) {
        const std::string file = scenario_file(arguments.words.front());
        content.examples.append(own_example(Scenario::load(file, overrides_of(arguments))));
    }
    const Node written = read_document(script_file("playground/examples.json"));
    for (const Node& example : written.items) content.examples.append(example_of(example));
    for (const Node& example : content.examples.items) {
        add_files(*example.find("scenario"), content.files);
    }
    parts.style += read_text(script_file("playground/playground.css"));
    for (const char* name : {"simulator.js", "controls.js", "answer.js", "playground.js"}) {
        parts.script += read_text(script_file(std::string("playground/") + name));
    }
    const std::string file = arguments.last("out").value_or("playground.html");
    write_file(file, playground_html(content, parts));
    if (!is_standard_output(file)) std::cout << file << '\n';
    return exit_ok;
}

}  // namespace

Command playground_command() {
    return {"playground",
            "playground [SCENARIO] [options]",
            "Writes a page with the simulator in it: sliders move, curves follow.",
            {{"set", "PATH=VALUE", "change the scenario, as in run"},
             {"over", "PATH=VALUES", "the axis of its figures, as in run"},
             {"out,o", "FILE", "the page (default: playground.html)"}},
            1,
            playground};
}

}  // namespace mdisim
