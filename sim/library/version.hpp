// The version of mdisim, and the compiler that built it.
#pragma once

#include <string>

namespace mdisim {

std::string version_text();
std::string compiler_text();

}  // namespace mdisim
