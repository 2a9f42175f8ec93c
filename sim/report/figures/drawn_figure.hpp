// A figure as it is drawn, on paper and on a screen alike: all that is decided about it. A medium
// only puts ink there.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/figures/extent.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {

// A point of a curve, a bar, a part of a stack; as shown, so shares are per cent.
struct Mark {
    size_t series = 0;
    double x = 0;       // the number of the word where x is words
    Interval y;         // a mean that is not a number is a gap in a curve
    Interval across{};  // what a scatter has along x
    double foot = 0;    // where a part of a stack stands
};

using Curve = std::vector<std::pair<double, double>>;

// A pair of axes: one panel and one of the names in y.
struct Plot {
    std::string panel;        // empty where there are none
    size_t nth = 0;           // of y
    std::vector<Mark> marks;  // series by series, from left to right; none: nothing measured
    std::vector<Curve> published;
    Curve front;                    // the points that no other beats in both, from left to right
    std::vector<double> deadlines;  // of stages

    bool is_empty() const { return marks.empty() && published.empty(); }
};

struct Legend {
    std::string title;
    std::vector<std::string> labels;  // none: there is nothing to tell apart
};

struct DrawnFigure {
    Figure figure;
    std::vector<Look> series;
    std::vector<std::string> words;  // along x; none: x is numbers
    std::string x_caption;
    std::vector<std::string> y_captions;
    std::vector<double> x_range;    // what an axis shows exactly, where that is given
    std::vector<double> y_range;    // of all y
    Extent x_extent;                // what is to be seen; all plots share it
    std::vector<Extent> y_extents;  // of each y; all panels share it
    std::vector<Better> better;     // of x and each y, for a scatter
    std::vector<Plot> plots;        // panel by panel
    Legend legend;

    bool is(FigureKind kind) const { return figure.kind == kind; }
    bool is_stacked() const { return is(FigureKind::areas) || is(FigureKind::stages); }
    bool over_words() const { return !words.empty(); }
    bool log_y() const { return is(FigureKind::tails) || figure.y_scale == AxisScale::log; }
    bool has_series() const { return !is(FigureKind::bars) || !figure.x.empty(); }
    bool has_fronts() const;
    // A front steps to the height of its next point "after" the way along x, or "before" it.
    const char* front_steps() const { return better[0] == Better::lower ? "after" : "before"; }
};

// Works out what follows from marks and published curves: the order of marks, feet, fronts, extents
// and what the legend lists.
void complete(DrawnFigure& figure);

}  // namespace mdisim
