// Words: whether one is in a list, how a list is written in one line, how numbers are written.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

namespace mdisim {

template <class List, class Item>
bool contains(const List& list, const Item& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

// The words in their order with `between` between two words, such as "fast, slow".
template <class Words>
std::string joined(const Words& words, std::string_view between = ", ") {
    std::string text;
    bool first = true;
    for (const auto& word : words) {
        if (!first) text += between;
        text += word;
        first = false;
    }
    return text;
}

// A number of things, given the word for one thing: "1 cell", "2 cells".
inline std::string counted(size_t n, const std::string& thing) {
    return std::to_string(n) + " " + thing + (n == 1 ? "" : "s");
}

// A number in this many digits at most.
inline std::string in_digits(double x, int digits = 4) {
    char text[64];
    const auto end =
        std::to_chars(text, text + sizeof text, x, std::chars_format::general, digits).ptr;
    return {text, end};
}

}  // namespace mdisim
