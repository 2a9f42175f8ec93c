// Results as a table in markdown, for a pull request or a paper's notes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"

namespace mdisim {

// Text that may stand in a cell of a table.
std::string markdown_cell(const std::string& text);

// Takes rows as they come and keeps those of some points, spread over the sweep.
class MarkdownTable {
  public:
    MarkdownTable(const Scenario& scenario, size_t points);
    void add(const CellRow& row);
    std::string text() const;

  private:
    const Scenario& scenario_;
    std::set<size_t> points_;
    std::string rows_;
};

}  // namespace mdisim
