// All that is in a column.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/describe/column.hpp"
#include "sim/describe/long_column.hpp"

namespace mdisim::testing {

template <class T>
std::vector<T> values_of(const Column<T>& column) {
    std::vector<T> values;
    auto cursor = column.cursor();
    for (size_t i = 0; i < column.size(); ++i) values.push_back(cursor.at(i));
    return values;
}

inline std::vector<int64_t> values_of(const LongColumn& column) {
    std::vector<int64_t> values;
    auto cursor = column.cursor();
    for (size_t i = 0; i < column.size(); ++i) values.push_back(cursor.at(i));
    return values;
}

}  // namespace mdisim::testing
