// Plug-ins: shared libraries of policies, which the option --plugin names (sim/decide/plugin.hpp).
#pragma once

#include <string>
#include <vector>

namespace mdisim {

// Loads the plug-ins, so that their policies are in the registry. A file that is loaded already is
// not loaded again. Throws UserError with a problem for each file that is refused.
void load_plugins(const std::vector<std::string>& files);

// The plug-ins that the words of a command line name.
std::vector<std::string> plugins_in(const std::vector<std::string>& words);

}  // namespace mdisim
