// Results as a table that fits a terminal.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct TableStyle {
    size_t width = 80;
    bool colour = false;
    size_t points = 8;  // of a sweep that are shown; metrics.csv has all of them

    std::string bold(const std::string& words) const {
        return colour ? "\x1b[1m" + words + "\x1b[0m" : words;
    }
};

// Takes rows as they come and keeps those that will be shown.
class ResultTable {
  public:
    ResultTable(const Scenario& scenario, const TableStyle& style);
    void add(const CellRow& row);
    std::string text() const;

  private:
    const Scenario& scenario_;
    TableStyle style_;
    PolicyLabels policies_;
    std::set<size_t> points_;
    std::vector<CellRow> rows_;
    size_t longest_name_ = 0;
};

}  // namespace mdisim
