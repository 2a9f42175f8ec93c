// Results as a table in markdown.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Text with the characters escaped that end a cell of a table.
std::string markdown_cell(const std::string& text);

// Takes rows point by point and keeps those of some points, spread over the sweep. After the rows
// of a point with several policies follows their bound.
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
