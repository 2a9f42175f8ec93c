#include <filesystem>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/judge/judge.hpp"
#include "sim/report/verdicts.hpp"

namespace mdisim {
namespace {

int claims(const Arguments& arguments) {
    std::vector<std::string> files = arguments.words;
    const bool all = files.empty();
    if (all) files = scenario_files();
    std::vector<Judgement> judgements;
    for (const std::string& file : files) {
        const Scenario scenario = Scenario::load(file, overrides_of(arguments));
        const std::vector<Claim> stated = read_claims(scenario);
        if (stated.empty()) {
            if (!all) std::cerr << file << " makes no claims\n";
            continue;
        }
        Evidence evidence = evidence_for(stated);
        const RunEnd end =
            run_scenario(scenario, arguments, [&](const CellRow& row) { evidence.add(row); });
        if (end.code != exit_ok) return end.code;
        for (Judgement& j : judge(scenario, stated, evidence)) judgements.push_back(std::move(j));
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
            "Holds results against what the papers state; exit code 3 if a verdict has changed.",
            options,
            any_words,
            claims};
}

}  // namespace mdisim
