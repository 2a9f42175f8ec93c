// The result as a table that fits a terminal.
#pragma once

#include <string>

#include "sim/campaign/campaign.hpp"

namespace mdisim {

struct TableStyle {
    size_t width = 80;
    bool colour = false;
    size_t points = 8;  // of a sweep; the rest is in metrics.csv
};

std::string result_table(const Scenario& scenario, const std::vector<CellRow>& rows,
                         const TableStyle& style);

}  // namespace mdisim
