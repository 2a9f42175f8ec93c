// The axes of a figure's specifications: how far they reach, and how they are written.
#pragma once

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/extent.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

class VegaAxes {
  public:
    // Keeps a reference.
    explicit VegaAxes(const DrawnFigure& drawn) : drawn_(drawn) {}

    // What the y axis of a plot shows: its extent with a little air.
    Extent shown_y(const Plot& plot) const;
    // Complete the encoding of an axis.
    void write_x(Node& x) const;
    void write_y(Node& y, const Plot& plot) const;

  private:
    const DrawnFigure& drawn_;
};

}  // namespace mdisim
