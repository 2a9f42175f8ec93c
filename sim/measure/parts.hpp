// Counts are structs with one list of their parts:
//
//     template <class Visit, class... Same>
//     static void each_part(Visit&& visit, Same&... them) { visit(them.requests...); ... }
//
// each_part visits each part of one struct, or of several structs of one type at once, in the order
// of the list. Whatever concerns every part follows from it: merging (below), and bytes
// (tally_bytes.cpp).
#pragma once

#include <optional>
#include <vector>

#include "sim/describe/check.hpp"

namespace mdisim {

template <class T>
concept HasParts = requires(T& whole) {
    T::each_part([](auto&) {}, whole);
};

template <class T>
void combine(std::vector<T>& to, const std::vector<T>& from);
template <class T>
void combine(std::optional<T>& to, const std::optional<T>& from);

// Merges `from` into `to`: by merge() if the type has it, part by part if it has parts, else by +=.
// Requires that lists are equally long, and that both have the same optional parts.
template <class T>
void combine(T& to, const T& from) {
    if constexpr (requires { to.merge(from); }) {
        to.merge(from);
    } else if constexpr (HasParts<T>) {
        T::each_part([](auto& part, const auto& other) { combine(part, other); }, to, from);
    } else {
        to += from;
    }
}

template <class T>
void combine(std::vector<T>& to, const std::vector<T>& from) {
    ensure(to.size() == from.size(), "counts of different models or classes do not merge");
    for (size_t i = 0; i < to.size(); ++i) combine(to[i], from[i]);
}

template <class T>
void combine(std::optional<T>& to, const std::optional<T>& from) {
    ensure(to.has_value() == from.has_value(), "counts with and without a part do not merge");
    if (to) combine(*to, *from);
}

}  // namespace mdisim
