#include "sim/library/version.hpp"

#include <string>

namespace mdisim {

std::string version_text() { return MDISIM_VERSION; }

std::string compiler_text() {
#if defined(__clang__)
    return "clang " __clang_version__;
#else
    return "gcc " __VERSION__;
#endif
}

}  // namespace mdisim
