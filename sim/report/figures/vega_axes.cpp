#include "sim/report/figures/vega_axes.hpp"

#include <algorithm>

#include "sim/report/figures/vega_layers.hpp"
#include "sim/report/figures/vega_names.hpp"
#include "sim/report/figures/vega_nodes.hpp"

namespace mdisim {
namespace {

using namespace vega;

}  // namespace

VegaAxes::VegaAxes(const DrawnFigure& drawn) : drawn_(drawn) {
    for (const Plot& plot : drawn.plots) measure(plot);
}

void VegaAxes::measure(const Plot& plot) {
    Extent& y = y_[drawn_.is(FigureKind::scatter) ? 0 : plot.nth];
    for (const Mark& mark : plot.marks) {
        if (!seen(mark.x)) continue;
        for (double value : {mark.y.mean, mark.y.low, mark.y.high}) take_y(y, value);
        for (double value : {mark.x, mark.across.low, mark.across.high}) {
            if (drawn_.is(FigureKind::scatter) || value == mark.x) x_.take(value);
        }
    }
    for (const auto& curve : plot.published) {
        for (const auto& [at, value] : curve) {
            x_.take(at);
            if (seen(at)) take_y(y, value);
        }
    }
    for (double at : plot.deadlines) y.take(at);
}

// What lies outside the range of x stretches no axis.
bool VegaAxes::seen(double x) const {
    const auto& range = drawn_.x_range;
    return !drawn_.is(FigureKind::lines) || range.size() != 2 || (x >= range[0] && x <= range[1]);
}

void VegaAxes::take_y(Extent& y, double value) const {
    if (!drawn_.log_y() || value > 0) y.take(value);
}

const Extent& VegaAxes::measured_y(const Plot& plot) const {
    return y_.at(drawn_.is(FigureKind::scatter) ? 0 : plot.nth);
}

void VegaAxes::write_x(Node& x) const {
    x.set("title", drawn_.x_caption.empty() ? Node() : words(drawn_.x_caption));
    if (drawn_.over_words() || drawn_.is(FigureKind::stages)) {
        x.set("type", words("ordinal"));
        if (drawn_.over_words()) x.set("sort", list_of(drawn_.words, words));
        x.set("axis",
              drawn_.over_words() ? axis_of_names(drawn_.words) : json(layers::request_axis));
        return;
    }
    x.set("type", words("quantitative"));
    if (drawn_.figure.of_distributions()) x.set("sort", Node());
    Node& scale = x.set("scale", json(R"({"nice": false, "zero": false})"));
    Extent shown = x_;
    if (drawn_.figure.of_distributions()) shown.low = 0;
    if (drawn_.x_range.size() == 2) {
        shown = {drawn_.x_range[0], drawn_.x_range[1]};
    } else if (drawn_.is(FigureKind::lines) || drawn_.is(FigureKind::scatter)) {
        shown = shown.with_air(drawn_.is(FigureKind::scatter) ? 0.06 : 0.015);
    }
    if (shown.known()) scale.set("domain", shown.domain());
}

Extent VegaAxes::shown_y(const Plot& plot) const {
    if (drawn_.y_range.size() == 2) return {drawn_.y_range[0], drawn_.y_range[1]};
    Extent shown = measured_y(plot);
    if (!shown.known()) return shown;
    const bool stands_on_zero = drawn_.is(FigureKind::bars) || drawn_.is(FigureKind::stages);
    if (drawn_.is(FigureKind::areas)) return {0, 100};
    if (drawn_.is(FigureKind::cdf)) return {0, 1};
    if (drawn_.is(FigureKind::tails)) shown.high = 1;
    if (stands_on_zero && drawn_.log_y()) return {shown.low / 2, shown.high * 1.2};
    if (stands_on_zero) return {std::min(shown.low, 0.0), std::max(shown.high, 0.0) * 1.03};
    if (drawn_.is(FigureKind::lines) && drawn_.log_y()) return {shown.low / 1.2, shown.high * 1.2};
    if (drawn_.is(FigureKind::lines)) shown = shown.with_air(0.03);
    if (drawn_.is(FigureKind::scatter)) shown = shown.with_air(0.06);
    return shown;
}

void VegaAxes::write_y(Node& y, const Plot& plot) const {
    y.set("title", Node());
    Node& scale = y.set("scale", json(R"({"zero": false})"));
    const Extent shown = shown_y(plot);
    if (shown.known()) scale.set("domain", shown.domain());
    if (!drawn_.log_y()) return;
    scale.erase("zero");
    scale.set("type", words("log"));
    Node& axis = y.set("axis", json(R"({"format": "~g"})"));
    const Node powers = shown.powers_of_ten();
    if (powers.items.size() > 2) axis.set("values", powers);
}

}  // namespace mdisim
