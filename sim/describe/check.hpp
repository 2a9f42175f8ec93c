// Programmer errors: an assertion that stays on in release. Its message has the line of the source.
#pragma once

#include <stdexcept>

namespace mdisim {

struct InternalError : std::logic_error {
    using std::logic_error::logic_error;
};

// A line of the sources. (Clang 14 with libstdc++ has no std::source_location.)
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
