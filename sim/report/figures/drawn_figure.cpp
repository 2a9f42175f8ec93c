#include "sim/report/figures/drawn_figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

// Orders marks from left to right, except the points of a scatter, which no line connects.
void sort_marks(DrawnFigure& figure, Plot& plot) {
    const bool along_x = !figure.is(FigureKind::scatter);
    std::stable_sort(plot.marks.begin(), plot.marks.end(), [&](const Mark& a, const Mark& b) {
        return std::tuple(a.series, along_x ? a.x : 0) < std::tuple(b.series, along_x ? b.x : 0);
    });
    const bool measured = std::any_of(plot.marks.begin(), plot.marks.end(),
                                      [](const Mark& m) { return std::isfinite(m.y.mean); });
    if (!measured) plot.marks.clear();
}

// Adds parts of no height where a part is missing (a model that a point does not offer), so that an
// area ends there and does not reach over to the next point that has it.
void complete_parts(std::vector<Mark>& marks) {
    std::set<double> all_x;
    std::map<size_t, std::set<double>> x_of;
    for (const Mark& mark : marks) {
        all_x.insert(mark.x);
        x_of[mark.series].insert(mark.x);
    }
    for (const auto& [series, has] : x_of) {
        for (double x : all_x) {
            if (!has.contains(x)) marks.push_back({series, x, {}});
        }
    }
}

void stack(std::vector<Mark>& marks) {
    std::map<double, double> heights;
    for (Mark& mark : marks) {
        double& height = heights[mark.x];
        mark.foot = height;
        height += mark.y.mean;
    }
}

Curve front_of(const DrawnFigure& figure, const Plot& plot) {
    const Better x_better = figure.better[0];
    const Better y_better = figure.better[plot.nth + 1];
    Curve points;
    if (x_better == Better::neither || y_better == Better::neither) return points;
    for (const Mark& m : plot.marks) {
        if (figure.series[m.series].competes) points.emplace_back(m.x, m.y.mean);
    }
    if (points.size() < 2) return {};
    const auto good = [](double value, Better b) { return b == Better::lower ? -value : value; };
    std::sort(points.begin(), points.end(), [&](const auto& a, const auto& b) {
        return std::pair(good(a.first, x_better), good(a.second, y_better)) >
               std::pair(good(b.first, x_better), good(b.second, y_better));
    });
    double best = -std::numeric_limits<double>::infinity();
    std::erase_if(points, [&](const auto& point) {
        const double value = good(point.second, y_better);
        return value <= std::exchange(best, std::max(best, value));
    });
    std::sort(points.begin(), points.end());
    return points;
}

class Measuring {
  public:
    explicit Measuring(DrawnFigure& figure) : figure_(figure) {}

    void measure(const Plot& plot) {
        Extent& y = figure_.y_extents[plot.nth];
        for (const Mark& mark : plot.marks) {
            if (is_seen(mark.x)) take(mark, y);
        }
        for (const Curve& curve : plot.published) {
            for (const auto& [x, value] : curve) {
                figure_.x_extent.take(x);
                if (is_seen(x)) take_y(y, value);
            }
        }
        for (const Mark& tick : plot.ticks) {
            if (is_seen(tick.x)) take_y(y, tick.y.mean);
        }
        for (double at : plot.deadlines) y.take(at);
        for (double at : plot.thresholds) y.take(at);
        for (const auto& [x, at] : plot.threshold_marks) y.take(at);
    }

  private:
    // Marks outside the range of x do not count.
    bool is_seen(double x) const {
        const auto& range = figure_.x_range;
        return !figure_.is(FigureKind::lines) || range.empty() || (x >= range[0] && x <= range[1]);
    }
    void take(const Mark& mark, Extent& y) {
        take_y(y, mark.y.mean);
        // The lower ends of intervals near zero would stretch a log scale without limit.
        if (!figure_.is(FigureKind::tails)) {
            take_y(y, mark.y.low);
            take_y(y, mark.y.high);
        }
        figure_.x_extent.take(mark.x);
        if (!figure_.is(FigureKind::scatter)) return;
        figure_.x_extent.take(mark.across.low);
        figure_.x_extent.take(mark.across.high);
    }
    void take_y(Extent& y, double value) const {
        if (!figure_.log_y() || value > 0) y.take(value);
    }

    DrawnFigure& figure_;
};

void measure(DrawnFigure& figure) {
    figure.y_extents.resize(figure.figure.y.size());
    for (const LineAtX& line : figure.figure.x_lines) figure.x_extent.take(line.x);
    for (const Plot& plot : figure.plots) Measuring(figure).measure(plot);
    const bool stands_on_zero = figure.is(FigureKind::bars) || figure.is(FigureKind::stages);
    for (Extent& y : figure.y_extents) {
        if (stands_on_zero && !figure.log_y() && y.known()) y.take(0);
        if (!figure.is(FigureKind::tails)) continue;
        if (!y.known()) y.take(0.1);
        y.take(1);
    }
}

// The labels are in the order in which the legend shows them: a deadline, series, what is
// published, and fronts.
std::vector<std::string> legend_labels(const DrawnFigure& figure) {
    std::vector<std::string> labels;
    if (!figure.has_series()) return labels;
    const auto add = [&](const std::string& label) {
        if (!contains(labels, label)) labels.push_back(label);
    };
    if (figure.is(FigureKind::stages) || figure.has_deadlines()) add("deadline");
    for (const Look& look : figure.series) add(look.label);
    if (figure.has_published()) add("published");
    if (figure.has_thresholds()) add("threshold");
    if (figure.has_fronts()) add("Pareto front");
    const bool one_policy =
        labels.size() == 1 && !figure.has_deadlines() && figure.figure.series == "policy";
    if (one_policy && !figure.is_stacked()) labels.clear();
    return labels;
}

}  // namespace

Extent Plot::extent() const {
    Extent extent;
    for (const Mark& mark : marks) extent.take(mark.y.mean);
    return extent;
}

bool DrawnFigure::has_fronts() const {
    return std::any_of(plots.begin(), plots.end(),
                       [](const Plot& plot) { return !plot.front.empty(); });
}

bool DrawnFigure::has_published() const {
    return std::any_of(plots.begin(), plots.end(), [](const Plot& plot) {
        return !plot.published.empty() || !plot.ticks.empty();
    });
}

bool DrawnFigure::has_thresholds() const {
    return std::any_of(plots.begin(), plots.end(), [](const Plot& plot) {
        return !plot.thresholds.empty() || !plot.threshold_marks.empty();
    });
}

bool DrawnFigure::has_deadlines() const {
    return std::any_of(plots.begin(), plots.end(), [](const Plot& plot) {
        return !plot.deadlines.empty() || !plot.deadline_along.empty();
    });
}

void complete(DrawnFigure& figure) {
    for (Plot& plot : figure.plots) {
        if (figure.is(FigureKind::areas)) complete_parts(plot.marks);
        sort_marks(figure, plot);
        if (figure.is(FigureKind::areas)) stack(plot.marks);
        // Values of an axis, such as phones, are not alternatives to each other.
        const std::string& series = figure.figure.series;
        const bool alternatives = series == "policy" || series == of_settings;
        if (figure.is(FigureKind::scatter) && alternatives) plot.front = front_of(figure, plot);
    }
    measure(figure);
    figure.legend.labels = legend_labels(figure);
}

}  // namespace mdisim
