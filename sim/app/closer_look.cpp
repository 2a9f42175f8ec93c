#include "sim/app/closer_look.hpp"

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "sim/app/deliver.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/records.hpp"
#include "sim/campaign/watched.hpp"
#include "sim/report/explanation.hpp"
#include "sim/report/timeline.hpp"
#include "sim/run/observer.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

constexpr int64_t requests_in_trace = 1000;

}  // namespace

std::vector<OptionSpec> closer_look_options() {
    return {{"records", "N", "keep N requests of each cell in requests.csv"},
            {"explain-request", "N", "explain the choices for request N; no results"},
            {"trace", "FILE", "write a timeline that ui.perfetto.dev opens"},
            {"trace-requests", "N",
             "its first N requests (default: " + std::to_string(requests_in_trace) + ")"}};
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
