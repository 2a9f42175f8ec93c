#include "sim/report/figures/vega_axes.hpp"

#include "sim/report/figures/vega_layers.hpp"
#include "sim/report/figures/vega_names.hpp"
#include "sim/report/figures/vega_nodes.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

using namespace vega;

}  // namespace

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
    Extent shown = drawn_.x_extent;
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
    Extent shown = drawn_.y_extents[plot.nth];
    if (!shown.known()) return shown;
    const bool bars = drawn_.is(FigureKind::bars) || drawn_.is(FigureKind::stages);
    if (bars && drawn_.log_y()) return {shown.low / 2, shown.high * 1.2};
    if (bars) return {shown.low, shown.high * 1.03};
    if (drawn_.is(FigureKind::tails)) return {shown.low / 1.5, shown.high};
    if (drawn_.log_y()) return {shown.low / 1.2, shown.high * 1.2};
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
