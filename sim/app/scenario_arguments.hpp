// Options that change a scenario from the command line, the same for every command that reads one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

std::vector<OptionSpec> scenario_options();
// Options of every command that runs scenarios.
std::vector<OptionSpec> running_options();
Overrides overrides_of(const Arguments& arguments);
// Prints the scenario's warnings on stderr, each with its location in the file.
void print_warnings(const Scenario& scenario);
// The value of an option: a whole number of at least `least`. Throws UserError on anything else.
std::optional<int64_t> count_of(const Arguments& arguments, const std::string& option,
                                int64_t least);

}  // namespace mdisim
