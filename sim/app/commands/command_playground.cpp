#include <iostream>
#include <string>
#include <utility>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/pages/playground_parts.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/scripts.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/describe/error.hpp"
#include "sim/report/page/playground.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

constexpr auto how_to_build =
    "the simulator for web pages has not been built: 'scripts/packages web && scripts/build web' "
    "makes it, as build/web/mdisim.js; MDISIM_WEB_MODULE may name the file";

// An example of scripts/playground/examples.json as the page has it: what it sets is in its
// scenario then.
Node known_example(const Node& written) {
    const std::string file = scenario_file(written.find("scenario")->text);
    Node document = read_document(file);
    leave_the_world(document);
    Overrides overrides;
    for (const auto& [path, value] : written.find("sets")->members) {
        overrides.sets.emplace_back(path, dump(value));
    }
    const Scenario scenario =
        Scenario::from(std::move(document), file, scenario_name(file), overrides);
    Node example = written;
    example.erase("sets");
    leave_the_world(example.set("scenario", scenario.resolved(scenario.home())));
    return example;
}

int playground(const Arguments& arguments) {
    if (web_module().empty()) throw UserError(how_to_build);
    Playground content;
    if (!arguments.words.empty()) {
        const std::string file = scenario_file(arguments.words.front());
        const Scenario scenario = Scenario::load(file, overrides_of(arguments));
        add_example(content, example_of(scenario, "scenario"));
    }
    const Node written = read_document(script_file("playground/examples.json"));
    for (const Node& example : written.items) add_example(content, known_example(example));
    const std::string file = arguments.last("out").value_or("playground.html");
    write_file(file, finished_playground(std::move(content)));
    if (!is_standard_output(file)) std::cout << file << '\n';
    return exit_ok;
}

}  // namespace

Command playground_command() {
    return {"playground",
            "playground [SCENARIO] [options]",
            "Writes a page in which sliders move and curves follow.",
            {{"set", "PATH=VALUE", "change the scenario, as in run"},
             {"over", "PATH=VALUES", "the axis of its figures, as in run"},
             {"out,o", "FILE", "the page (default: playground.html)"}},
            1,
            playground};
}

}  // namespace mdisim
