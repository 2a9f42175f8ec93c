// What papers publish of a scenario, as figures show it beside ours: curves, and single numbers.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_looks.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class Published {
  public:
    // folder: the results folder, which has a copy of each published curve. If the command line
    // changed the scenario, claims are not about it, and there are no single numbers.
    Published(const Scenario& scenario, std::string folder);

    // The values that claims of papers expect of a metric in a row, under any reading, each once.
    // over: not empty if they are to be shares of what this policy has.
    std::vector<double> values(const CellRow& row, const std::string& metric,
                               const std::string& over = "") const;
    // The curves behind a panel of a figure, by the series that they are of. panel: the label of
    // the panel in results.
    std::map<std::string, Curve> curves(const Figure& figure, const FigureLooks& looks,
                                        const std::string& panel, const std::string& metric) const;

  private:
    struct Number {
        size_t point;
        std::string policy;
        std::string metric;
        std::string over;
        double value;
        auto operator<=>(const Number&) const = default;
    };

    std::string folder_;
    std::set<Number> numbers_;
};

}  // namespace mdisim
