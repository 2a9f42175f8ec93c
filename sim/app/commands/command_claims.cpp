#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/deliver.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/describe/error.hpp"
#include "sim/judge/evidence.hpp"
#include "sim/judge/judge.hpp"
#include "sim/library/folder_run.hpp"
#include "sim/report/claims_list.hpp"
#include "sim/report/table.hpp"
#include "sim/report/verdicts.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

struct Stated {
    Scenario scenario;
    std::vector<Claim> claims;
};

// Reads all files before any scenario runs. Throws UserError with the problems of all files.
std::vector<Stated> stated_in(const std::vector<std::string>& files, const Overrides& overrides) {
    std::vector<Stated> all;
    std::vector<Problem> problems;
    for (const std::string& file : files) {
        try {
            Scenario scenario = Scenario::load(file, overrides);
            std::vector<Claim> claims = read_claims(scenario);
            all.push_back({std::move(scenario), std::move(claims)});
        } catch (const UserError& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    return all;
}

struct Wanted {
    std::vector<std::string> files;
    std::set<std::string> ids;  // the ids of claims; empty if all claims are wanted
    bool named = false;         // whether the command line names files
};

bool is_file(const std::string& word) {
    return word.ends_with(".json") || word.find('/') != std::string::npos ||
           std::filesystem::exists(word);
}

std::vector<std::string> ids_in(const std::string& file) {
    std::vector<std::string> ids;
    const Node document = read_document(file);
    const Node* claims = document.find("claims");
    if (claims == nullptr) return ids;
    for (const Node& claim : claims->items) {
        const Node* id = claim.find("id");
        if (id != nullptr) ids.push_back(id->text);
    }
    return ids;
}

// Removes the files that make none of the wanted claims. Throws UserError if a wanted claim is made
// by no file.
void look_up(Wanted& wanted) {
    std::vector<std::string> known;
    std::set<std::string> missing = wanted.ids;
    std::erase_if(wanted.files, [&](const std::string& file) {
        bool makes_one = false;
        for (const std::string& id : ids_in(file)) {
            known.push_back(id);
            makes_one = makes_one || wanted.ids.contains(id);
            missing.erase(id);
        }
        return !makes_one;
    });
    std::vector<Problem> problems;
    for (const std::string& id : missing) {
        problems.push_back({"", "",
                            "there is no claim '" + id + "' here." +
                                suggestion(id, {known.begin(), known.end()}) +
                                " 'mdisim claims' lists all"});
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

// What the words of the command line name: scenario files and ids of claims.
Wanted wanted_by(const Arguments& arguments) {
    Wanted wanted;
    for (const std::string& word : arguments.words) {
        if (is_file(word)) {
            wanted.files.push_back(scenario_file(word));
        } else {
            wanted.ids.insert(word);
        }
    }
    wanted.named = !wanted.files.empty();
    if (!wanted.named) wanted.files = scenario_files();
    if (wanted.files.empty()) throw UserError("there are no scenarios below scenarios/ here");
    if (!wanted.ids.empty()) look_up(wanted);
    return wanted;
}

void print(const std::vector<Judgement>& judgements, const Arguments& arguments, bool in_full) {
    if (arguments.has("json")) {
        Node list = Node::list();
        for (const Judgement& j : judgements) list.append(judgement_document(j));
        std::cout << dump(list, 1) << '\n';
        return;
    }
    TableStyle style = terminal_style();
    if (in_full) {
        std::cout << verdicts_text(judgements, style.width);
        return;
    }
    if (!terminal_width(STDOUT_FILENO)) style.width = SIZE_MAX;
    std::cout << claims_list(judgements, style);
}

int claims(const Arguments& arguments) {
    const Wanted wanted = wanted_by(arguments);
    check_folders(arguments, wanted.files.size());
    std::vector<Judgement> judgements;
    for (Stated& stated : stated_in(wanted.files, overrides_of(arguments))) {
        if (stated.claims.empty()) {
            if (wanted.named) std::cerr << stated.scenario.file() << " makes no claims\n";
            continue;
        }
        Evidence evidence = evidence_for(stated.claims);
        const RunEnd end = run_scenario(
            stated.scenario, arguments, [&](const CellRow& row) { evidence.add(row); },
            WhenInUse::wait);
        if (end.code != exit_ok) return end.code;
        // All claims of the scenario are judged, since the verdict on a claim may depend on others.
        for (Judgement& j : judge(stated.scenario, stated.claims, evidence)) {
            if (!wanted.ids.empty() && !wanted.ids.contains(j.id)) continue;
            judgements.push_back(std::move(j));
        }
    }
    const bool changed = std::any_of(judgements.begin(), judgements.end(), [](const Judgement& j) {
        return j.verdict != j.on_record || !j.weakness.empty();
    });
    if (arguments.has("failed")) {
        std::erase_if(judgements, [](const Judgement& j) { return !has_failed(j); });
    }
    print(judgements, arguments, arguments.has("full") || !wanted.ids.empty());
    return changed ? exit_check : exit_ok;
}

}  // namespace

Command claims_command() {
    std::vector<OptionSpec> options = running_options();
    options.insert(options.end(), {{"failed", "", "only claims with a check that does not hold"},
                                   {"full", "", "every check of each claim, and the reason"},
                                   {"json", "", "print every number instead of a text"}});
    return {"claims",
            "claims [ID|SCENARIO...] [options]",
            "Compares results with claims of papers; 3 if a verdict is wrong.",
            options,
            any_words,
            claims};
}

}  // namespace mdisim
