#include "sim/report/figures/vega.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/report/figures/extent.hpp"
#include "sim/report/figures/vega_layers.hpp"
#include "sim/report/figures/vega_names.hpp"
#include "sim/report/figures/vega_theme.hpp"
#include "sim/report/files.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

using namespace layers;

Node json(const char* text) { return parse_document(text, "vega.cpp"); }
Node words(const std::string& text) { return Node(text); }

template <class T, class Make>
Node list_of(const std::vector<T>& values, const Make& make) {
    Node list = Node::list();
    for (const T& value : values) list.append(make(value));
    return list;
}

// Six digits are more than a screen shows; an open end is left empty.
std::string six_digits(double x) { return std::isfinite(x) ? short_number(x, 6) : ""; }

class Writer {
  public:
    explicit Writer(const DrawnFigure& drawn) : drawn_(drawn), figure_(drawn.figure) {
        for (const Plot& plot : drawn.plots) measure(plot);
    }

    Node spec(const Plot& plot) {
        const bool empty = plot.marks.empty() && plot.published.empty();
        Node spec = json(empty ? empty_frame : frame);
        title(*spec.find("title"), plot);
        if (empty) return spec;
        spec.set("usermeta", Node::object()).set("dark", dark_colours(drawn_));
        spec.find("data")->set("values", words(csv(plot)));
        for (const char* column : {"k", "x", "y", "lo", "hi", "xlo", "xhi", "b"}) {
            if (column == std::string("x") && !drawn_.words.empty()) continue;
            spec.find("data")->find("format")->find("parse")->set(column, words("number"));
        }
        Node& encoding = *spec.find("encoding");
        along_x(*encoding.find("x"));
        along_y(*encoding.find("y"), plot);
        encoding.find("color")->set("scale", colours());
        encoding.set("tooltip", tooltip(plot));
        layers(*spec.find("layer"), plot);
        return spec;
    }

  private:
    bool is(FigureKind kind) const { return figure_.kind == kind; }
    bool over_words() const { return !drawn_.words.empty(); }
    bool pointed() const { return is(FigureKind::bars) || is(FigureKind::scatter); }
    bool log_y() const { return is(FigureKind::tails) || figure_.y_scale == AxisScale::log; }

    void measure(const Plot& plot) {
        Extent& y = y_[is(FigureKind::scatter) ? 0 : plot.nth];
        for (const Mark& mark : plot.marks) {
            if (!seen(mark.x)) continue;
            for (double value : {mark.y.mean, mark.y.low, mark.y.high}) take_y(y, value);
            for (double value : {mark.x, mark.across.low, mark.across.high}) {
                if (is(FigureKind::scatter) || value == mark.x) x_.take(value);
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
    bool seen(double x) const {
        const auto& range = drawn_.x_range;
        return !is(FigureKind::lines) || range.size() != 2 || (x >= range[0] && x <= range[1]);
    }
    void take_y(Extent& y, double value) const {
        if (!log_y() || value > 0) y.take(value);
    }

    void title(Node& node, const Plot& plot) const {
        const std::string& caption = drawn_.y_captions[plot.nth];
        node.set("text", words(plot.panel.empty() ? caption : plot.panel));
        if (plot.panel.empty()) {
            node.erase("subtitle");
        } else {
            node.set("subtitle", words(caption));
        }
    }

    std::string csv(const Plot& plot) const {
        std::string text = "s,k,c,x,y,lo,hi";
        if (is(FigureKind::scatter)) text += ",xlo,xhi";
        if (pointed()) text += ",b";
        text += '\n';
        const Extent& y = extent_of(plot);
        const auto at_least_low = [&](double value) {
            return log_y() && std::isfinite(value) ? std::max(value, y.low) : value;
        };
        // Bounds lie below what they bound.
        for (const bool bounds : {true, false}) {
            for (const Mark& m : plot.marks) {
                const Look& look = drawn_.series[m.series];
                if (look.bound != bounds || (log_y() && !(m.y.mean > 0))) continue;
                const std::string k = std::to_string(m.series);
                text += quoted(look.label) + ',' + k + ",m" + k + ',';
                text +=
                    over_words() ? quoted(drawn_.words[static_cast<size_t>(m.x)]) : six_digits(m.x);
                for (double x : {m.y.mean, at_least_low(m.y.low), at_least_low(m.y.high)}) {
                    text += ',' + six_digits(x);
                }
                if (is(FigureKind::scatter)) {
                    text += ',' + six_digits(m.across.low) + ',' + six_digits(m.across.high);
                }
                text += pointed() ? bounds ? ",1\n" : ",0\n" : "\n";
            }
        }
        return text;
    }

    const Extent& extent_of(const Plot& plot) const {
        return y_.at(is(FigureKind::scatter) ? 0 : plot.nth);
    }

    void along_x(Node& x) const {
        x.set("title", drawn_.x_caption.empty() ? Node() : words(drawn_.x_caption));
        if (over_words() || is(FigureKind::stages)) {
            x.set("type", words("ordinal"));
            if (over_words()) x.set("sort", list_of(drawn_.words, words));
            x.set("axis", over_words() ? axis_of_names(drawn_.words) : json(request_axis));
            return;
        }
        x.set("type", words("quantitative"));
        if (figure_.of_distributions()) x.set("sort", Node());
        Node& scale = x.set("scale", json(R"({"nice": false, "zero": false})"));
        Extent shown = x_;
        if (figure_.of_distributions()) shown.low = 0;
        if (drawn_.x_range.size() == 2) {
            shown = {drawn_.x_range[0], drawn_.x_range[1]};
        } else if (is(FigureKind::lines) || is(FigureKind::scatter)) {
            shown = shown.with_air(is(FigureKind::scatter) ? 0.06 : 0.015);
        }
        if (shown.known()) scale.set("domain", shown.domain());
    }

    Extent shown_y(const Plot& plot) const {
        if (drawn_.y_range.size() == 2) return {drawn_.y_range[0], drawn_.y_range[1]};
        Extent shown = extent_of(plot);
        if (!shown.known()) return shown;
        const bool from_zero = is(FigureKind::bars) || is(FigureKind::stages);
        if (is(FigureKind::areas)) return {0, 100};
        if (is(FigureKind::cdf)) return {0, 1};
        if (is(FigureKind::tails)) shown.high = 1;
        if (from_zero && log_y()) return {shown.low / 2, shown.high * 1.2};
        if (from_zero) return {std::min(shown.low, 0.0), std::max(shown.high, 0.0) * 1.03};
        if (is(FigureKind::lines) && log_y()) return {shown.low / 1.2, shown.high * 1.2};
        if (is(FigureKind::lines)) shown = shown.with_air(0.03);
        if (is(FigureKind::scatter)) shown = shown.with_air(0.06);
        return shown;
    }

    void along_y(Node& y, const Plot& plot) const {
        y.set("title", Node());
        Node& scale = y.set("scale", json(R"({"zero": false})"));
        const Extent shown = shown_y(plot);
        if (shown.known()) scale.set("domain", shown.domain());
        if (!log_y()) return;
        scale.erase("zero");
        scale.set("type", words("log"));
        Node& axis = y.set("axis", json(R"({"format": "~g"})"));
        const Node powers = shown.powers_of_ten();
        if (powers.items.size() > 2) axis.set("values", powers);
    }

    template <class Make>
    Node scale(const Make& range_of) const {
        Node node = Node::object();
        node.set("domain", list_of(drawn_.series, [](const Look& l) { return words(l.label); }));
        node.set("range", list_of(drawn_.series, range_of));
        return node;
    }
    Node colours() const {
        return scale([](const Look& l) { return words(l.colour); });
    }
    Node dashes() const {
        return scale([](const Look& l) {
            if (l.line == "dashed") return json("[7, 3]");
            if (l.line == "dashdot") return json("[8, 3, 2, 3]");
            if (l.line == "long") return json("[12, 4]");
            return json(l.line == "dotted" ? "[2, 2]" : "[1, 0]");
        });
    }
    Node shapes() const {
        return scale([](const Look& l) { return words(path_of(l)); });
    }

    // An object in Vega's expressions, not a list of fields: where the nearest point is hovered
    // over, the datum is what is drawn of it, and Vega-Lite 6.4 forgets so for text.
    Node tooltip(const Plot& plot) const {
        std::string object;
        const auto add = [&](const std::string& title, const std::string& value) {
            object += (object.empty() ? "{" : ", ") + dump(words(title)) + ": " + value;
        };
        const std::string d = "(datum.datum || datum)";
        const auto number = [&](const std::string& field, const char* form) {
            return "format(" + d + "." + field + ", '" + form + "')";
        };
        const bool requests = is(FigureKind::stages);
        add(is(FigureKind::areas) ? "model" : requests ? "stage" : figure_.series, d + ".s");
        if (drawn_.has_series() && !drawn_.x_caption.empty()) {
            add(drawn_.x_caption, over_words() ? d + ".x" : number("x", ".6~g"));
        }
        add(drawn_.y_captions[plot.nth], number("y", ".5~g"));
        if (!requests) {
            add("95 % interval", d + ".hi == null ? '?' : " + number("lo", ".5~g") +
                                     " + ' to ' + " + number("hi", ".5~g"));
        }
        Node tip = Node::object();
        tip.set("value", Node::object()).set("expr", words(object + "}"));
        return tip;
    }

    void layers(Node& list, const Plot& plot) const {
        add_published(list, plot);
        const bool stacks = is(FigureKind::areas);
        if (is(FigureKind::bars)) {
            bars(list, plot);
        } else if (is(FigureKind::stages)) {
            stages(list, plot);
        } else if (stacks && over_words()) {
            list.append(json(stacked_bar));
        } else if (stacks) {
            areas(list);
        } else if (is(FigureKind::scatter) || over_words()) {
            scatter(list, plot);
        } else {
            curves(list, plot);
        }
    }

    static Node& add(Node& list, const char* layer) { return list.append(json(layer)); }
    static void set_params(Node& layer, std::initializer_list<const char*> params) {
        Node& all = layer.set("params", Node::list());
        for (const char* param : params) all.append(json(param));
    }
    void step(Node& layer) const {
        if (figure_.over_time()) layer.find("mark")->set("interpolate", words("step-after"));
    }

    void curves(Node& list, const Plot& plot) const {
        step(add(list, band));
        Node& curve = add(list, line);
        step(curve);
        curve.find("encoding")->find("strokeDash")->set("scale", dashes());
        set_params(curve, {zoom});
        Node& marks = add(list, points);
        marks.find("encoding")->find("shape")->set("scale", shapes());
        set_params(marks, {hover});
        // As long as they are few, they are seen.
        const size_t each = plot.marks.size() / std::max<size_t>(1, drawn_.series.size());
        if (each <= 15) marks.find("encoding")->find("opacity")->set("value", Node(int64_t{1}));
    }

    void areas(Node& list) const {
        Node& area = add(list, stacked_area);
        step(area);
        set_params(area, {zoom});
        Node& values = add(list, column_of_values);
        Node& tips = *values.find("encoding")->find("tooltip");
        tips.append(json(R"({"field": "x", "type": "quantitative"})"))
            .set("title", words(drawn_.x_caption));
        for (size_t s = drawn_.series.size(); s-- > 0;) {
            Node tip = json(R"({"type": "quantitative", "format": ".3~g"})");
            tip.set("field", words("m" + std::to_string(s)));
            tip.set("title", words(drawn_.series[s].label));
            tips.append(std::move(tip));
        }
    }

    void offset(Node& layer) const {
        if (!over_words() || !drawn_.has_series() || drawn_.series.size() < 2) return;
        Node& by = layer.find("encoding")->set("xOffset", json(R"({"field": "s"})"));
        by.set("type", words("nominal"));
        by.set("sort", list_of(drawn_.series, [](const Look& l) { return words(l.label); }));
    }

    void bars(Node& list, const Plot& plot) const {
        Node& body = add(list, bar);
        if (log_y()) {  // there is no zero to stand on
            Node& foot = body.find("encoding")->set("y2", Node::object());
            foot.set("datum", Node(shown_y(plot).low));
        }
        body.find("encoding")->find("stroke")->set("scale", colours());
        offset(body);
        Node& ends = add(list, whiskers);
        ends.find("encoding")->set("color", json(R"({"value": "#1c2430"})"));
        offset(ends);
    }

    void stages(Node& list, const Plot& plot) const {
        add(list, stage);
        std::string text = "y\n";
        for (double at : plot.deadlines) text += six_digits(at) + '\n';
        add(list, deadline).find("data")->set("values", words(text));
    }

    void scatter(Node& list, const Plot& plot) const {
        if (is(FigureKind::scatter)) {
            add_front(list, plot);
            add(list, whiskers_across);
        }
        offset(add(list, whiskers));
        Node& marks = add(list, points);
        Node& encoding = *marks.find("encoding");
        encoding.find("shape")->set("scale", shapes());
        encoding.find("opacity")->set("value", Node(int64_t{1}));
        encoding.set("size", json(R"({"condition": {"test": "datum.b == 1", "value": 170}})"))
            .set("value", Node(int64_t{70}));
        if (over_words()) {
            offset(marks);
            set_params(marks, {hover});
        } else {
            set_params(marks, {hover, zoom});
        }
    }

    void add_published(Node& list, const Plot& plot) const {
        if (plot.published.empty()) return;
        std::string text = "c,x,y\n";
        for (size_t c = 0; c < plot.published.size(); ++c) {
            for (const auto& [x, y] : plot.published[c]) {
                text += std::to_string(c) + ',' + six_digits(x) + ',' + six_digits(y) + '\n';
            }
        }
        add(list, published).find("data")->set("values", words(text));
    }

    // The points that no other beats in both, from left to right, in steps.
    void add_front(Node& list, const Plot& plot) const {
        const Better x_better = drawn_.better[0];
        const Better y_better = drawn_.better[plot.nth + 1];
        if (x_better == Better::neither || y_better == Better::neither) return;
        const auto good = [](double value, Better b) {
            return b == Better::lower ? -value : value;
        };
        std::vector<std::pair<double, double>> kept;
        for (const Mark& m : plot.marks) {
            if (!drawn_.series[m.series].bound) kept.emplace_back(m.x, m.y.mean);
        }
        if (kept.size() < 2) return;
        std::sort(kept.begin(), kept.end(), [&](const auto& a, const auto& b) {
            return std::pair(-good(a.first, x_better), -good(a.second, y_better)) <
                   std::pair(-good(b.first, x_better), -good(b.second, y_better));
        });
        double best = -std::numeric_limits<double>::infinity();
        std::erase_if(kept, [&](const auto& point) {
            const double value = good(point.second, y_better);
            if (value <= best) return true;
            best = value;
            return false;
        });
        std::string text = "x,y\n";
        for (const auto& [x, y] : kept) text += six_digits(x) + ',' + six_digits(y) + '\n';
        Node& layer = add(list, front);
        layer.find("data")->set("values", words(text));
        const bool after = x_better == Better::lower;
        layer.find("mark")->set("interpolate", words(after ? "step-after" : "step-before"));
    }

    const DrawnFigure& drawn_;
    const Figure& figure_;
    std::map<size_t, Extent> y_;  // of each name in y, over all panels
    Extent x_;
};

}  // namespace

std::vector<Node> vega_lite(const DrawnFigure& figure) {
    Writer writer(figure);
    std::vector<Node> specs;
    for (const Plot& plot : figure.plots) specs.push_back(writer.spec(plot));
    return specs;
}

}  // namespace mdisim
