// Text in columns on a terminal. Columns count letters, not bytes.
#pragma once

#include <algorithm>
#include <cmath>
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

// As people write it: no underscores.
inline std::string words_of(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

inline std::string fixed(double x, int digits) {
    char text[40];
    std::snprintf(text, sizeof text, "%.*f", digits, x);
    return text;
}

// So many digits as are needed to tell things apart; "-" where nothing was measured.
inline std::string short_number(double x, int digits = 4) {
    if (std::isnan(x)) return "-";
    char text[40];
    std::snprintf(text, sizeof text, "%.*g", digits, x);
    return text;
}

// Words broken into lines below one another, the first behind a heading.
inline std::string paragraph(const std::string& heading, const std::string& text) {
    constexpr size_t width = 80;
    std::string out = "  " + heading;
    const size_t indent = letters(out);
    size_t column = indent;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find_first_of(" \n", at), text.size());
        const std::string word = text.substr(at, end - at);
        if (column > indent && column + 1 + letters(word) > width) {
            out += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            out += ' ';
            ++column;
        }
        out += word;
        column += letters(word);
        at = end + 1;
    }
    return out + "\n";
}

}  // namespace mdisim
