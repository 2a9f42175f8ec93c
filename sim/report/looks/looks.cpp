#include "sim/report/looks/looks.hpp"

#include <algorithm>
#include <set>

#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/sweep/sweep.hpp"

namespace mdisim {
namespace {

struct UnitName {
    std::string_view in_names;
    const char* in_print;
};
constexpr UnitName unit_names[] = {{"per_s", "1/s"}, {"mbit_per_s", "Mbit/s"}, {"kb", "kB"},
                                   {"mb", "MB"},     {"j_per_kb", "J/kB"},     {"j", "J"},
                                   {"mw", "mW"},     {"mwh", "mWh"},           {"us", "µs"},
                                   {"pct", "%"}};

std::string with_unit(const std::string& title, std::string_view unit) {
    if (unit.empty()) return title;
    std::string shown(unit);
    for (const UnitName& name : unit_names) {
        if (name.in_names == unit) shown = name.in_print;
    }
    return title + " (" + shown + ")";
}

// All models there are, the least accurate first.
std::vector<std::string> models_of(const Gradings& gradings) {
    std::vector<std::pair<double, std::string>> models;
    std::set<std::string> known;
    for (const auto& grading : gradings) {
        for (size_t m = 0; m < grading->cloud_names.size(); ++m) {
            const std::string& name = grading->cloud_names[m];
            if (known.insert(name).second) models.emplace_back(grading->cloud_accuracy[m], name);
        }
    }
    std::sort(models.begin(), models.end());
    std::vector<std::string> names;
    for (const auto& [accuracy, name] : models) names.push_back(name);
    return names;
}

Node texts_node(const std::vector<std::string>& texts) {
    Node list = Node::list();
    for (const std::string& text : texts) list.append(Node(text));
    return list;
}

// Stages of a request in their order; those on the network look otherwise where the cloud was too
// late and the phone answered.
struct Stage {
    const char* column;  // of requests.csv
    const char* label;
    const char* colour;
    const char* label_rescued = "";
    const char* colour_rescued = "";
};
constexpr auto rescued = "network, where the phone must answer";
constexpr Stage stages[] = {{"phone_ms", "on the phone alone", "#009e73"},
                            {"prepare_ms", "before it is sent", "#999933"},
                            {"uplink_ms", "uplink", "#56b4e9", rescued, "#d55e00"},
                            {"wait_ms", "waiting", "#aaaaaa"},
                            {"execution_ms", "execution", "#f0c642"},
                            {"downlink_ms", "downlink", "#0072b2", rescued, "#d55e00"}};

Node stages_node() {
    Node list = Node::list();
    for (const Stage& stage : stages) {
        Node node = Node::object();
        node.set("column", Node(std::string(stage.column)));
        node.set("label", Node(std::string(stage.label)));
        node.set("colour", Node(std::string(stage.colour)));
        const bool differs = *stage.label_rescued != '\0';
        node.set("label_rescued", Node(std::string(differs ? stage.label_rescued : stage.label)));
        node.set("colour_rescued",
                 Node(std::string(differs ? stage.colour_rescued : stage.colour)));
        list.append(std::move(node));
    }
    return list;
}

template <class T>
Node encoded(const T& value) {
    return encode_object(describe(Tag<T>{}), &value);
}

Node captions_of(const Scenario& scenario, const Gradings& gradings) {
    Node captions = Node::object();
    for (const Axis& axis : scenario.axes()) {
        captions.set(axis.name(), encoded(Caption{axis_title(scenario, axis.name())}));
    }
    std::set<std::string> drawn;
    for (const Figure& figure : scenario.figures()) {
        drawn.insert(figure.x);
        drawn.insert(figure.y.begin(), figure.y.end());
    }
    for (const auto& grading : gradings) {
        for (const auto& infos : {metric_infos(*grading), series_infos(*grading)}) {
            for (const MetricInfo& metric : infos) {
                if (!drawn.contains(metric.name)) continue;
                captions.set(metric.name, encoded(caption_of_metric(metric)));
            }
        }
    }
    for (const Quantity& q : all_quantities()) {
        if (drawn.contains(q.name)) {
            captions.set(q.name, encoded(Caption{with_unit(q.title, unit_of(q.name))}));
        }
    }
    if (drawn.contains(time_axis)) captions.set(time_axis, encoded(caption_of_axis(time_axis)));
    if (drawn.contains("active")) captions.set("active", encoded(Caption{"time (%)", 100}));
    if (drawn.contains("usage")) captions.set("usage", encoded(Caption{"requests (%)", 100}));
    return captions;
}

// What every value on an axis is called, aligned with them: by all that moves along the axis,
// unless the scenario has a title for the axis or a label for the value.
std::vector<std::string> labels_on(const Scenario& scenario, const Axis& axis) {
    std::vector<std::string> values;
    for (const AxisValue& value : axis.values) values.push_back(label_text(value.label));
    std::vector<std::string> labels = plain_labels(values);
    const auto said = scenario.labels().find(axis.name());
    const AxisLabels words = said == scenario.labels().end() ? AxisLabels() : said->second;
    const std::vector<bool> own = have_own_labels(axis);
    for (size_t path : telling_paths(axis)) {
        const std::vector<std::string> along = plain_labels(labels_along(axis, path));
        for (size_t i = 0; i < labels.size() && words.title.empty(); ++i) {
            if (own[i]) continue;
            labels[i] = path > 0 ? labels[i] + ", " + along[i] : along[i];
        }
    }
    for (size_t i = 0; i < values.size(); ++i) {
        const auto label = words.values.find(values[i]);
        if (label != words.values.end()) labels[i] = label->second;
    }
    return labels;
}

// Of the values that are not called what they are.
Node value_labels_of(const Scenario& scenario) {
    Node of_axes = Node::object();
    for (const Axis& axis : scenario.axes()) {
        Node& of_axis = of_axes.set(axis.name(), Node::object());
        const std::vector<std::string> labels = labels_on(scenario, axis);
        for (size_t i = 0; i < labels.size(); ++i) {
            const std::string value = label_text(axis.values[i].label);
            if (value != labels[i]) of_axis.set(value, Node(labels[i]));
        }
    }
    return of_axes;
}

}  // namespace

const Object& describe(Tag<Look>) {
    static const Object table = object<Look>(
        "look", "how a policy looks",
        {field("label", &Look::label, "in legends"), field("colour", &Look::colour, "#rrggbb"),
         field("line", &Look::line, "solid, dashed, dashdot, long or dotted"),
         field("marker", &Look::marker, "number of its marker"),
         field("bound", &Look::bound,
               "knows the sampled times, as no real policy can: drawn dotted")});
    return table;
}

const Object& describe(Tag<Caption>) {
    static const Object table = object<Caption>(
        "caption", "how a quantity is called",
        {field("label", &Caption::label, "with its unit"),
         field("scale", &Caption::scale, "from the number in the results to the one shown"),
         field("better", &Caption::better, "which way is better")});
    return table;
}

const std::vector<std::string>& names_of(Tag<Better>) {
    static const std::vector<std::string> names = {"higher", "lower", "neither"};
    return names;
}

Caption caption_of_metric(const MetricInfo& metric) {
    const bool share = metric.unit.empty();
    return {with_unit(metric.title, share ? "%" : metric.unit), share ? 100.0 : 1.0, metric.better};
}

std::string axis_title(const Scenario& scenario, const std::string& axis) {
    const auto said = scenario.labels().find(axis);
    if (said != scenario.labels().end() && !said->second.title.empty()) return said->second.title;
    std::string title;
    const Axis* known = scenario.grid().find(axis);
    if (known == nullptr) return title;
    for (size_t path : telling_paths(*known)) {
        title += (path > 0 ? ", " : "") + caption_of_axis(known->paths[path]).label;
    }
    return title;
}

Caption caption_of_axis(const std::string& path) {
    if (path == "sla_ms") return {"deadline (ms)"};
    const std::string_view unit = unit_of(path);
    std::string title = path.substr(0, path.size() - (unit.empty() ? 0 : unit.size() + 1));
    if (title.ends_with(".profile")) title.erase(title.rfind('.'));
    std::replace(title.begin(), title.end(), '.', ' ');
    return {with_unit(words_of(title), unit)};
}

Node figures_document(const Scenario& scenario, const Gradings& gradings) {
    Node document = Node::object();
    Node& list = document.set("list", Node::list());
    for (const Figure& figure : scenario.figures()) list.append(encoded(figure));
    const std::vector<Combination> combinations = scenario.point(0).policies;
    const std::vector<Look> looks = looks_of(combinations, scenario.labels());
    Node& policies = document.set("policies", Node::object());
    for (size_t i = 0; i < looks.size(); ++i) {
        policies.set(combinations[i].name, encoded(looks[i]));
    }
    const std::vector<std::string> models = models_of(gradings);
    document.set("models", texts_node(models));
    document.set("model_colours", texts_node(model_colours(models)));
    const auto& figures = scenario.figures();
    if (std::any_of(figures.begin(), figures.end(),
                    [](const Figure& f) { return f.kind == FigureKind::stages; })) {
        document.set("stages", stages_node());
    }
    document.set("captions", captions_of(scenario, gradings));
    document.set("labels", value_labels_of(scenario));
    return document;
}

}  // namespace mdisim
