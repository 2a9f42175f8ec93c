// Functions that build Vega-Lite specifications.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim::vega {

inline Node json(const char* text) { return parse_document(text, "vega"); }
inline Node words(const std::string& text) { return Node(text); }

template <class T, class Make>
Node list_of(const std::vector<T>& values, const Make& make) {
    Node list = Node::list();
    for (const T& value : values) list.append(make(value));
    return list;
}

// A number with six digits, which are more than a screen shows; "" if it is not finite.
inline std::string six_digits(double x) { return std::isfinite(x) ? short_number(x, 6) : ""; }

}  // namespace mdisim::vega
