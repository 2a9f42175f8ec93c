// Reads what the program ping of iputils prints.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

// The round trips in the order of their lines, in milliseconds. Echoes that did not come back are
// not in it. Throws UserError if the file has none, or a line with a time that cannot be read.
std::vector<double> ping_round_trips_ms(const std::string& file);

}  // namespace mdisim
