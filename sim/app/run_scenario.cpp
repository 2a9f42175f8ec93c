#include "sim/app/run_scenario.hpp"

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/archive.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/describe/error.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

Path path_of(const Arguments& arguments) {
    const std::string word = arguments.last("path").value_or("auto");
    if (word == "auto") return Path::automatic;
    if (word == "events") return Path::events;
    throw UserError({{"--path " + word, "", "expected auto or events"}});
}

// Whether to stop. The first signal sets it, and cells that are being computed are finished; the
// second signal ends the process at once.
std::atomic<bool> stop_asked{false};

void on_signal(int) {
    stop_asked = true;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

// The archive of the stores of all scenarios that this process has run.
Archive& archive() {
    static Archive archive;
    return archive;
}

}  // namespace

const std::atomic<bool>* listen_for_signals() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    return &stop_asked;
}

unsigned jobs_of(const Arguments& arguments) {
    const auto asked = static_cast<unsigned>(count_of(arguments, "jobs", 1).value_or(0));
    return static_cast<unsigned>(threads_for(asked));
}

void check_folders(const Arguments& arguments, size_t scenarios) {
    for (const char* option : {"out", "results"}) {
        if (const auto folder = arguments.last(option)) check_folder_to_write(*folder);
    }
    if (!arguments.has("out")) return;
    if (scenarios > 1) throw UserError("--out is for one scenario at a time");
    if (arguments.has("results")) throw UserError("--out and --results exclude each other");
}

Shard shard_of(const Arguments& arguments) {
    const std::string text = arguments.last("shard").value_or("1/1");
    Shard shard;
    const char* end = text.data() + text.size();
    const auto number = std::from_chars(text.data(), end, shard.number);
    const bool slash = number.ec == std::errc() && number.ptr != end && *number.ptr == '/';
    const auto of = std::from_chars(slash ? number.ptr + 1 : end, end, shard.of);
    if (!slash || of.ec != std::errc() || of.ptr != end || shard.number < 1 ||
        shard.number > shard.of) {
        throw UserError({{"--shard " + text, "", "expected i/n with i from 1 to n"}});
    }
    return shard;
}

std::string results_folder(const Scenario& scenario, const Arguments& arguments) {
    const std::string all = arguments.last("results").value_or("results");
    return arguments.last("out").value_or(all + "/" + scenario.name());
}

void with_store_beside(const Scenario& scenario, const Arguments& arguments,
                       const std::function<void(Store&)>& work) {
    with_store_beside(results_folder(scenario, arguments), archive(), print_note, work);
}

int say_interrupted() {
    std::cerr << "\ninterrupted; what is finished is kept. The same command continues:\n"
              << "  " << command_line() << '\n';
    return exit_interrupted;
}

void with_store_of(const Scenario& scenario, const Arguments& arguments,
                   const std::function<void(Store&)>& work) {
    with_store_of(results_folder(scenario, arguments), scenario, command_line(), archive(),
                  print_note, work);
}

RunEnd run_scenario(const Scenario& scenario, const Arguments& arguments, const RowVisitor& visit,
                    WhenInUse when_in_use) {
    const std::string folder = results_folder(scenario, arguments);
    ProgressLine line;
    FolderRun run;
    run.campaign.jobs = arguments.has("jobs") ? jobs_of(arguments) : 0;
    run.campaign.path = path_of(arguments);
    run.campaign.shard = shard_of(arguments);
    run.campaign.stop = listen_for_signals();
    run.campaign.remote = arguments.remote;
    run.campaign.progress = [&](const Progress& p) { line.show(p); };
    run.budget = budget_of(arguments);
    run.command = command_line();
    run.when_in_use = when_in_use;
    if (arguments.has("force")) run.when_foreign = WhenForeign::replace;
    run.logs_crashes = true;
    run.archive = &archive();
    run.tell = print_note;
    try {
        const Delivered delivered = run_into(folder, scenario, run, visit);
        line.clear();
        return end_of(delivered, folder, run.campaign.shard);
    } catch (const Interrupted&) {
        return {say_interrupted(), {}};
    }
}

std::vector<std::string> scenario_files() { return json_files("scenarios"); }

std::vector<std::string> json_files(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    constexpr auto skipping = std::filesystem::directory_options::skip_permission_denied;
    for (std::filesystem::recursive_directory_iterator at(folder, skipping, error), end; at != end;
         at.increment(error)) {
        if (at->path().extension() == ".json") files.push_back(at->path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace mdisim
