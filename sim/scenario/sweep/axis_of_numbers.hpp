#pragma once

#include <algorithm>

#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {

// Whether every value on the axis is a number, so that there is an order to them.
inline bool is_of_numbers(const Axis& axis) {
    return std::all_of(axis.values.begin(), axis.values.end(),
                       [](const AxisValue& value) { return value.label.is_number(); });
}

}  // namespace mdisim
