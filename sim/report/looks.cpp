#include "sim/report/looks.hpp"

#include <algorithm>
#include <set>

#include "sim/report/text.hpp"
#include "sim/scenario/policies.hpp"

namespace mdisim {
namespace {

struct Colour {
    int red;
    int green;
    int blue;
};

// Okabe and Ito's without yellow and black, and darker ones in the manner of Paul Tol's.
constexpr Colour palette[] = {{0, 114, 178},  {213, 94, 0},   {0, 158, 115}, {204, 121, 167},
                              {230, 159, 0},  {86, 180, 233}, {136, 34, 85}, {51, 34, 136},
                              {153, 153, 51}, {140, 86, 75}};
constexpr size_t colours = std::size(palette);
constexpr const char* line_styles[] = {"solid", "dashed", "dashdot", "long"};
constexpr int64_t markers = 8;
constexpr size_t shades_of_one = 3;  // a colour, darker and lighter

constexpr int dark = 0;
constexpr int light = 255;

std::string hex(int value) {
    constexpr auto digits = "0123456789abcdef";
    return {digits[value / 16], digits[value % 16]};
}

// Four parts in ten of the way from a colour to black or white.
std::string shaded(Colour c, size_t shade) {
    const auto towards = [&](int part) {
        if (shade % 3 == 0) return part;
        return part + ((shade % 3 == 1 ? dark : light) - part) * 4 / 10;
    };
    return "#" + hex(towards(c.red)) + hex(towards(c.green)) + hex(towards(c.blue));
}

// Its place among the policies of its decision, bounds left out.
size_t rank_of(const PolicyEntry* wanted) {
    size_t before = 0;
    for (const PolicyEntry* entry : all_policies()) {
        if (entry == wanted) break;
        before += entry->decision == wanted->decision && !entry->needs.truth;
    }
    return before;
}

// What places counts from the end of the palette, so that it rarely meets what selects.
size_t colour_of(const PolicyEntry* lead) {
    const size_t colour = rank_of(lead) % colours;
    return lead->decision == Decision::select ? colour : colours - 1 - colour;
}

// The part of a combination that gives it its colour, and how many shades it is from the policy
// that has the colour for itself.
struct Hue {
    const PolicyEntry* lead;
    size_t shade;
};

Hue hue_of(const Combination& c) {
    if (c.preprocess.entry != nullptr && is_default(c.select, Decision::select)) {
        return {c.preprocess.entry, c.name == c.preprocess.entry->name ? 0u : 1u};
    }
    const bool placed = !is_default(c.place, Decision::place);
    if (c.control.entry != nullptr && is_default(c.select, Decision::select)) {
        return {c.control.entry, c.name == c.control.entry->name ? 0u : 1u};
    }
    if (placed && is_default(c.select, Decision::select)) return {c.place.entry, 0};
    if (!placed) return {c.select.entry, c.name == c.select.entry->name ? 0u : 1u};
    return {c.select.entry, 1 + rank_of(c.place.entry)};
}

Look look_of(const Combination& c, size_t colour, size_t shade) {
    Look look;
    look.label = words_of(c.name);
    look.colour = shaded(palette[colour], shade);
    look.line = line_styles[shade % std::size(line_styles)];
    look.marker = static_cast<int64_t>(colour + 3 * shade) % markers;
    return look;
}

Look look_of_bound(const Combination& c, size_t nth) {
    Look look;
    look.label = words_of(c.name) + " (bound)";
    look.colour = shaded({0, 0, 0}, nth == 0 ? 0 : 2);
    look.line = "dotted";
    look.bound = true;
    return look;
}

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
Node models_of(const Gradings& gradings) {
    std::vector<std::pair<double, std::string>> models;
    std::set<std::string> known;
    for (const auto& grading : gradings) {
        for (size_t m = 0; m < grading->cloud_names.size(); ++m) {
            const std::string& name = grading->cloud_names[m];
            if (known.insert(name).second) models.emplace_back(grading->cloud_accuracy[m], name);
        }
    }
    std::sort(models.begin(), models.end());
    Node list = Node::list();
    for (const auto& [accuracy, name] : models) list.append(Node(name));
    return list;
}

// Stages of a request in their order; those on the network look otherwise where the cloud was too
// late and the phone answered.
struct Stage {
    const char* column;  // of requests.csv
    const char* label;
    Colour colour;
    const char* label_rescued = "";
    Colour colour_rescued{};
};
constexpr auto rescued = "network, where the phone must answer";
constexpr Stage stages[] = {{"phone_ms", "on the phone alone", {0, 158, 115}},
                            {"prepare_ms", "before it is sent", {153, 153, 51}},
                            {"uplink_ms", "uplink", {86, 180, 233}, rescued, {213, 94, 0}},
                            {"wait_ms", "waiting", {170, 170, 170}},
                            {"execution_ms", "execution", {240, 198, 66}},
                            {"downlink_ms", "downlink", {0, 114, 178}, rescued, {213, 94, 0}}};

Node stages_node() {
    Node list = Node::list();
    for (const Stage& stage : stages) {
        Node node = Node::object();
        node.set("column", Node(std::string(stage.column)));
        node.set("label", Node(std::string(stage.label)));
        node.set("colour", Node(shaded(stage.colour, 0)));
        const bool differs = *stage.label_rescued != '\0';
        node.set("label_rescued", Node(std::string(differs ? stage.label_rescued : stage.label)));
        node.set("colour_rescued", Node(shaded(differs ? stage.colour_rescued : stage.colour, 0)));
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

// What every value on an axis is called, aligned with them.
std::vector<std::string> labels_on(const Scenario& scenario, const Axis& axis) {
    std::vector<std::string> values;
    for (const AxisValue& value : axis.values) values.push_back(label_text(value.label));
    std::vector<std::string> labels = plain_labels(values);
    const auto said = scenario.labels().find(axis.name());
    for (size_t i = 0; i < values.size() && said != scenario.labels().end(); ++i) {
        const auto label = said->second.values.find(values[i]);
        if (label != said->second.values.end()) labels[i] = label->second;
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
         field("bound", &Look::bound, "knows the truth: a bound, not a policy")});
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

std::vector<Look> looks_of(const std::vector<Combination>& policies) {
    std::vector<Look> looks(policies.size());
    std::set<std::string> taken;
    size_t bounds = 0;
    // Those that have a colour for themselves come first.
    for (const bool plain : {true, false}) {
        for (size_t i = 0; i < policies.size(); ++i) {
            const Combination& c = policies[i];
            const Hue hue = hue_of(c);
            if ((hue.shade == 0) != plain) continue;
            if (c.needs_truth()) {
                looks[i] = look_of_bound(c, bounds++);
                continue;
            }
            const size_t shade = rank_of(hue.lead) / colours + hue.shade;
            // What is held differs in colour first, what else differs in shade: then the other.
            const size_t each = c.control.entry != nullptr ? 1 : shades_of_one;
            for (size_t more = 0; more < colours * shades_of_one; ++more) {
                const size_t colour = (colour_of(hue.lead) + more / each) % colours;
                const size_t further = c.control.entry != nullptr ? more / colours : shade + more;
                looks[i] = look_of(c, colour, further);
                if (taken.insert(looks[i].colour).second) break;
            }
        }
    }
    return looks;
}

Caption caption_of_metric(const MetricInfo& metric) {
    const bool share = metric.unit.empty();
    return {with_unit(metric.title, share ? "%" : metric.unit), share ? 100.0 : 1.0, metric.better};
}

std::string axis_title(const Scenario& scenario, const std::string& axis) {
    const auto said = scenario.labels().find(axis);
    const bool titled = said != scenario.labels().end() && !said->second.title.empty();
    return titled ? said->second.title : caption_of_axis(axis).label;
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
    const std::vector<Look> looks = looks_of(combinations);
    Node& policies = document.set("policies", Node::object());
    for (size_t i = 0; i < looks.size(); ++i) {
        policies.set(combinations[i].name, encoded(looks[i]));
    }
    document.set("models", models_of(gradings));
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
