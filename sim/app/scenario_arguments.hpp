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
// And those of every command that runs scenarios.
std::vector<OptionSpec> running_options();
Overrides overrides_of(const Arguments& arguments);
// On stderr, each with its place in the file.
void print_warnings(const Scenario& scenario);
// A whole number of at least `least`; UserError otherwise.
std::optional<int64_t> count_of(const Arguments& arguments, const std::string& option,
                                int64_t least);

}  // namespace mdisim
