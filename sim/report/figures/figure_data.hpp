// What a figure shows, taken from rows as they come: the numbers behind figures on a screen.
#pragma once

#include "sim/campaign/rows.hpp"
#include "sim/report/figures/figure_looks.hpp"

namespace mdisim {

// A point of a curve, a bar, a part of a stack; as shown, so shares are per cent.
struct Mark {
    size_t series = 0;
    double x = 0;  // the number of the word where x is words
    Interval y;
    Interval across{};  // what a scatter has along x
};

// A pair of axes: one panel and one of the names in y.
struct Plot {
    std::string panel;  // empty where there are none
    size_t nth = 0;     // of y
    std::vector<Mark> marks;
    std::vector<std::vector<std::pair<double, double>>> published;
    std::vector<double> deadlines;  // of stages
};

struct DrawnFigure {
    Figure figure;
    std::vector<Look> series;
    std::vector<std::string> words;  // along x; none: x is numbers
    std::string x_caption;
    std::vector<std::string> y_captions;
    std::vector<double> x_range;  // as shown, where the figure asks for one
    std::vector<double> y_range;  // it has one y then
    std::vector<Better> better;   // of x and each y, for a scatter
    std::vector<Plot> plots;

    bool is(FigureKind kind) const { return figure.kind == kind; }
    bool over_words() const { return !words.empty(); }
    bool log_y() const { return is(FigureKind::tails) || figure.y_scale == AxisScale::log; }
    bool has_series() const { return figure.kind != FigureKind::bars || !figure.x.empty(); }
};

class FigureData {
  public:
    // `folder`: the results folder, for published curves and requests.
    FigureData(const Scenario& scenario, const Figure& figure, const FigureLooks& looks,
               std::string folder);
    void add(const CellRow& row);
    DrawnFigure take();

  private:
    // A value of "policy" or an axis that is shown, by its label in results.
    struct Group {
        std::string label;
        Look look;
    };

    std::vector<Group> groups(const std::string& name) const;
    std::vector<Group> policies_shown() const;
    std::vector<Node> labels_on(const std::string& axis) const;
    std::vector<std::string> worded(const std::string& axis, std::vector<std::string> labels) const;
    void name_x();
    void name_y();
    void add_plots();
    std::string panel_title(const Group& panel) const;
    bool shows(const CellRow& row) const;
    std::string label_of(const CellRow& row, const std::string& name) const;
    std::optional<size_t> place(const std::vector<Group>& groups, const std::string& name,
                                const CellRow& row) const;
    Plot& plot(size_t nth, size_t panel) { return drawn_.plots[panel * figure_.y.size() + nth]; }
    double x_of(const CellRow& row, size_t series) const;
    void add_value(const CellRow& row, size_t nth, size_t panel, size_t series);
    void add_parts(const CellRow& row, size_t nth, size_t panel);
    void add_along_time(const CellRow& row, size_t nth, size_t panel, size_t series);
    void add_distribution(const CellRow& row, size_t nth, size_t panel, size_t series);
    void add_requests();
    void add_published();
    void drop_unused();

    const Scenario& scenario_;
    const Figure& figure_;
    const FigureLooks& looks_;
    std::string folder_;
    std::vector<Group> panels_;
    std::vector<Group> series_;
    DrawnFigure drawn_;
};

}  // namespace mdisim
