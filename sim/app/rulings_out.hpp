// Prints rulings in the format of --format.
#pragma once

#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/report/rulings.hpp"

namespace mdisim {

OptionSpec format_option();
Format format_of(const Arguments& arguments);

// Whether the format prints rulings only, without results.
bool is_of_rulings(const Arguments& arguments);

// Prints assessments; with the format for GitHub also into the summary of the step. Returns the
// exit code, which is exit_check if any assessment failed.
int print_rulings(const std::vector<Assessment>& assessments, Format format, std::ostream& out);

}  // namespace mdisim
