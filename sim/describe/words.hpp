// Lists of words: what is in them, and how they are written in one line.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace mdisim {

template <class List, class Item>
bool contains(const List& list, const Item& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

// "fast, slow": the words in their order, with `between` between them.
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

}  // namespace mdisim
