#include "sim/report/figures/vega_marks.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/vega_layers.hpp"
#include "sim/report/figures/vega_nodes.hpp"
#include "sim/report/files.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

using namespace layers;
using namespace vega;

constexpr double line_width = 2;  // of layers::line

template <class Make>
Node scale(const DrawnFigure& drawn, const Make& range_of) {
    Node node = Node::object();
    node.set("domain", list_of(drawn.series, [](const Look& l) { return words(l.label); }));
    node.set("range", list_of(drawn.series, range_of));
    return node;
}
Node dashes(const DrawnFigure& drawn) {
    return scale(drawn, [](const Look& l) {
        const std::vector<double> dashes = dashes_of(l.line);
        if (dashes.empty()) return json("[1, 0]");
        return list_of(dashes, [](double length) { return Node(line_width * length); });
    });
}
Node shapes(const DrawnFigure& drawn) {
    return scale(drawn, [](const Look& l) { return words(path_of(l)); });
}

Node& add(Node& list, const char* layer) { return list.append(json(layer)); }
void set_params(Node& layer, std::initializer_list<const char*> params) {
    Node& all = layer.set("params", Node::list());
    for (const char* param : params) all.append(json(param));
}

void add_published(Node& list, const Plot& plot) {
    if (plot.published.empty()) return;
    std::string text = "c,x,y\n";
    for (size_t c = 0; c < plot.published.size(); ++c) {
        for (const auto& [x, y] : plot.published[c]) {
            text += std::to_string(c) + ',' + six_digits(x) + ',' + six_digits(y) + '\n';
        }
    }
    add(list, published).find("data")->set("values", words(text));
}

void add_x_lines(Node& list, const DrawnFigure& drawn) {
    if (drawn.figure.x_lines.empty()) return;
    std::string text = "x,label\n";
    for (const LineAtX& line : drawn.figure.x_lines) {
        text += six_digits(line.x) + ',' + quoted(line.label) + '\n';
    }
    add(list, x_lines).find("data")->set("values", words(text));
    add(list, names_of_x_lines).find("data")->set("values", words(text));
}

void add_front(Node& list, const DrawnFigure& drawn, const Plot& plot) {
    if (plot.front.empty()) return;
    std::string text = "x,y\n";
    for (const auto& [x, y] : plot.front) text += six_digits(x) + ',' + six_digits(y) + '\n';
    Node& layer = add(list, front);
    layer.find("data")->set("values", words(text));
    layer.find("mark")->set("interpolate", words(std::string("step-") + drawn.front_steps()));
}

// Adds a layer of lines across the plot, if there are any.
void add_across(Node& list, const char* layer, const std::vector<double>& lines) {
    if (lines.empty()) return;
    std::string text = "y\n";
    for (double at : lines) text += six_digits(at) + '\n';
    add(list, layer).find("data")->set("values", words(text));
}

// Adds a layer of a curve or of its points, if there are any.
void add_along(Node& list, const char* layer, const Curve& curve) {
    if (curve.empty()) return;
    std::string text = "x,y\n";
    for (const auto& [x, y] : curve) text += six_digits(x) + ',' + six_digits(y) + '\n';
    add(list, layer).find("data")->set("values", words(text));
}

}  // namespace

const char* path_of(const Look& look) {
    constexpr const char* star =
        "M0-1L.22-.31L.95-.31L.36.12L.59.81L0 .38L-.59.81L-.36.12L-.95-.31L-.22-.31Z";
    constexpr const char* paths[] = {"M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",  // as in paper figures
                                     "M-.9-.9H.9V.9H-.9Z",
                                     "M0-1L1 .8H-1Z",
                                     "M0-1L1 0L0 1L-1 0Z",
                                     "M0 1L1-.8H-1Z",
                                     "M-1 0L.8-1V1Z",
                                     "M1 0L-.8-1V1Z",
                                     "M-.35-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z"};
    return look.bound ? star : paths[static_cast<size_t>(look.marker) % std::size(paths)];
}

Node series_colours(const DrawnFigure& drawn) {
    return scale(drawn, [](const Look& l) { return words(l.colour); });
}

void VegaMarks::write(Node& list, const Plot& plot) const {
    add_x_lines(list, drawn_);
    add_published(list, plot);
    const bool stacks = drawn_.is(FigureKind::areas);
    if (drawn_.is(FigureKind::bars)) {
        bars(list, plot);
    } else if (drawn_.is(FigureKind::stages)) {
        stages(list);
    } else if (stacks && drawn_.over_words()) {
        list.append(json(stacked_bar));
    } else if (stacks) {
        areas(list);
    } else if (drawn_.is(FigureKind::scatter) || drawn_.over_words()) {
        scatter(list, plot);
    } else {
        curves(list, plot);
    }
    add_ticks(list, plot);
    add_across(list, deadline, plot.deadlines);
    add_along(list, deadline_along, plot.deadline_along);
    add_across(list, threshold, plot.thresholds);
    add_along(list, threshold_marks, plot.threshold_marks);
}

void VegaMarks::add_ticks(Node& list, const Plot& plot) const {
    if (plot.ticks.empty()) return;
    std::string text = "s,x,y\n";
    for (const Mark& tick : plot.ticks) {
        const std::string x = drawn_.over_words()
                                  ? quoted(drawn_.words[static_cast<size_t>(tick.x)])
                                  : six_digits(tick.x);
        text += quoted(drawn_.series[tick.series].label) + ',' + x + ',' + six_digits(tick.y.mean) +
                '\n';
    }
    Node& layer = add(list, layers::ticks);
    layer.find("data")->set("values", words(text));
    if (!drawn_.over_words()) {
        layer.find("data")->find("format")->find("parse")->set("x", words("number"));
    }
    offset(layer);
}

void VegaMarks::step(Node& layer) const {
    if (drawn_.figure.over_time()) layer.find("mark")->set("interpolate", words("step-after"));
}

void VegaMarks::curves(Node& list, const Plot& plot) const {
    step(add(list, band));
    Node& curve = add(list, line);
    step(curve);
    curve.find("encoding")->find("strokeDash")->set("scale", dashes(drawn_));
    set_params(curve, {zoom});
    constexpr size_t few = 15;  // points that are visible on a curve
    if (plot.marks.size() / std::max<size_t>(1, drawn_.series.size()) > few) return;
    Node& marks = add(list, points);
    Node& encoding = *marks.find("encoding");
    encoding.find("shape")->set("scale", shapes(drawn_));
    encoding.set("opacity", json(R"({"value": 1})"));
    encoding.set("size", json(R"({"value": 30})"));
    marks.find("mark")->set("tooltip", Node());
}

void VegaMarks::areas(Node& list) const {
    Node& area = add(list, stacked_area);
    step(area);
    set_params(area, {zoom});
}

void VegaMarks::offset(Node& layer) const {
    if (!drawn_.over_words() || !drawn_.has_series() || drawn_.series.size() < 2) return;
    Node& by = layer.find("encoding")->set("xOffset", json(R"({"field": "s"})"));
    by.set("type", words("nominal"));
    by.set("sort", list_of(drawn_.series, [](const Look& l) { return words(l.label); }));
}

void VegaMarks::bars(Node& list, const Plot& plot) const {
    Node& body = add(list, bar);
    if (drawn_.log_y()) {  // bars cannot start at zero
        Node& foot = body.find("encoding")->set("y2", Node::object());
        foot.set("datum", Node(axes_.shown_y(plot).low));
    }
    body.find("encoding")->find("stroke")->set("scale", series_colours(drawn_));
    offset(body);
    Node& ends = add(list, whiskers);
    ends.find("encoding")->set("color", json(R"({"value": "#1c2430"})"));
    offset(ends);
}

void VegaMarks::stages(Node& list) const { add(list, stage); }

void VegaMarks::scatter(Node& list, const Plot& plot) const {
    if (drawn_.is(FigureKind::scatter)) {
        add_front(list, drawn_, plot);
        add(list, whiskers_across);
    }
    offset(add(list, whiskers));
    Node& marks = add(list, points);
    Node& encoding = *marks.find("encoding");
    encoding.find("shape")->set("scale", shapes(drawn_));
    encoding.find("opacity")->set("value", Node(int64_t{1}));
    encoding.set("size", json(R"({"condition": {"test": "datum.b == 1", "value": 170}})"))
        .set("value", Node(int64_t{70}));
    if (drawn_.over_words()) {
        offset(marks);
        set_params(marks, {hover});
    } else {
        set_params(marks, {hover, zoom});
    }
}

}  // namespace mdisim
