#pragma once

#include <string>

namespace mdisim {

// The digest of a file's bytes, which are read in blocks: a program may be as large as it likes.
// A UserError if the file cannot be read.
std::string digest_of_file(const std::string& file);

}  // namespace mdisim
