#include "sim/scenario/figure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <set>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

// Replaces a text by a list of it: "latency_ms" by ["latency_ms"].
void make_list(Node& figure, const char* key) {
    Node* written = figure.find(key);
    if (written == nullptr || written->kind != Node::Kind::text) return;
    Node list = Node::list();
    list.where = written->where;
    list.append(*written);
    *written = std::move(list);
}

// The text of a label. That of 250 and of 250.0 is the same.
std::string plain_text(const Node& label) {
    const double x = label.as_number();
    const bool whole =
        label.kind == Node::Kind::number && std::fabs(x) < 1e15 && x == std::floor(x);
    return whole ? dump(Node(static_cast<int64_t>(x))) : label_text(label);
}

// Replaces the short form of "where" by the full one: {"sla_ms": 250} by [{"axis": "sla_ms",
// "labels": ["250"]}].
void spell_out_where(Node& figure, const std::string& pointer, Decoder& decoder) {
    Node* where = figure.find("where");
    if (where == nullptr) return;
    Node picks = Node::list();
    picks.where = where->where;
    if (where->kind != Node::Kind::object) {
        decoder.problem(*where, pointer + "/where",
                        "expected {axis: value or list of values}, not " + name_of(where->kind));
    }
    for (const auto& [axis, values] : where->members) {
        Node pick = Node::object();
        Node labels = Node::list();
        const bool list = values.kind == Node::Kind::list;
        for (const Node& value : list ? values.items : std::vector<Node>{values}) {
            if (value.is_number() || value.kind == Node::Kind::text) {
                labels.append(Node(plain_text(value)));
            } else {
                decoder.problem(value, pointer + "/where/" + axis,
                                "expected a number or text, not " + name_of(value.kind));
            }
        }
        pick.set("axis", Node(axis));
        pick.set("labels", std::move(labels));
        picks.append(std::move(pick));
    }
    *where = std::move(picks);
}

constexpr SpreadMetrics spreads[] = {
    {Spread::sd, "latency_ms_mean", "latency_ms_sd"},
    {Spread::sd, "aggregate_accuracy", "accuracy_sd"},
    {Spread::sd, "device_compute_ms_mean", "device_compute_ms_sd"},
    {Spread::quartiles, "latency_ms_mean", "latency_ms_p25", "latency_ms_p75"},
    {Spread::quartiles, "latency_ms_p50", "latency_ms_p25", "latency_ms_p75"}};

bool is_file_stem(const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

}  // namespace

const std::vector<std::string>& names_of(Tag<FigureKind>) {
    static const std::vector<std::string> names = {"lines", "areas", "bars",  "scatter",
                                                   "tails", "cdf",   "stages"};
    return names;
}

const std::vector<std::string>& names_of(Tag<AxisScale>) {
    static const std::vector<std::string> names = {"linear", "log"};
    return names;
}

const std::vector<std::string>& names_of(Tag<Spread>) {
    static const std::vector<std::string> names = {"interval", "sd", "quartiles"};
    return names;
}

const Object& describe(Tag<LineAtX>) {
    static const Object table = object<LineAtX>(
        "line", "a vertical line across a figure",
        {field("x", &LineAtX::x, "where it crosses the x axis, in the units of the file").needed(),
         field("label", &LineAtX::label, "what is there").needed()});
    return table;
}

const Object& describe(Tag<Pick>) {
    static const Object table =
        object<Pick>("pick", "points with one of these labels on an axis",
                     {field("axis", &Pick::axis, "an axis of the sweep"),
                      field("labels", &Pick::labels, "labels of the points that are drawn")});
    return table;
}

const Object& describe(Tag<Figure>) {
    static const Object table = object<Figure>(
        "figure", "a figure: metrics over an axis of the sweep",
        {field("name", &Figure::name, "the name of its files: a-z, 0-9, _ and -").needed(),
         field("title", &Figure::title, "the title above the figure"),
         field("kind", &Figure::kind,
               "lines, areas (shares, stacked), bars, scatter (metric over metric), tails "
               "(P(duration > t), log scale), cdf, stages (of the requests in \"records\")"),
         field(
             "x", &Figure::x,
             "an axis of the sweep; for scatter a metric; bars may do without; lines and areas of "
             "a scenario with 'series' may go along time_s"),
         field("y", &Figure::y,
               "a metric, or several one above the other; usage for areas, over time also active; "
               "latency_ms or wait_ms for tails and cdf; latency_ms for stages")
             .needed(),
         field("series", &Figure::series, "each value of this has a colour: \"policy\" or an axis"),
         field("panels", &Figure::panels, "each value of this has a panel: \"policy\" or an axis"),
         field("policies", &Figure::policies, "only these policies; default: all"),
         field("over", &Figure::over,
               "lines and bars: a policy; values are in per cent of its value at the same point"),
         field("where", &Figure::where, "only these points: {axis: value or list of values}"),
         field("less_best_of", &Figure::less_best_of,
               "lines: each y less that of the best of these policies at the same point, "
               "replication by replication"),
         field("behind", &Figure::behind,
               "a published curve: profiles/<behind>.csv, with the columns series,metric,x,y"),
         field("x_label", &Figure::x_label,
               "label of the x axis; default: made from the name of x"),
         field("y_labels", &Figure::y_labels,
               "labels of the y axes; default: made from the names of y"),
         field("y_scale", &Figure::y_scale, "linear or log"),
         field("x_range", &Figure::x_range, "[from, to], in the units of the file"),
         field("y_range", &Figure::y_range, "[from, to], in the units of metrics.csv"),
         field(
             "spread", &Figure::spread,
             "what the bands of lines and the whiskers of bars are: interval (95 %, of the mean), "
             "sd (one standard deviation of requests to either side) or quartiles; a y without "
             "the spread keeps its interval"),
         field("x_lines", &Figure::x_lines,
               "vertical lines across lines, tails and cdf, each with a label"),
         field("across", &Figure::across,
               "true: several y stand beside each other, panels one below the other, and the "
               "figure is as wide as the text of a page; false: several y stand one below the "
               "other, panels beside each other")});
    return table;
}

bool Pick::has(const Node& label) const { return contains(labels, plain_text(label)); }

bool Figure::shows(const std::string& policy) const {
    return policies.empty() || contains(policies, policy);
}

bool Figure::shows(const std::string& axis, const Node& label) const {
    return std::all_of(where.begin(), where.end(),
                       [&](const Pick& pick) { return pick.axis != axis || pick.has(label); });
}

const SpreadMetrics* Figure::spread_of(const std::string& metric) const {
    const auto* found = std::find_if(std::begin(spreads), std::end(spreads), [&](const auto& s) {
        return s.spread == spread && s.of == metric;
    });
    return found == std::end(spreads) ? nullptr : found;
}

std::vector<std::string> metrics_with(Spread spread) {
    std::vector<std::string> names;
    for (const SpreadMetrics& s : spreads) {
        if (s.spread == spread) names.emplace_back(s.of);
    }
    return names;
}

std::vector<WrittenFigure> decode_figures(const Node& list, std::vector<Problem>& problems) {
    Decoder decoder(problems);
    std::vector<WrittenFigure> figures;
    std::set<std::string> names;
    for (size_t i = 0; i < list.items.size(); ++i) {
        const size_t before = problems.size();
        WrittenFigure w{{}, list.items[i], "/figures/" + std::to_string(i)};
        Node node = w.node;
        for (const char* key : {"y", "y_labels", "policies"}) make_list(node, key);
        spell_out_where(node, w.pointer, decoder);
        decoder.decode_object(node, describe(Tag<Figure>{}), &w.figure, w.pointer);
        if (problems.size() != before) continue;
        const Node& name = *node.find("name");
        if (!is_file_stem(w.figure.name)) {
            decoder.problem(name, w.pointer + "/name",
                            "'" + w.figure.name + "' cannot name files: use a-z, 0-9, _ and -");
        } else if (!names.insert(w.figure.name).second) {
            decoder.problem(name, w.pointer + "/name",
                            "two figures are called '" + w.figure.name + "'");
        }
        figures.push_back(std::move(w));
    }
    return figures;
}

void add_short_forms(Node& schema_of_figure) {
    Node& properties = *schema_of_figure.find("properties");
    const auto type = [](const char* name) {
        Node node = Node::object();
        node.set("type", Node(std::string(name)));
        return node;
    };
    const auto any_of = [](Node one, Node other) {
        Node node = Node::object();
        Node& either = node.set("anyOf", Node::list());
        either.append(std::move(one));
        either.append(std::move(other));
        return node;
    };
    const auto replace = [&](const char* key, Node rule) {
        Node& property = *properties.find(key);
        rule.set("description", *property.find("description"));
        property = std::move(rule);
    };
    for (const char* key : {"y", "y_labels", "policies"}) {
        replace(key, any_of(type("string"), *properties.find(key)));
    }
    Node labels = type("array");
    labels.set("items", any_of(type("string"), type("number")));
    Node where = type("object");
    where.set("additionalProperties",
              any_of(std::move(labels), any_of(type("string"), type("number"))));
    replace("where", std::move(where));
}

}  // namespace mdisim
