// All figures of a scenario, made from the rows of its results as they come.
#pragma once

#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_data.hpp"
#include "sim/report/figures/figure_looks.hpp"
#include "sim/report/figures/leads.hpp"
#include "sim/report/figures/published.hpp"
#include "sim/report/figures/relative_rows.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class Figures {
  public:
    // Keeps a reference to the scenario. folder: the results folder.
    Figures(const Scenario& scenario, const std::string& folder);
    Figures(const Figures&) = delete;
    Figures& operator=(const Figures&) = delete;
    void add(const CellRow& row);
    // Requires that all rows were added, and that published curves and requests are in the folder.
    std::vector<DrawnFigure> take();
    const FigureLooks& looks() const { return looks_; }

  private:
    const Scenario& scenario_;
    FigureLooks looks_;
    Published published_;
    std::vector<FigureData> figures_;
    std::vector<Leads> leads_;            // one for each figure
    std::vector<RelativeRows> relative_;  // by figure
};

}  // namespace mdisim
