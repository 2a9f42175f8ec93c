#include "sim/app/run_scenario.hpp"

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/archive.hpp"
#include "sim/campaign/campaign.hpp"
#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/folder/folder_lock.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/identity.hpp"
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

void listen_for_signals() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

// The archive of the stores of all scenarios that this process has run.
Archive& archive() {
    static Archive archive;
    return archive;
}

// Computes the runs that the store lacks. Returns the names of the cells that were left out because
// they crashed too often.
std::vector<std::string> compute(const Scenario& scenario, Store& store, const std::string& file,
                                 const Arguments& arguments) {
    CrashLog crashes(crash_file(file));
    CampaignOptions options;
    options.jobs = arguments.has("jobs") ? jobs_of(arguments) : 0;
    options.path = path_of(arguments);
    options.shard = shard_of(arguments);
    if (options.path == Path::automatic) {
        crashes.watch_process();
        options.crashes = &crashes;
    }
    options.stop = &stop_asked;
    options.remote = arguments.remote;
    ProgressLine line;
    options.progress = [&](const Progress& p) { line.show(p); };
    const WorkAmount amount = run_campaign(scenario, store, options);
    line.clear();
    return amount.quarantined;
}

int report_quarantine(const std::vector<std::string>& cells, const std::string& file) {
    constexpr size_t most = 10;
    if (cells.empty()) return exit_ok;
    for (size_t i = 0; i < std::min(most, cells.size()); ++i) {
        std::cerr << "error: left out, because it crashed " << CrashLog::most_crashes
                  << " times: " << cells[i] << '\n';
    }
    if (cells.size() > most) std::cerr << "error: and " << cells.size() - most << " more\n";
    std::cerr << "to try again, remove " << crash_file(file) << '\n';
    return exit_internal;
}

Store store_to_write(const std::string& file, WhenInUse when_in_use) {
    constexpr auto between_tries = std::chrono::milliseconds(100);
    for (bool told = false;; told = true) {
        try {
            return Store::in_file(file);
        } catch (const FolderInUse&) {
            if (when_in_use == WhenInUse::refuse) throw;
        }
        if (!told) {
            print_note(file + ": another mdisim is writing these results; waiting for it to end");
        }
        if (stop_asked) throw Interrupted();
        std::this_thread::sleep_for(between_tries);
    }
}

RunEnd compute_and_deliver(const Scenario& scenario, const std::string& folder,
                           const Origin& origin, const Arguments& arguments,
                           const RowVisitor& visit, WhenInUse when_in_use) {
    const Shard shard = shard_of(arguments);
    const std::string file = store_file(folder, shard);
    // `--path events` is there to compare the paths: it uses no earlier runs, and stores none.
    const bool kept = path_of(arguments) == Path::automatic;
    if (!kept && !shard.is_all()) throw UserError("--path and --shard exclude each other");
    Store store = kept ? store_to_write(file, when_in_use) : Store::in_memory();
    sign(store, file, identity_of(scenario));
    if (kept) store.consult(archive());
    const std::string writer = shard.is_all() ? "" : "-" + std::to_string(shard.number);
    if (const std::string said = replaced_settings(folder, origin); !said.empty()) {
        print_note(said);
    }
    reserve_folder(folder, scenario, provenance(origin), writer);
    const int code = report_quarantine(compute(scenario, store, file, arguments), file);
    if (kept) archive().add(file);
    if (!shard.is_all()) return {code, {}};
    RunEnd end = deliver(scenario, store, folder, origin, visit, &stop_asked);
    end.code = std::max(code, end.code);
    return end;
}

}  // namespace

unsigned jobs_of(const Arguments& arguments) {
    const auto asked = static_cast<unsigned>(count_of(arguments, "jobs", 1).value_or(0));
    return static_cast<unsigned>(threads_for(asked));
}

void check_folders(const Arguments& arguments, size_t scenarios) {
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

Store store_beside(const Scenario& scenario, const Arguments& arguments) {
    const std::string file = store_file(results_folder(scenario, arguments));
    if (!std::filesystem::exists(file)) return Store::in_memory();
    try {
        return Store::in_file(file);
    } catch (const FolderInUse&) {
        print_note(
            file +
            ": another mdisim is writing these results; what they lack is computed and not stored");
    }
    Store store = Store::in_memory();
    archive().add(file);
    store.consult(archive());
    return store;
}

RunEnd run_scenario(const Scenario& scenario, const Arguments& arguments, const RowVisitor& visit,
                    WhenInUse when_in_use) {
    const std::string folder = results_folder(scenario, arguments);
    const Origin origin = origin_of(scenario);
    check_folder(folder, scenario.name(), origin);
    listen_for_signals();
    try {
        return compute_and_deliver(scenario, folder, origin, arguments, visit, when_in_use);
    } catch (const Interrupted&) {
        std::cerr << "\ninterrupted; what is finished is kept. The same command continues:\n"
                  << "  " << command_line() << '\n';
        return {exit_interrupted, {}};
    }
}

std::vector<std::string> scenario_files() { return json_files("scenarios"); }

std::vector<std::string> json_files(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace mdisim
