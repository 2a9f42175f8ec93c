#include "sim/app/pages/playground_parts.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <utility>
#include <vector>

#include "sim/app/pages/page_parts.hpp"
#include "sim/app/scripts.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/report/page/shell.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

constexpr int64_t requests_at_once = 1000;  // of a scenario that somebody brings

// Adds the files that the document names to the page.
void add_files(const Node& node, Node& files) {
    for (const auto& [key, value] : node.members) {
        const bool names = key == "file" && value.kind == Node::Kind::text;
        if (names && fs::exists(value.text)) files.set(value.text, Node(read_text(value.text)));
        add_files(value, files);
    }
    for (const Node& item : node.items) add_files(item, files);
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

}  // namespace

std::string web_module() {
    if (const char* given = std::getenv("MDISIM_WEB_MODULE")) return fs::exists(given) ? given : "";
    const fs::path scripts = fs::path(script_file("report/page.css")).parent_path().parent_path();
    for (const char* place : {"../build/web/mdisim.js", "../web/mdisim.js"}) {
        const fs::path file = (scripts / place).lexically_normal();
        if (fs::exists(file)) return file.string();
    }
    return "";
}

void leave_the_world(Node& document) {
    for (const char* key : {"$schema", "about", "sweep", "claims", "thresholds", "labels",
                            "figures", "records", "series"}) {
        document.erase(key);
    }
}

Node example_of(const Scenario& scenario, const std::string& id) {
    const auto [axis, values] = axis_of(scenario);
    Node example = Node::object();
    example.set("id", Node(id));
    example.set("question", Node(scenario.name()));
    example.set("says", Node(scenario.about()));
    example.set("over", Node::object()).set(axis, Node(values));
    example.set("figures", figures_along(scenario.written_out(), axis));
    Node& world = example.set("scenario", scenario.resolved(scenario.home()));
    leave_the_world(world);
    Node* requests = world.find("requests");
    const bool shortens = requests != nullptr && requests->integer > requests_at_once &&
                          world.find("warm_up_requests") == nullptr;
    if (shortens) *requests = Node(requests_at_once);
    return example;
}

void add_example(Playground& playground, Node example) {
    add_files(*example.find("scenario"), playground.files);
    playground.examples.append(std::move(example));
}

std::string finished_playground(Playground playground) {
    PageParts parts = page_parts();
    if (parts.library.empty()) throw UserError("a playground draws, which needs Vega-Lite");
    playground.module = read_text(web_module());
    parts.style += read_text(script_file("playground/playground.css"));
    for (const char* name : {"simulator.js", "controls.js", "answer.js", "playground.js"}) {
        parts.script += read_text(script_file(std::string("playground/") + name));
    }
    return playground_html(playground, parts);
}

}  // namespace mdisim
