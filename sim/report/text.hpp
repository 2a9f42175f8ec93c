// Text in columns on a terminal. Columns count letters, not bytes.
#pragma once

#include <algorithm>
#include <cstdio>
#include <string>

namespace mdisim {

inline size_t letters(const std::string& text) {
    return static_cast<size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}
// Filled up with blanks to the right, or cut.
inline std::string left(std::string text, size_t width) {
    if (letters(text) > width) {
        while (letters(text) >= width) text.pop_back();
        text += "…";
    }
    return text + std::string(width - letters(text), ' ');
}
// Filled up with blanks to the left.
inline std::string right(const std::string& text, size_t width) {
    const size_t n = letters(text);
    return n < width ? std::string(width - n, ' ') + text : text;
}

inline std::string fixed(double x, int digits) {
    char text[40];
    std::snprintf(text, sizeof text, "%.*f", digits, x);
    return text;
}

}  // namespace mdisim
