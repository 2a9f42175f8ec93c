#include <filesystem>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/judge/judge.hpp"
#include "sim/report/verdicts.hpp"

namespace mdisim {
namespace {

struct Stated {
    Scenario scenario;
    std::vector<Claim> claims;
};

// Everything is read before anything runs, and all that is wrong is told.
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

int claims(const Arguments& arguments) {
    const bool named = !arguments.words.empty();
    const std::vector<std::string> files = named ? arguments.words : scenario_files();
    if (files.empty()) throw UserError("there are no scenarios below scenarios/ here");
    check_folders(arguments, files.size());
    std::vector<Judgement> judgements;
    for (const Stated& stated : stated_in(files, overrides_of(arguments))) {
        if (stated.claims.empty()) {
            if (named) std::cerr << stated.scenario.file() << " makes no claims\n";
            continue;
        }
        Evidence evidence = evidence_for(stated.claims);
        const RunEnd end = run_scenario(stated.scenario, arguments,
                                        [&](const CellRow& row) { evidence.add(row); });
        if (end.code != exit_ok) return end.code;
        for (Judgement& j : judge(stated.scenario, stated.claims, evidence)) {
            judgements.push_back(std::move(j));
        }
    }
    if (arguments.has("json")) {
        Node list = Node::list();
        for (const Judgement& j : judgements) list.append(judgement_document(j));
        std::cout << dump(list, 1) << '\n';
    } else {
        std::cout << verdicts_text(judgements);
    }
    for (const Judgement& j : judgements) {
        if (j.verdict != j.on_record) return exit_check;
    }
    return exit_ok;
}

}  // namespace

Command claims_command() {
    std::vector<OptionSpec> options = running_options();
    options.push_back({"json", "", "print every number instead of a text"});
    return {"claims",
            "claims [SCENARIO...] [options]",
            "Holds results against what papers state; 3 if a verdict changed.",
            options,
            any_words,
            claims};
}

}  // namespace mdisim
