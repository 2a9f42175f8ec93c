// Programmer errors: an assertion that stays on in release. Its message names the place.
#pragma once

#include <source_location>
#include <stdexcept>

namespace mdisim {

struct InternalError : std::logic_error {
    using std::logic_error::logic_error;
};

[[noreturn]] void broken(const char* what, const std::source_location& where);

inline void ensure(bool holds, const char* what,
                   const std::source_location& where = std::source_location::current()) {
    if (!holds) [[unlikely]]
        broken(what, where);
}

}  // namespace mdisim
