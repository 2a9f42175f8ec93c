// The axes of a figure's specifications: how far they reach, and how they are written.
#pragma once

#include <map>

#include "sim/report/figures/extent.hpp"
#include "sim/report/figures/figure_data.hpp"

namespace mdisim {

// Plots that show the same name in y reach equally far, in all panels; so do all along x.
class VegaAxes {
  public:
    // Keeps a reference.
    explicit VegaAxes(const DrawnFigure& drawn);

    // Along the y of a plot: from the least to the largest that is seen of all plots that share it,
    // and what its axis shows.
    const Extent& measured_y(const Plot& plot) const;
    Extent shown_y(const Plot& plot) const;
    // Complete the encoding of an axis.
    void write_x(Node& x) const;
    void write_y(Node& y, const Plot& plot) const;

  private:
    void measure(const Plot& plot);
    bool seen(double x) const;
    void take_y(Extent& y, double value) const;

    const DrawnFigure& drawn_;
    std::map<size_t, Extent> y_;  // of each name in y, over all panels
    Extent x_;
};

}  // namespace mdisim
