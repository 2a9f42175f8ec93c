#include <algorithm>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/campaign.hpp"
#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

// Finds a cell by its name, or by its number in summary.json, where the first cell is 0.
CellIndex find_cell(const Scenario& scenario, const std::string& word) {
    size_t number = 0;
    std::string nearest;
    std::vector<std::string> names;
    constexpr size_t most_names = 1000;
    for (CellCursor at(scenario); !at.at_end(); at.next(), ++number) {
        const std::string name = cell_name(scenario, at.index().point, at.policies().name);
        if (word == name || word == std::to_string(number)) return at.index();
        if (names.size() < most_names) names.push_back(name);
    }
    throw UserError("there is no cell '" + word + "' among " + std::to_string(number) + "." +
                    suggestion(word, {names.begin(), names.end()}));
}

// The document of a scenario that has no other cell than this.
Node document_of(const Scenario& scenario, const CellIndex& cell) {
    Node document = scenario.resolved(cell.point);
    Node* policies = document.find("policies");
    policies->items = {Node(policies->items[cell.policy])};
    return document;
}

// The results of a cell in a store: its row, and its replications in bytes.
struct Made {
    CellRow row;
    std::vector<FinishedRun> runs;

    bool same_numbers(const Made& other) const {
        return std::equal(runs.begin(), runs.end(), other.runs.begin(), other.runs.end(),
                          [](const FinishedRun& a, const FinishedRun& b) {
                              return a.tally == b.tally && a.tape == b.tape;
                          });
    }
};

// The results of a scenario of one cell; none if a replication is missing in the store.
std::optional<Made> made_in(Store& store, const Scenario& cell) {
    std::optional<Made> made;
    each_row(cell, store, [&](const CellRow& row) { made = Made{row, {}}; });
    if (!made) return std::nullopt;
    const CellCursor at(cell);
    const Digest key = cell_key(at.point(), at.policies());
    for (int64_t r = 0; r < made->row.replications; ++r) {
        auto run = store.read(with_replication(key, static_cast<uint32_t>(r)));
        if (!run) return std::nullopt;
        made->runs.push_back(std::move(*run));
    }
    return made;
}

std::optional<Made> made_in(const std::string& folder, const Scenario& cell) {
    for (const std::string& file : store_files(folder)) {
        Store store = Store::to_read(file);
        if (auto made = made_in(store, cell)) return made;
    }
    return std::nullopt;
}

// Problems, one for each store of the folder in which rows of the cell are damaged.
std::vector<Problem> damage_in(const std::string& folder, const Scenario& cell) {
    const CellCursor at(cell);
    const Digest key = cell_key(at.point(), at.policies());
    const auto replications = static_cast<uint32_t>(at.point().setting.replications);
    std::vector<Problem> problems;
    for (const std::string& file : store_files(folder)) {
        Store store = Store::to_read(file);
        uint32_t damaged = 0;
        for (uint32_t r = 0; r < replications; ++r) {
            damaged += store.is_damaged(with_replication(key, r));
        }
        if (damaged == 0) continue;
        problems.push_back({file, "",
                            std::to_string(damaged) + " of the " + std::to_string(replications) +
                                " replications of this cell are damaged: what is stored does not "
                                "match its digest. 'mdisim run' with the same scenario and folder "
                                "computes them again"});
    }
    return problems;
}

// Throws UserError if a policy is of another state of its plug-in than when the results were made.
void require_same_plugins(const std::string& folder) {
    std::vector<Problem> problems;
    for (const OtherPolicy& policy : read_manifest(folder).provenance.policies) {
        if (policy.by != name_of(IdentifiedBy::library)) continue;
        for (const PolicyEntry* entry : all_policies()) {
            if (full_name(*entry) != policy.policy) continue;
            const PolicyIdentity now = identity_of(*entry);
            if (now.digest == policy.digest) continue;
            problems.push_back({folder, "",
                                "these results are of " + policy.policy + " in " + policy.file +
                                    " with the digest " + policy.digest + ", not of that in " +
                                    now.file + " with the digest " + now.digest +
                                    ": give the plug-in that made them with --plugin"});
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

// How the plug-ins of this command are given to another.
std::string plugin_words(const Arguments& arguments) {
    std::string text;
    for (const std::string& file : arguments.all("plugin"))
        text += " --plugin " + for_the_shell(file);
    return text;
}

int rerun(const Arguments& arguments) {
    if (arguments.words.size() != 2) throw UserError("rerun needs a results folder and a cell");
    const std::string& folder = arguments.words[0];
    const Scenario whole = scenario_in(folder);
    require_same_plugins(folder);
    const CellIndex index = find_cell(whole, arguments.words[1]);
    const Node document = document_of(whole, index);
    if (arguments.has("print-config")) {
        std::cout << dump(document, 2) << '\n';
        return exit_ok;
    }
    const Scenario cell = Scenario::from(document, whole.file(), whole.name());
    Store store = Store::in_memory();
    run_campaign(cell, store);
    const std::optional<Made> now = made_in(store, cell);
    ensure(now.has_value(), "a cell that was just computed is in its store");
    const std::optional<Made> stored = made_in(folder, cell);

    std::cout << cell_name(whole, index.point, now->row.policy) << '\n'
              << "fingerprint now     " << now->row.fingerprint.hex() << '\n'
              << "fingerprint stored  " << (stored ? stored->row.fingerprint.hex() : "none") << '\n'
              << "alone:  mdisim rerun " << for_the_shell(folder) << ' '
              << for_the_shell(arguments.words[1]) << plugin_words(arguments)
              << " --print-config >cell.json && mdisim run cell.json" << plugin_words(arguments)
              << '\n';
    if (!stored) {
        const std::vector<Problem> damage = damage_in(folder, cell);
        for (const Problem& problem : damage) print_problem("error", problem);
        if (!damage.empty()) return exit_check;
        print_note(
            "this cell is not in the store: it is not finished, or was computed by another "
            "version of the program");
        return exit_ok;
    }
    if (stored->row.fingerprint != now->row.fingerprint) {
        std::cerr << "error: the two differ\n";
        return exit_check;
    }
    if (stored->same_numbers(*now)) return exit_ok;
    print_note(
        "error: the stored numbers differ from those computed now, though the fingerprints "
        "are the same");
    return exit_check;
}

}  // namespace

Command rerun_command() {
    return {"rerun",
            "rerun RESULTS CELL",
            "Computes a cell (17, or modipick@sla_ms=250) again to compare it.",
            {{"print-config", "", "print a scenario with this cell only"}},
            2,
            rerun};
}

}  // namespace mdisim
