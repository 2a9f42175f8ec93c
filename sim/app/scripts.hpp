// Finds the scripts that come with the program.
#pragma once

#include <string>

namespace mdisim {

// The path of a file below scripts/ of the repository around the program or the working folder, or
// of the installation; empty if it is in none of them.
std::string script_file(const std::string& name);

}  // namespace mdisim
