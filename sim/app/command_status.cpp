#include <cmath>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/deliver.hpp"
#include "sim/app/results_folder.hpp"
#include "sim/campaign/folder.hpp"

namespace mdisim {
namespace {

constexpr size_t most_lines = 10;

void print_missing(const std::string& by,
                   const std::vector<std::pair<std::string, Count>>& counts) {
    size_t told = 0;
    size_t untold = 0;
    for (const auto& [label, count] : counts) {
        if (count.missing == 0) continue;
        if (++told > most_lines) {
            ++untold;
            continue;
        }
        std::cout << "  " << by << (by == "policy" ? " " : " = ") << label << ": " << count.missing
                  << " of " << count.cells << " cells\n";
    }
    if (untold > 0) std::cout << "  and " << untold << " more values of " << by << '\n';
}

int status(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("status needs a results folder");
    const std::string& folder = arguments.words.front();
    const Scenario scenario = scenario_in(folder);
    const Standing standing = standing_in(folder, scenario);
    const double share = standing.cell_requests == 0
                             ? 1
                             : 1 - static_cast<double>(standing.cell_requests_left) /
                                       static_cast<double>(standing.cell_requests);
    std::cout << scenario.name() << ": " << standing.cells_done << " of " << standing.cells
              << " cells are done, " << std::floor(share * 100) << " % of all requests\n"
              << "spent on one core: " << duration_text(standing.seconds_spent) << '\n';
    if (standing.cells_done == standing.cells) return exit_ok;
    if (standing.seconds_left) {
        std::cout << "left on one core: " << duration_text(*standing.seconds_left) << '\n';
    }
    std::cout << "missing:\n";
    for (const auto& [by, counts] : standing.by) print_missing(by, counts);
    for (size_t i = 0; i < std::min(most_lines, standing.quarantined.size()); ++i) {
        std::cout << "crashed too often: " << standing.quarantined[i] << '\n';
    }
    if (standing.quarantined.size() > most_lines) {
        std::cout << "and " << standing.quarantined.size() - most_lines << " more\n";
    }
    return exit_ok;
}

}  // namespace

Command status_command() {
    return {"status",
            "status RESULTS",
            "Says how far a campaign is, what it has cost and what is missing.",
            {},
            1,
            status};
}

}  // namespace mdisim
