// SHA-256, by which a page says to a browser which of its scripts are its own.
#pragma once

#include <string>
#include <string_view>

namespace mdisim {

// The digest of the text in base 64, as Content-Security-Policy has it.
std::string sha256_in_base64(std::string_view text);

}  // namespace mdisim
