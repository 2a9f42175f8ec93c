// A figure as a scenario declares it: what is drawn over what.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// The name of a scenario's time axis in figures and claims.
inline constexpr const char* time_axis = "time_s";

enum class FigureKind { lines, areas, bars, scatter, tails, cdf, stages };
const std::vector<std::string>& names_of(Tag<FigureKind>);
enum class AxisScale { linear, log };
const std::vector<std::string>& names_of(Tag<AxisScale>);
// What the band about a mean is: the 95 % interval of the mean, or the spread over requests, which
// is one standard deviation to either side or reaches from quartile to quartile.
enum class Spread { interval, sd, quartiles };
const std::vector<std::string>& names_of(Tag<Spread>);

// The points of a sweep that have one of these labels on an axis.
struct Pick {
    std::string axis;
    std::vector<std::string> labels;
    bool has(const Node& label) const;
};
const Object& describe(Tag<Pick>);

// A vertical line across a figure.
struct LineAtX {
    double x = 0;
    std::string label;
};
const Object& describe(Tag<LineAtX>);

// Metrics of which the spread of another one is made. That of a standard deviation has one.
struct SpreadMetrics {
    Spread spread;
    const char* of;
    const char* low;
    const char* high = nullptr;
};

struct Figure {
    std::string name;
    std::string title;
    FigureKind kind = FigureKind::lines;
    std::string x;
    std::vector<std::string> y;
    std::string series = "policy";
    std::string panels;
    std::vector<std::string> policies;  // empty: all
    std::string over;                   // values are shares of this policy's, if given
    std::vector<Pick> where;
    std::vector<std::string> less_best_of;  // policies
    std::string behind;
    std::string x_label;
    std::vector<std::string> y_labels;
    AxisScale y_scale = AxisScale::linear;
    std::vector<double> x_range;
    std::vector<double> y_range;
    Spread spread = Spread::interval;
    std::vector<LineAtX> x_lines;
    bool across = false;  // each y has a column, each panel a row

    // Whether the figure is drawn from series, not from metrics.
    bool over_time() const {
        return x == time_axis && (kind == FigureKind::lines || kind == FigureKind::areas);
    }
    // Whether the figure is drawn from the distributions of durations, not from metrics.
    bool of_distributions() const { return kind == FigureKind::tails || kind == FigureKind::cdf; }
    bool shows(const std::string& policy) const;
    // Whether the points with this label on an axis are drawn.
    bool shows(const std::string& axis, const Node& label) const;
    // The metrics of which the band about a metric is made; null if the band is an interval.
    const SpreadMetrics* spread_of(const std::string& metric) const;
};
const Object& describe(Tag<Figure>);
// The metrics that have a spread of this kind.
std::vector<std::string> metrics_with(Spread spread);

// The names that a figure may use.
struct FigureWords {
    std::vector<std::pair<std::string, std::vector<Node>>> axes;  // with their labels
    std::vector<std::string> policies;
    std::vector<std::string> models;   // whose usage may be drawn; empty: not known
    std::vector<std::string> classes;  // of requests
    std::vector<std::string> sites;
    std::vector<std::string> published;
    bool series = false;   // whether there are windows of time
    bool records = false;  // whether requests are kept, from which stages are drawn
};

// A figure with its location in the document.
struct WrittenFigure {
    Figure figure;
    Node node;
    std::string pointer;
};

// Decodes a scenario's list of figures. Returns those that can be read.
std::vector<WrittenFigure> decode_figures(const Node& list, std::vector<Problem>& problems);

// Notes every name in a figure that is not among the words, and cells that would be drawn on top of
// each other.
void check_figure(const WrittenFigure& figure, const FigureWords& words,
                  std::vector<Problem>& problems);

// Adds the short forms that are spelled out before decoding to the schema of a figure.
void add_short_forms(Node& schema_of_figure);

}  // namespace mdisim
