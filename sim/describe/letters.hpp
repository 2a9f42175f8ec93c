// Text measured in letters, not bytes.
#pragma once

#include <algorithm>
#include <string>

namespace mdisim {

inline size_t letters(const std::string& text) {
    return static_cast<size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}
// Text that is cut, with a mark, if it is longer than `width`.
inline std::string cut(std::string text, size_t width) {
    if (letters(text) <= width) return text;
    while (letters(text) >= width) text.pop_back();
    return text + "…";
}
// Text that is filled up with blanks on the right, or cut.
inline std::string left(const std::string& text, size_t width) {
    const std::string shown = cut(text, width);
    return shown + std::string(width - letters(shown), ' ');
}
// Text that is filled up with blanks on the left.
inline std::string right(const std::string& text, size_t width) {
    const size_t n = letters(text);
    return n < width ? std::string(width - n, ' ') + text : text;
}

}  // namespace mdisim
