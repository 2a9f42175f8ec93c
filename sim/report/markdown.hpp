// Results as a table in markdown, for a pull request or a paper's notes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Text that may stand in a cell of a table.
std::string markdown_cell(const std::string& text);

// Takes rows point by point and keeps those of some points, spread over the sweep. Behind the
// policies of a point that compares several stands the bound of them all.
class MarkdownTable {
  public:
    MarkdownTable(const Scenario& scenario, size_t points);
    void add(const CellRow& row);
    std::string text() const;

  private:
    std::string lines() const;

    const Scenario& scenario_;
    PolicyLabels policies_;
    std::set<size_t> points_;
    std::vector<CellRow> rows_;
};

}  // namespace mdisim
