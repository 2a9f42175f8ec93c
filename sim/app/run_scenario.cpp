#include "sim/app/run_scenario.hpp"

#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/report/results.hpp"

namespace mdisim {
namespace {

Path path_of(const Arguments& arguments) {
    const std::string word = arguments.last("path").value_or("auto");
    if (word == "auto") return Path::automatic;
    if (word == "events") return Path::events;
    throw UserError({{"--path " + word, "", "expected auto or events"}});
}

// The first signal asks the running cells to finish, the second stops at once.
std::atomic<bool> stop_asked{false};

void on_signal(int number) {
    stop_asked = true;
    signal(number, SIG_DFL);
}

void listen_for_signals() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

std::vector<CellRow> compute(const Scenario& scenario, const std::string& folder,
                             const Arguments& arguments) {
    CampaignOptions options;
    options.jobs = static_cast<unsigned>(count_of(arguments, "jobs", 1).value_or(0));
    options.path = path_of(arguments);
    // A forced path is there to compare: it takes nothing from earlier runs and leaves nothing.
    const bool kept = options.path == Path::automatic;
    Store store = kept ? Store::in_file(folder + "/store.sqlite") : Store::in_memory();
    ProgressLine line;
    options.store = &store;
    options.stop = &stop_asked;
    options.progress = [&](const Progress& p) { line.show(p); };
    listen_for_signals();
    std::vector<CellRow> rows = run_campaign(scenario, options);
    line.clear();
    return rows;
}

}  // namespace

std::string results_folder(const Scenario& scenario, const Arguments& arguments) {
    const std::string all = arguments.last("results").value_or("results");
    return arguments.last("out").value_or(all + "/" + scenario_name(scenario.file()));
}

void check_folders(const Arguments& arguments, size_t scenarios) {
    if (!arguments.has("out")) return;
    if (scenarios > 1) throw UserError("--out is for one scenario at a time");
    if (arguments.has("results")) throw UserError("--out and --results are for one place");
}

std::optional<std::vector<CellRow>> run_scenario(const Scenario& scenario,
                                                 const Arguments& arguments) {
    const std::string folder = results_folder(scenario, arguments);
    claim_folder(folder, scenario_name(scenario.file()));
    try {
        std::vector<CellRow> rows = compute(scenario, folder, arguments);
        write_results(folder, scenario, rows, {version_text(), compiler_text(), command_line()});
        return rows;
    } catch (const Interrupted&) {
        std::cerr
            << "\ninterrupted; what is finished is kept. The same command goes on from here:\n"
            << "  " << command_line() << '\n';
        return std::nullopt;
    }
}

std::vector<std::string> scenario_files() {
    std::vector<std::string> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator("scenarios", error)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace mdisim
