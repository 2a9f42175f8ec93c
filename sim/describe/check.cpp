#include "sim/describe/check.hpp"

#include <string>

namespace mdisim {

void broken(const char* what, const CodeLocation& where) {
    std::string file = where.file;
    if (const size_t at = file.rfind("/sim/"); at != std::string::npos) file.erase(0, at + 1);
    throw InternalError(file + ":" + std::to_string(where.line) + ": " + what);
}

}  // namespace mdisim
