// Labels of an axis, and the numbers that they are.
#pragma once

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/document.hpp"

namespace mdisim {

inline std::optional<double> number_in(const std::string& text) {
    double x = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return x;
}

inline bool are_numbers(const std::vector<std::string>& labels) {
    return std::all_of(labels.begin(), labels.end(),
                       [](const std::string& label) { return number_in(label).has_value(); });
}

inline std::vector<std::string> texts(const std::vector<Node>& labels) {
    std::vector<std::string> list;
    for (const Node& label : labels) list.push_back(label_text(label));
    return list;
}

}  // namespace mdisim
