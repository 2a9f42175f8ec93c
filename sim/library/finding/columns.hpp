// The columns of what `find` has found: what is measured of its goals and targets.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "sim/library/finding/asked.hpp"
#include "sim/report/found/findings.hpp"

namespace mdisim {

struct AskedColumn {
    FoundColumn column;
    AskedMetric metric{};
    std::optional<AskedMetric> other{};  // the column is the metric less this one
    std::optional<size_t> axis{};        // the column is the value on this axis
    std::optional<double> beyond{};      // the column is the share of the values above this limit
};

// Every column has a name of its own: a metric that is a goal and has targets is one column. A goal
// that varies is a column of a front alone.
std::vector<AskedColumn> columns_of(const SearchAsked& asked);

}  // namespace mdisim
