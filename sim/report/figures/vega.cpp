#include "sim/report/figures/vega.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/report/figures/extent.hpp"
#include "sim/report/figures/vega_axes.hpp"
#include "sim/report/figures/vega_layers.hpp"
#include "sim/report/figures/vega_marks.hpp"
#include "sim/report/figures/vega_nodes.hpp"
#include "sim/report/figures/vega_theme.hpp"
#include "sim/report/files.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

using namespace layers;
using namespace vega;

bool pointed(const DrawnFigure& drawn) {
    return drawn.is(FigureKind::bars) || drawn.is(FigureKind::scatter);
}

void write_title(Node& node, const DrawnFigure& drawn, const Plot& plot) {
    const std::string& caption = drawn.y_captions[plot.nth];
    node.set("text", words(plot.panel.empty() ? caption : plot.panel));
    if (plot.panel.empty()) {
        node.erase("subtitle");
    } else {
        node.set("subtitle", words(caption));
    }
}

// The layer that a series is drawn in: series of a later layer hide those of an earlier one.
int layer_of(const Look& look) { return look.competes ? 1 : look.bound ? 2 : 0; }

// Writes a line of CSV for each mark, layer by layer.
std::string csv_of(const DrawnFigure& drawn, const VegaAxes& axes, const Plot& plot) {
    std::string text = "s,k,x,y,lo,hi";
    if (drawn.is(FigureKind::scatter)) text += ",xlo,xhi";
    if (pointed(drawn)) text += ",b";
    text += '\n';
    const Extent shown = axes.shown_y(plot);
    const auto at_least_low = [&](double value) {
        return drawn.log_y() && std::isfinite(value) ? std::max(value, shown.low) : value;
    };
    for (const int layer : {0, 1, 2}) {
        for (const Mark& m : plot.marks) {
            const Look& look = drawn.series[m.series];
            if (layer_of(look) != layer || (drawn.log_y() && m.y.mean <= 0)) continue;
            const std::string k = std::to_string(m.series);
            text += quoted(look.label) + ',' + k + ',';
            text += drawn.over_words() ? quoted(drawn.words[static_cast<size_t>(m.x)])
                                       : six_digits(m.x);
            for (double x : {m.y.mean, at_least_low(m.y.low), at_least_low(m.y.high)}) {
                text += ',' + six_digits(x);
            }
            if (drawn.is(FigureKind::scatter)) {
                text += ',' + six_digits(m.across.low) + ',' + six_digits(m.across.high);
            }
            text += pointed(drawn) ? look.bound ? ",1\n" : ",0\n" : "\n";
        }
    }
    return text;
}

// What the band or the whiskers about a metric are.
std::string band_of(const Figure& figure, const std::string& metric) {
    if (figure.spread_of(metric) == nullptr) return "95 % interval";
    return figure.spread == Spread::sd ? "one standard deviation" : "quartiles";
}

// The tooltip is an object in Vega's expressions, not a list of fields: with "nearest", the datum
// is wrapped, and Vega-Lite 6.4 does not unwrap it for text.
Node tooltip(const DrawnFigure& drawn, const Plot& plot) {
    std::string object;
    const auto add = [&](const std::string& title, const std::string& value) {
        object += (object.empty() ? "{" : ", ") + dump(words(title)) + ": " + value;
    };
    const std::string d = "(datum.datum || datum)";
    const auto number = [&](const std::string& field, const char* form) {
        return "format(" + d + "." + field + ", '" + form + "')";
    };
    const bool requests = drawn.is(FigureKind::stages);
    add(drawn.is(FigureKind::areas) ? "model" : requests ? "stage" : drawn.figure.series, d + ".s");
    if (drawn.has_series() && !drawn.x_caption.empty()) {
        add(drawn.x_caption, drawn.over_words() ? d + ".x" : number("x", ".6~g"));
    }
    add(drawn.y_captions[plot.nth], number("y", ".5~g"));
    if (!requests) {
        add(band_of(drawn.figure, drawn.figure.y[plot.nth]),
            d + ".hi == null ? '?' : " + number("lo", ".5~g") + " + ' to ' + " +
                number("hi", ".5~g"));
    }
    Node tip = Node::object();
    tip.set("value", Node::object()).set("expr", words(object + "}"));
    return tip;
}

// How the page reads values at a position along x: of all curves or stacked areas there, of all
// series at a word, or of single points; "" if it does not.
std::string read_by_page(const DrawnFigure& drawn) {
    if (drawn.is(FigureKind::stages)) return "";
    if (drawn.is(FigureKind::scatter) || drawn.figure.x.empty()) {
        return drawn.figure.of_distributions() ? "curves" : "points";
    }
    if (drawn.over_words()) return "words";
    return drawn.is(FigureKind::areas) ? "areas" : "curves";
}

Node reading_of(const DrawnFigure& drawn, const Plot& plot, const std::string& read_by) {
    Node node = Node::object();
    node.set("by", words(read_by));
    node.set("x", words(drawn.x_caption));
    node.set("y", words(drawn.y_captions[plot.nth]));
    if (!drawn.is_stacked())
        node.set("band", words(band_of(drawn.figure, drawn.figure.y[plot.nth])));
    if (drawn.over_words()) node.set("words", list_of(drawn.words, words));
    return node;
}

Node spec_of(const DrawnFigure& drawn, const VegaAxes& axes, const Plot& plot) {
    Node spec = json(plot.is_empty() ? empty_frame : frame);
    write_title(*spec.find("title"), drawn, plot);
    if (plot.is_empty()) return spec;
    Node& meta = spec.set("usermeta", Node::object());
    meta.set("dark", dark_colours(drawn));
    const std::string read_by = read_by_page(drawn);
    if (!read_by.empty()) meta.set("reads", reading_of(drawn, plot, read_by));
    spec.find("data")->set("values", words(csv_of(drawn, axes, plot)));
    for (const char* column : {"k", "x", "y", "lo", "hi", "xlo", "xhi", "b"}) {
        if (column == std::string("x") && drawn.over_words()) continue;
        spec.find("data")->find("format")->find("parse")->set(column, words("number"));
    }
    Node& encoding = *spec.find("encoding");
    axes.write_x(*encoding.find("x"));
    axes.write_y(*encoding.find("y"), plot);
    encoding.find("color")->set("scale", series_colours(drawn));
    if (read_by.empty() || read_by == "points") encoding.set("tooltip", tooltip(drawn, plot));
    VegaMarks(drawn, axes).write(*spec.find("layer"), plot);
    return spec;
}

}  // namespace

std::vector<Node> vega_lite(const DrawnFigure& figure) {
    const VegaAxes axes(figure);
    std::vector<Node> specs;
    for (const Plot& plot : figure.plots) specs.push_back(spec_of(figure, axes, plot));
    return specs;
}

}  // namespace mdisim
