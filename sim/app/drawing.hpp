// Draws figures by scripts/figures.py, which needs Python 3 and matplotlib.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The figures of several results folders. finish() draws them together after all scenarios have
// been run, since loading matplotlib takes as long as drawing a figure. If drawing fails, stderr
// says so; results are complete without figures.
class Drawing {
  public:
    void add(const Scenario& scenario, const std::string& folder);
    // A folder that has figures, whatever those of its scenario are.
    void add(const std::string& folder) { folders_.push_back(folder); }
    void finish();

  private:
    std::vector<std::string> folders_;
};

}  // namespace mdisim
