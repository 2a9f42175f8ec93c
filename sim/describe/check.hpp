// Programmer errors: ensure() is an assertion that stays on in release builds. Its message names
// the file and the line.
#pragma once

#include <stdexcept>

namespace mdisim {

struct InternalError : std::logic_error {
    using std::logic_error::logic_error;
};

// A line of the source code. (Clang 14 with libstdc++ has no std::source_location.)
struct CodeLocation {
    const char* file;
    int line;

    static constexpr CodeLocation here(const char* file = __builtin_FILE(),
                                       int line = __builtin_LINE()) {
        return {file, line};
    }
};

[[noreturn]] void broken(const char* what, const CodeLocation& where = CodeLocation::here());

inline void ensure(bool holds, const char* what, const CodeLocation& where = CodeLocation::here()) {
    if (!holds) [[unlikely]]
        broken(what, where);
}

}  // namespace mdisim
