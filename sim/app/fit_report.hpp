// What a scenario reads from files, and how well fitted laws fit, as text.
#pragma once

#include <string>

#include "sim/scenario/scenario.hpp"

namespace mdisim {

// A line or two for each block of the scenario that names a file: where it is, what the file holds,
// what was fitted to it. Empty if the scenario reads no file.
std::string data_text(const Scenario& scenario);

// Every law that is fitted to samples, with its errors and their intervals. Empty if there is none.
std::string fits_text(const Scenario& scenario);

}  // namespace mdisim
