// Completion of command lines, for shells. It is made of the tables of commands and options.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

// The names of the shells that completion_for() knows.
const std::vector<std::string>& completed_shells();

// A script that makes a shell complete the words of mdisim. Requires a name of completed_shells().
std::string completion_for(const std::string& shell);

}  // namespace mdisim
