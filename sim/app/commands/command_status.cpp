#include <algorithm>
#include <cmath>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/deliver.hpp"
#include "sim/campaign/folder/campaign_progress.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/letters.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/scenario.hpp"

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

// A text such as "5 of 6 cells are done, 83 % of all requests".
std::string progress_text(const CampaignProgress& progress) {
    const double share = progress.cell_requests == 0
                             ? 1
                             : 1 - static_cast<double>(progress.cell_requests_left) /
                                       static_cast<double>(progress.cell_requests);
    return std::to_string(progress.cells_done) + " of " + std::to_string(progress.cells) +
           " cells are done, " + fixed(std::floor(share * 100), 0) + " % of all requests";
}

// Prints a line for each folder. At the end throws a UserError with the problems of the folders
// that could not be read.
int status_of_all(const std::vector<std::string>& folders) {
    constexpr size_t gap = 2;
    size_t longest = 0;
    for (const std::string& folder : folders) longest = std::max(longest, letters(folder));
    std::vector<Problem> problems;
    size_t known = 0;
    size_t unfinished = 0;
    for (const std::string& folder : folders) {
        try {
            const CampaignProgress progress = progress_in(folder, scenario_in(folder));
            ++known;
            unfinished += progress.cells_done < progress.cells;
            std::cout << left(folder, longest + gap) << progress_text(progress);
            if (progress.seconds_left && progress.cells_done < progress.cells) {
                std::cout << ", " << duration_text(*progress.seconds_left) << " left on one core";
            }
            std::cout << std::endl;
        } catch (const UserError& error) {
            for (const Problem& p : error.problems()) {
                problems.push_back({p.where.empty() ? folder : p.where, p.pointer, p.what});
            }
        }
    }
    if (unfinished > 0) {
        std::cout << unfinished << " of " << known
                  << " are not finished; 'mdisim status RESULTS' says what is missing\n";
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    return exit_ok;
}

int status(const Arguments& arguments) {
    const std::string folder = arguments.words.empty() ? "results" : arguments.words.front();
    if (!has_manifest(folder)) {
        const std::vector<std::string> folders = results_folders_in(folder);
        if (!folders.empty()) return status_of_all(folders);
        if (arguments.words.empty()) {
            throw UserError(
                "there are no results below results/; 'mdisim run SCENARIO' makes some");
        }
    }
    const Scenario scenario = scenario_in(folder);
    const CampaignProgress progress = progress_in(folder, scenario);
    std::cout << scenario.name() << ": " << progress_text(progress) << '\n'
              << "spent on one core: " << duration_text(progress.seconds_spent) << '\n';
    if (progress.cells_done == progress.cells) return exit_ok;
    if (progress.seconds_left) {
        std::cout << "left on one core: " << duration_text(*progress.seconds_left) << '\n';
    }
    std::cout << "missing:\n";
    for (const auto& [by, counts] : progress.by) print_missing(by, counts);
    for (size_t i = 0; i < std::min(most_lines, progress.quarantined.size()); ++i) {
        std::cout << "crashed too often: " << progress.quarantined[i] << '\n';
    }
    if (progress.quarantined.size() > most_lines) {
        std::cout << "and " << progress.quarantined.size() - most_lines << " more\n";
    }
    return exit_ok;
}

}  // namespace

Command status_command() {
    return {"status",
            "status [RESULTS]",
            "Prints how much is done, what is missing and what it costs.",
            {},
            1,
            status};
}

}  // namespace mdisim
