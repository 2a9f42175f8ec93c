// A figure as it is drawn, on paper and on a screen: all decisions about its content. The two media
// only render it.
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

// The series of a figure of a search, whose settings are alternatives to each other.
inline constexpr const char* of_settings = "setting";

// A point of a curve, a bar or a part of a stack, in the units shown: shares are per cent.
struct Mark {
    size_t series = 0;
    double x = 0;       // the index of a word if x is words
    Interval y;         // if its mean is not-a-number, the curve has a gap
    Interval across{};  // the interval of a scatter along x
    double foot = 0;    // the lower end of a part of a stack
};

using Curve = std::vector<std::pair<double, double>>;

// A pair of axes: one panel and one of the names in y.
struct Plot {
    std::string panel;        // empty without panels
    size_t nth = 0;           // index in the names of y
    std::vector<Mark> marks;  // series by series, from left to right; empty: nothing was measured
    std::vector<Curve> published;
    std::vector<Mark> ticks;         // single published numbers
    Curve front;                     // the Pareto front of policies, from left to right
    std::vector<double> deadlines;   // across the plot, where y is a latency
    Curve deadline_along;            // where x is the deadline and y a latency; else empty
    std::vector<double> thresholds;  // across the plot: what thresholds of the scenario ask
    Curve threshold_marks;           // what they ask at one position

    bool is_empty() const { return marks.empty() && published.empty(); }
    Extent extent() const;  // of the marks' means
};

struct Legend {
    std::string title;
    std::vector<std::string> labels;  // empty: there are no series to tell apart
};

struct DrawnFigure {
    Figure figure;
    std::vector<Look> series;
    std::vector<std::string> words;  // along x; empty: x is numbers
    std::string x_caption;
    std::vector<std::string> y_captions;
    std::vector<double> x_range;    // exact range of the axis; empty: made from x_extent
    std::vector<double> y_range;    // exact range of all y; empty: made from y_extents
    Extent x_extent;                // of all plots together
    std::vector<Extent> y_extents;  // of each y, over all panels
    std::vector<Better> better;     // of x and each y, for a scatter
    std::vector<Plot> plots;        // panel by panel
    Legend legend;
    std::string note;  // what its bands are, and of how many runs

    bool is(FigureKind kind) const { return figure.kind == kind; }
    bool is_stacked() const { return is(FigureKind::areas) || is(FigureKind::stages); }
    bool over_words() const { return !words.empty(); }
    bool log_y() const { return is(FigureKind::tails) || figure.y_scale == AxisScale::log; }
    bool has_series() const { return !is(FigureKind::bars) || !figure.x.empty(); }
    bool has_fronts() const;
    bool has_published() const;
    bool has_deadlines() const;
    bool has_thresholds() const;
    // How a front steps from point to point: "after" goes along x first, "before" along y first.
    const char* front_steps() const { return better[0] == Better::lower ? "after" : "before"; }
};

// Computes what follows from marks and published curves: the order of marks, feet, fronts, extents
// and the legend.
void complete(DrawnFigure& figure);

}  // namespace mdisim
