// A file as text.
#pragma once

#include <string>

namespace mdisim {

// The whole file; UserError when it cannot be read.
std::string read_text(const std::string& file);

}  // namespace mdisim
