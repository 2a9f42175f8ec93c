// The marks of a specification: curves with their bands, bars, stacks, points, and published curves
// behind them.
#pragma once

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/vega_axes.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// The outline of a series' points, from -1 to 1: a star for a bound, else one of eight shapes.
const char* path_of(const Look& look);

// The scale from a figure's series to their colours.
Node series_colours(const DrawnFigure& drawn);

class VegaMarks {
  public:
    // Keeps references. Requires the axes of the same figure.
    VegaMarks(const DrawnFigure& drawn, const VegaAxes& axes) : drawn_(drawn), axes_(axes) {}

    // Adds all layers of a plot, the one at the back first.
    void write(Node& list, const Plot& plot) const;

  private:
    void curves(Node& list, const Plot& plot) const;
    void areas(Node& list) const;
    void bars(Node& list, const Plot& plot) const;
    void stages(Node& list) const;
    void scatter(Node& list, const Plot& plot) const;
    void step(Node& layer) const;
    void add_ticks(Node& list, const Plot& plot) const;
    void offset(Node& layer) const;

    const DrawnFigure& drawn_;
    const VegaAxes& axes_;
};

}  // namespace mdisim
