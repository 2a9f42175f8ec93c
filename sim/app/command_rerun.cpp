#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/results_folder.hpp"
#include "sim/campaign/campaign.hpp"
#include "sim/campaign/folder.hpp"

namespace mdisim {
namespace {

// By its place in summary.json, from 0, or by its name.
CellPlace find_cell(const Scenario& scenario, const std::string& word) {
    size_t place = 0;
    std::string nearest;
    std::vector<std::string> names;
    constexpr size_t most_names = 1000;
    for (CellCursor at(scenario); !at.at_end(); at.next(), ++place) {
        const std::string name = cell_name(scenario, at.place().point, at.policies().name);
        if (word == name || word == std::to_string(place)) return at.place();
        if (names.size() < most_names) names.push_back(name);
    }
    throw UserError("there is no cell '" + word + "' among " + std::to_string(place) + "." +
                    suggestion(word, {names.begin(), names.end()}));
}

// A scenario of nothing but this cell.
Node document_of(const Scenario& scenario, const CellPlace& cell) {
    Node document = scenario.resolved(cell.point);
    Node* policies = document.find("policies");
    policies->items = {Node(policies->items[cell.policy])};
    return document;
}

CellRow row_of(const Scenario& scenario, Store& store) {
    CellRow found;
    each_row(scenario, store, [&](const CellRow& row) { found = row; });
    return found;
}

std::optional<Digest> stored_fingerprint(const std::string& folder, const Scenario& cell) {
    for (const std::string& file : store_files(folder)) {
        Store store = Store::to_read(file);
        std::optional<Digest> found;
        each_row(cell, store, [&](const CellRow& row) { found = row.fingerprint; });
        if (found) return found;
    }
    return std::nullopt;
}

int rerun(const Arguments& arguments) {
    if (arguments.words.size() != 2) throw UserError("rerun needs a results folder and a cell");
    const std::string& folder = arguments.words[0];
    const Scenario whole = scenario_in(folder);
    const CellPlace place = find_cell(whole, arguments.words[1]);
    const Node document = document_of(whole, place);
    if (arguments.has("print-config")) {
        std::cout << dump(document, 2) << '\n';
        return exit_ok;
    }
    const Scenario cell = Scenario::from(document, whole.file(), whole.name());
    Store store = Store::in_memory();
    run_campaign(cell, store);
    const CellRow row = row_of(cell, store);
    const std::optional<Digest> stored = stored_fingerprint(folder, cell);

    std::cout << cell_name(whole, place.point, row.policy) << '\n'
              << "fingerprint now     " << row.fingerprint.hex() << '\n'
              << "fingerprint stored  " << (stored ? stored->hex() : "none") << '\n'
              << "alone:  mdisim rerun " << for_the_shell(folder) << ' '
              << for_the_shell(arguments.words[1])
              << " --print-config >cell.json && mdisim run cell.json\n";
    if (!stored) {
        std::cerr << "this cell is not in the store: it is not finished, or was made by a program "
                     "of other sources\n";
        return exit_ok;
    }
    if (*stored == row.fingerprint) return exit_ok;
    std::cerr << "error: the two differ\n";
    return exit_check;
}

}  // namespace

Command rerun_command() {
    return {"rerun",
            "rerun RESULTS CELL",
            "Makes a cell (17, or modipick@sla_ms=250) again and compares it.",
            {{"print-config", "", "print a scenario of just this cell"}},
            2,
            rerun};
}

}  // namespace mdisim
