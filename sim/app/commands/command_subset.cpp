#include <charconv>
#include <cstdint>
#include <iostream>
#include <optional>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/subset.hpp"
#include "sim/campaign/subset_search.hpp"
#include "sim/describe/error.hpp"
#include "sim/report/subsets.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

double within_of(const Arguments& arguments) {
    const auto text = arguments.last("within");
    if (!text) throw UserError("subset needs --within, as in --within 0.005");
    double value = -1;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size() || !(value >= 0 && value <= 1)) {
        throw UserError({{"--within " + *text, "", "expected a share of requests, 0..1"}});
    }
    return value;
}

std::optional<size_t> all_up_to(const Arguments& arguments) {
    const auto text = arguments.last("all-up-to");
    if (!text) return std::nullopt;
    constexpr size_t most = 24;  // 16,777,215 sets
    size_t models = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), models);
    if (error != std::errc() || end != text->data() + text->size() || models > most) {
        throw UserError({{"--all-up-to " + *text, "", "expected a number of models, 0..24"}});
    }
    return models;
}

int subset(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("subset needs a scenario file");
    SubsetOptions options;
    options.within = within_of(arguments);
    options.policy = arguments.last("policy").value_or("");
    options.jobs = jobs_of(arguments);
    options.few_models = all_up_to(arguments).value_or(options.few_models);
    const Scenario scenario =
        Scenario::load(scenario_file(arguments.words.front()), overrides_of(arguments));
    ProgressLine line;
    options.progress = [&](uint64_t done, uint64_t all) {
        line.show({done, all, static_cast<double>(done), static_cast<double>(all)});
    };
    SubsetSearch search;
    with_store_beside(scenario, arguments,
                      [&](Store& store) { search = find_subset(scenario, store, options); });
    line.clear();
    if (arguments.has("json")) {
        std::cout << dump(subset_document(scenario, search), 1) << '\n';
    } else {
        print_folded(subset_text(scenario, search, terminal_style().width));
    }
    return exit_ok;
}

}  // namespace

Command subset_command() {
    std::vector<OptionSpec> options = scenario_options();
    options.insert(options.end(),
                   {{"within", "SHARE", "loss of effective accuracy, as in 0.005"},
                    {"policy", "NAME", "default: one that selects by MDInference"},
                    {"all-up-to", "N", "models of which all sets are tried (default: 15)"},
                    {"out,o", "DIR", "results folder (default: results/<scenario>)"},
                    {"results", "DIR", "folder of results folders (default: results)"},
                    {"jobs,j", "N", "threads (default: all cores)"},
                    {"json", "", "print a document instead of a table"}});
    return {"subset",
            "subset SCENARIO --within SHARE [options]",
            "Finds the smallest set of cloud models that is accurate enough.",
            options,
            1,
            subset};
}

}  // namespace mdisim
