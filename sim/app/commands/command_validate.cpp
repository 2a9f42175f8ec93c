#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/describe/error.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

int validate(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("validate needs a scenario file");
    std::vector<Problem> problems;
    for (const std::string& file : arguments.words) {
        try {
            const Scenario scenario = Scenario::load(scenario_file(file), overrides_of(arguments));
            print_warnings(scenario);
            const size_t claims = read_claims(scenario).size();
            const size_t thresholds = read_thresholds(scenario).size();
            std::cout << file << ": ok, " << scenario.size()
                      << (scenario.size() == 1 ? " point" : " points");
            if (claims > 0) std::cout << ", " << claims << (claims == 1 ? " claim" : " claims");
            if (thresholds > 0) {
                std::cout << ", " << thresholds << (thresholds == 1 ? " threshold" : " thresholds");
            }
            std::cout << '\n';
        } catch (const UserError& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    return exit_ok;
}

}  // namespace

Command validate_command() {
    return {"validate",
            "validate SCENARIO... [options]",
            "Reads scenarios and lists everything that is wrong with them.",
            scenario_options(),
            any_words,
            validate};
}

}  // namespace mdisim
