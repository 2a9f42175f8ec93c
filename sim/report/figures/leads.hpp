// What a figure with "less_best_of" shows: metrics less those of the best of some policies.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/figures/figure_data.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {

// Passes the rows of a figure on. With "less_best_of" a point's rows are held back until all are
// there; in each, a metric that is drawn is then its difference to that of the best policy at the
// point, which has the highest mean (the lowest, where lower is better), replication by
// replication.
class Leads {
  public:
    // Requires that the figure and its data outlive the Leads.
    Leads(const Figure& figure, FigureData& data) : figure_(figure), data_(data) {}
    void add(const CellRow& row);
    void finish();  // call it after the last row

  private:
    std::vector<double> best(size_t metric, Better better) const;
    bool is_rival(const CellRow& row) const;

    const Figure& figure_;
    FigureData& data_;
    std::vector<CellRow> held_;  // the rows of one point
};

}  // namespace mdisim
