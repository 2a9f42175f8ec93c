// Rulings on stdout, as --format says.
#pragma once

#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/report/rulings.hpp"

namespace mdisim {

OptionSpec format_option();
Format format_of(const Arguments& arguments);

// Whether the format is of rulings alone, without the results they are about.
bool is_of_rulings(const Arguments& arguments);

// Prints them; for GitHub also into the summary of the step. Returns the exit code they ask for.
int tell(const std::vector<Assessment>& assessments, Format format, std::ostream& out);

}  // namespace mdisim
