// The options of the command line that change a scenario. All commands that read scenarios share
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/campaign/rounds/rounds.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

std::vector<OptionSpec> scenario_options();
// The options that all commands that run scenarios share.
std::vector<OptionSpec> running_options();
// The options that say how precise results are to be, and what that may cost.
std::vector<OptionSpec> precision_options();
Budget budget_of(const Arguments& arguments);
Overrides overrides_of(const Arguments& arguments);
// Prints the scenario's warnings on stderr, each with its location in the file.
void print_warnings(const Scenario& scenario);
// The value of an option, a whole number; none if the option is not given. Throws UserError if the
// value is anything else, or below `least`.
std::optional<int64_t> count_of(const Arguments& arguments, const std::string& option,
                                int64_t least);

}  // namespace mdisim
