// Where the scripts are that come with the program.
#pragma once

#include <string>

namespace mdisim {

// A file below scripts/ of the repository around the program or the working folder, or as
// installed; empty when it is in none of them.
std::string script_file(const std::string& name);

}  // namespace mdisim
