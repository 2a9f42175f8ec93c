// The axes of a figure's specifications: their ranges, ticks and labels.
#pragma once

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/extent.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

class VegaAxes {
  public:
    // Keeps a reference.
    explicit VegaAxes(const DrawnFigure& drawn) : drawn_(drawn) {}

    // The range of the y axis of a plot: its extent and a little more.
    Extent shown_y(const Plot& plot) const;
    // write_x() and write_y() complete the encoding of an axis.
    void write_x(Node& x) const;
    void write_y(Node& y, const Plot& plot) const;

  private:
    const DrawnFigure& drawn_;
};

}  // namespace mdisim
