// What Debian 12's emscripten lacks in its libc++ 13 and C++20 has. The web module is compiled with
// this before every file; nothing else includes it. tests/web/numbers.cpp compares the texts of
// numbers with those of libstdc++.
#pragma once

#include <charconv>
#include <compare>
#include <cstddef>
#include <string>
#include <utility>

namespace std {

template <class To, class From>
constexpr To bit_cast(const From& from) noexcept {
    return __builtin_bit_cast(To, from);
}

// The shortest text that is read back as this number; of equally short ones, digits without an
// exponent.
to_chars_result to_chars(char* first, char* last, double value);
// As printf writes it with %.*g. Requires that `format` is chars_format::general.
to_chars_result to_chars(char* first, char* last, double value, chars_format format, int precision);
from_chars_result from_chars(const char* first, const char* last, double& value);

inline strong_ordering operator<=>(const string& a, const string& b) {
    const int sign = a.compare(b);
    return sign < 0   ? strong_ordering::less
           : sign > 0 ? strong_ordering::greater
                      : strong_ordering::equal;
}

}  // namespace std
