#include "sim/app/closer_look.hpp"

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "sim/app/deliver.hpp"
#include "sim/app/log_writer.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/records.hpp"
#include "sim/campaign/watched.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/time.hpp"
#include "sim/report/explanation.hpp"
#include "sim/report/timeline.hpp"
#include "sim/run/observer.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

constexpr int64_t requests_in_trace = 1000;

// Whether two points have the same requests, with the same deadlines where a log would have them.
bool has_same_requests(const Point& a, const Point& b) {
    return a.world_digest == b.world_digest && a.setting.seed == b.setting.seed &&
           a.setting.duration_s == b.setting.duration_s && a.most_requests() == b.most_requests() &&
           (a.setting.sla_ms == b.setting.sla_ms || !a.world->classes().named());
}

}  // namespace

std::vector<OptionSpec> closer_look_options() {
    return {{"records", "N", "keep N requests of each cell in requests.csv"},
            {"explain-request", "N", "explain the choices for request N; no results"},
            {"trace", "FILE", "write a timeline that ui.perfetto.dev opens"},
            {"trace-requests", "N",
             "its first N requests (default: " + std::to_string(requests_in_trace) + ")"},
            {"log", "FILE", "write the requests as a log that scenarios replay; no results"}};
}

void explain_request(const Scenario& scenario, const Arguments& arguments) {
    const auto request = static_cast<uint64_t>(*count_of(arguments, "explain-request", 0));
    const Explanation explanation = explain_request(scenario, scenario.home(), request);
    if (arguments.has("json")) {
        std::cout << dump(explanation_document(explanation), 1) << '\n';
    } else {
        std::cout << explanation_text(explanation, terminal_style());
    }
}

void write_log(const Scenario& scenario, const Arguments& arguments) {
    const std::string path = *arguments.last("log");
    const Point first = scenario.point(0);
    if (first.world->has_sites()) {
        throw UserError(
            "a log does not say to which site its requests go, so none is written of a "
            "world with \"sites\"");
    }
    for (size_t i = 1; i < scenario.size(); ++i) {
        const Point other = scenario.point(i);
        if (has_same_requests(first, other)) continue;
        std::vector<std::string> names;
        for (const Axis& axis : scenario.axes()) names.push_back(axis.name());
        throw UserError(
            "a log is of one world, and the sweep has several: choose one by --set PATH=VALUE, "
            "of " +
            joined(names));
    }
    WholeFile file(path);
    Node block = Node::object();
    block.set("file", Node(path));
    const Duration sla = Duration::from_ms(first.setting.sla_ms);
    const Node columns = write_log(*first.world, sla, first.plan(), file.stream());
    for (const auto& [key, value] : columns.members) block.set(key, value);
    file.finish();
    if (is_standard_output(path)) return;
    std::cout << path << " has the requests of " << cell_name(scenario, 0, "replication 0")
              << "\nscenarios replay them with\n\"log\": " << dump(block, 2) << '\n';
}

void write_trace(const Scenario& scenario, const Arguments& arguments) {
    const std::string path = *arguments.last("trace");
    const size_t point = scenario.home();
    const auto count =
        static_cast<uint64_t>(count_of(arguments, "trace-requests", 1).value_or(requests_in_trace));
    WholeFile file(path);
    Timeline timeline(file.stream());
    Watcher watcher;
    for (CellCursor at(scenario, {point, 0}); !at.at_end() && at.index().point == point;
         at.next()) {
        const auto requests = first_requests(0, at.point().most_requests(), count);
        timeline.add(at.policies().name, *at.point().world, watcher.watch(at, requests));
    }
    timeline.finish();
    file.finish();
    std::cerr << "timeline of " << cell_name(scenario, point, "replication 0") << ": " << path
              << " (open it in ui.perfetto.dev)\n";
}

}  // namespace mdisim
