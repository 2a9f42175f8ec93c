// Reads a file as text.
#pragma once

#include <string>

namespace mdisim {

// The content of the whole file. Throws UserError if the file cannot be read.
std::string read_text(const std::string& file);

}  // namespace mdisim
