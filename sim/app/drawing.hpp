// Draws figures by scripts/figures.py, with Debian's Python and matplotlib.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The figures of results folders. They are drawn together after all scenarios have been run, since
// loading matplotlib takes as long as drawing a figure. If drawing fails, a line on stderr says so;
// the results are complete all the same.
class Drawing {
  public:
    void add(const Scenario& scenario, const std::string& folder);
    void finish();

  private:
    std::vector<std::string> folders_;
};

}  // namespace mdisim
