// Figures are drawn by scripts/figures.py, with Debian's Python and matplotlib.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The figures of results folders, drawn at once when all scenarios have been run: loading
// matplotlib takes as long as drawing one. What cannot be drawn costs a line on stderr and nothing
// else: the results are there.
class Drawing {
  public:
    void add(const Scenario& scenario, const std::string& folder);
    void finish();

  private:
    std::vector<std::string> folders_;
};

}  // namespace mdisim
