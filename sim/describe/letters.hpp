// Text measured in letters, not in bytes of UTF-8.
#pragma once

#include <algorithm>
#include <string>

namespace mdisim {

inline size_t letters(const std::string& text) {
    return static_cast<size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}
// The text, cut and marked with "…" if it has more than `width` letters.
inline std::string cut(std::string text, size_t width) {
    size_t begun = 0;
    size_t end = 0;  // of the letters that stay, if the text is cut
    for (size_t at = 0; at < text.size(); ++at) {
        if ((text[at] & 0xC0) == 0x80) continue;
        if (++begun == width) end = at;
        if (begun > width) return text.substr(0, end) + "…";
    }
    return text;
}
// The text, filled up with blanks on the right or cut, so that it has `width` letters.
inline std::string left(const std::string& text, size_t width) {
    const std::string shown = cut(text, width);
    return shown + std::string(width - letters(shown), ' ');
}
// The text, filled up with blanks on the left to at least `width` letters.
inline std::string right(const std::string& text, size_t width) {
    const size_t n = letters(text);
    return n < width ? std::string(width - n, ' ') + text : text;
}

}  // namespace mdisim
