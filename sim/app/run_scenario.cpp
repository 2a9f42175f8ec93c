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

void on_signal(int) {
    stop_asked = true;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

void listen_for_signals() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

void compute(const Scenario& scenario, Store& store, const Arguments& arguments) {
    CampaignOptions options;
    options.jobs = static_cast<unsigned>(count_of(arguments, "jobs", 1).value_or(0));
    options.path = path_of(arguments);
    options.stop = &stop_asked;
    ProgressLine line;
    options.progress = [&](const Progress& p) { line.show(p); };
    run_campaign(scenario, store, options);
    line.clear();
}

RunEnd compute_and_write(const Scenario& scenario, const std::string& folder,
                         const Arguments& arguments, const RowVisitor& visit) {
    // A forced path is there to compare: it takes nothing from earlier runs and leaves nothing.
    const bool kept = path_of(arguments) == Path::automatic;
    Store store = kept ? Store::in_file(folder + "/store.sqlite") : Store::in_memory();
    const Provenance provenance{version_text(), compiler_text(), command_line()};
    claim_folder(folder, scenario, provenance);
    compute(scenario, store, arguments);
    ResultsFolder files(folder, scenario);
    const auto deliver_row = [&](const CellRow& row) {
        files.add(row);
        visit(row);
    };
    each_row(scenario, store, deliver_row, &stop_asked);
    return {exit_ok, files.finish(provenance)};
}

}  // namespace

std::string results_folder(const Scenario& scenario, const Arguments& arguments) {
    return arguments.last("out").value_or("results/" + scenario.name());
}

RunEnd run_scenario(const Scenario& scenario, const Arguments& arguments, const RowVisitor& visit) {
    const std::string folder = results_folder(scenario, arguments);
    check_folder(folder, scenario.name());
    listen_for_signals();
    try {
        return compute_and_write(scenario, folder, arguments, visit);
    } catch (const Interrupted&) {
        std::cerr
            << "\ninterrupted; what is finished is kept. The same command goes on from here:\n"
            << "  " << command_line() << '\n';
        return {exit_interrupted, {}};
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
