// Programmer errors: an assertion that stays on in release. Its message names the place.
#pragma once

#include <stdexcept>

namespace mdisim {

struct InternalError : std::logic_error {
    using std::logic_error::logic_error;
};

// A line of our sources. (std::source_location is not there with Clang 14 and libstdc++.)
struct CodePlace {
    const char* file;
    int line;

    static constexpr CodePlace here(const char* file = __builtin_FILE(),
                                    int line = __builtin_LINE()) {
        return {file, line};
    }
};

[[noreturn]] void broken(const char* what, const CodePlace& where = CodePlace::here());

inline void ensure(bool holds, const char* what, const CodePlace& where = CodePlace::here()) {
    if (!holds) [[unlikely]]
        broken(what, where);
}

}  // namespace mdisim
