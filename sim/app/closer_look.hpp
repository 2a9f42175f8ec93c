// The options of `run` about single requests: --explain-request, --trace and --log.
#pragma once

#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

std::vector<OptionSpec> closer_look_options();

// Prints what each policy was shown, noted and chose for the request of --explain-request.
void explain_request(const Scenario& scenario, const Arguments& arguments);

// Writes the file of --log, and prints the block that replays it.
void write_log(const Scenario& scenario, const Arguments& arguments);

// Writes the file of --trace.
void write_trace(const Scenario& scenario, const Arguments& arguments);

}  // namespace mdisim
