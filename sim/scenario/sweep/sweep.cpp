#include "sim/scenario/sweep/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/limits.hpp"
#include "sim/describe/printable.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/head.hpp"

namespace mdisim {
namespace {

Node label_of(const Node& value) {
    if (value.kind != Node::Kind::object) return value;
    for (const char* key : {"label", "profile", "name", "kind"}) {
        const Node* member = value.find(key);
        if (member != nullptr && member->kind == Node::Kind::text) return *member;
    }
    return Node(dump(value));
}

void add_value(Axis& axis, Node value) {
    Node label = label_of(value);
    value.erase("label");
    axis.values.push_back({{std::move(value)}, std::move(label)});
}

// Adds the values from `from` to `to`. Each value is computed from the number of its step, so that
// rounding errors do not add up and whole numbers stay whole.
void add_range(Axis& axis, double from, double to, double step, const Location& where,
               std::vector<Problem>& problems) {
    const double steps = (to - from) / step;
    const auto refuse = [&](std::string what) {
        problems.push_back({where.text(), "", std::move(what)});
    };
    if (!(step != 0) || !(steps >= 0))
        return refuse("a range needs a step that leads from its start to its end");
    if (!(steps < static_cast<double>(limit_of(Limit::points))))
        return refuse("this range has more than " + limit_text(Limit::points, "points"));
    const double whole = steps * (1 + 1e-12) + 1e-9;
    if (steps > 0 && whole < 1)
        return refuse("the first step of this range leads beyond its end, so it is one value");
    const auto count = static_cast<size_t>(whole);
    for (size_t i = 0; i <= count; ++i) {
        const double x = from + static_cast<double>(i) * step;
        const double tidy = std::round(x * 1e9) / 1e9;
        Node value = tidy == std::floor(tidy) ? Node(static_cast<int64_t>(tidy)) : Node(tidy);
        value.where = where;
        add_value(axis, std::move(value));
    }
}

bool are_distinct(std::vector<std::string> labels) {
    std::sort(labels.begin(), labels.end());
    return std::adjacent_find(labels.begin(), labels.end()) == labels.end();
}

// The labels of all telling paths at each position of the axis, joined as in "arrival, shared".
std::vector<std::string> joined_labels(const Axis& axis) {
    std::vector<std::string> joined = labels_along(axis, 0);
    for (size_t path : telling_paths(axis)) {
        const std::vector<std::string> labels = labels_along(axis, path);
        for (size_t i = 0; i < joined.size() && path > 0; ++i) joined[i] += ", " + labels[i];
    }
    return joined;
}

// Whether the values of an axis are set together with those of others, which tell them apart.
enum class Together { no, yes };

// Notes a label that cannot be a name, or that an axis has twice.
void check_labels(const Axis& axis, Together together, const Node& at,
                  std::vector<Problem>& problems) {
    const auto wrong = [&](std::string what) {
        problems.push_back({at.where.text(), "/sweep/" + axis.name(), std::move(what)});
    };
    std::set<std::string> known;
    for (const AxisValue& value : axis.values) {
        const Node& label = value.label;
        const std::string text =
            label.is_number() ? dump(Node(label.as_number())) : label_text(label);
        if (!is_one_line(text))
            return wrong("a label is text on one line, without control characters");
        const bool again = !known.insert(text).second;
        if (again && together == Together::no)
            return wrong("the axis '" + axis.name() + "' has " + label_text(label) +
                         " twice: results could not be told apart");
    }
}

void tell_apart(Axis& axis, const Node& at, std::vector<Problem>& problems) {
    std::vector<std::string> labels;
    for (const AxisValue& value : axis.values) labels.push_back(label_text(value.label));
    if (are_distinct(labels)) return;
    labels = joined_labels(axis);
    for (size_t i = 0; i < labels.size(); ++i) axis.values[i].label = Node(labels[i]);
    if (are_distinct(labels)) return;
    problems.push_back({at.where.text(), "/sweep/" + axis.name(),
                        "two positions on the axis '" + axis.name() +
                            "' have the same values on all paths that move together"});
}

}  // namespace

std::vector<std::string> labels_along(const Axis& axis, size_t path) {
    std::vector<std::string> labels;
    for (const AxisValue& value : axis.values) {
        labels.push_back(label_text(label_of(value.values[path])));
    }
    return labels;
}

std::vector<size_t> telling_paths(const Axis& axis) {
    std::vector<size_t> telling = {0};
    std::vector<std::vector<std::string>> known = {labels_along(axis, 0)};
    for (size_t path = 1; path < axis.paths.size(); ++path) {
        std::vector<std::string> labels = labels_along(axis, path);
        const bool moves = std::count(labels.begin(), labels.end(), labels.front()) <
                           static_cast<std::ptrdiff_t>(labels.size());
        if (!moves || contains(known, labels)) continue;
        telling.push_back(path);
        known.push_back(std::move(labels));
    }
    return telling;
}

std::vector<bool> have_own_labels(const Axis& axis) {
    const std::vector<std::string> first = labels_along(axis, 0);
    const std::vector<std::string> joined = joined_labels(axis);
    std::vector<bool> own;
    for (size_t i = 0; i < axis.values.size(); ++i) {
        const std::string label = label_text(axis.values[i].label);
        own.push_back(label != first[i] && label != joined[i]);
    }
    return own;
}

std::vector<std::string> value_texts(const Axis& axis, const Node& label) {
    const std::optional<size_t> position = position_on(axis, label);
    if (!position || have_own_labels(axis)[*position])
        return {axis.name() + " = " + label_text(label)};
    std::vector<std::string> texts;
    for (size_t path : telling_paths(axis)) {
        texts.push_back(axis.paths[path] + " = " + labels_along(axis, path)[*position]);
    }
    return texts;
}

void read_axis(Axis& axis, const Node& values, std::vector<Problem>& problems) {
    const auto refuse = [&] {
        problems.push_back({values.where.text(), "/sweep/" + axis.name(),
                            "expected a list of values or {\"from\": , \"to\": , \"step\": }"});
    };
    if (values.items.size() > limit_of(Limit::points)) {
        problems.push_back({values.where.text(), "/sweep/" + axis.name(),
                            "this axis has more than " + limit_text(Limit::points, "points")});
        return;
    }
    if (values.kind == Node::Kind::list && !values.items.empty()) {
        for (const Node& value : values.items) add_value(axis, value);
        return;
    }
    if (values.kind != Node::Kind::object || values.members.size() != 3) return refuse();
    const Node* from = values.find("from");
    const Node* to = values.find("to");
    const Node* step = values.find("step");
    for (const Node* part : {from, to, step}) {
        if (part == nullptr || !part->is_number()) return refuse();
    }
    add_range(axis, from->as_number(), to->as_number(), step->as_number(), values.where, problems);
}

namespace {

void read_words(Axis& axis, const std::string& words, const std::string& origin,
                std::vector<Problem>& problems) {
    if (words.starts_with('[')) {
        read_axis(axis, parse_value(words, origin), problems);
        return;
    }
    const auto split = [&](char by) {
        std::vector<Node> parts;
        for (size_t begin = 0; begin <= words.size();) {
            const size_t end = std::min(words.find(by, begin), words.size());
            parts.push_back(parse_value(words.substr(begin, end - begin), origin));
            begin = end + 1;
        }
        return parts;
    };
    const std::vector<Node> range = split(':');
    if (range.size() == 3 && range[0].is_number() && range[1].is_number() && range[2].is_number()) {
        add_range(axis, range[0].as_number(), range[1].as_number(), range[2].as_number(),
                  range[0].where, problems);
        return;
    }
    if (range.size() > 1 && range[0].is_number() && range[1].is_number()) {
        problems.push_back(
            {range[0].where.text(), "",
             "a range is FROM:TO:STEP, as in " + axis.name() + "=50:300:25, not '" + words + "'"});
        return;
    }
    for (Node& value : split(',')) add_value(axis, std::move(value));
}

}  // namespace

bool is_of_points(std::string_view path) {
    const std::string_view head = path.substr(0, path.find('.'));
    if (head == "policies") return true;
    const std::span<const HeadKey> keys = head_keys();
    return std::none_of(keys.begin(), keys.end(),
                        [&](const HeadKey& key) { return head == key.name; });
}

void read_axis_words(Axis& axis, const std::string& words, const std::string& option,
                     std::vector<Problem>& problems) {
    const std::string origin = option + " " + axis.name();
    Node at;
    at.where = {std::make_shared<std::string>(origin), 0, 0};
    if (!is_of_points(axis.name())) {
        problems.push_back(
            {origin, "", "'" + axis.name() + "' is no setting that points may differ in"});
        return;
    }
    read_words(axis, words, origin, problems);
    check_labels(axis, Together::no, at, problems);
}

void zip_axes(std::vector<Axis>& axes, const Node& at, std::vector<Problem>& problems) {
    if (axes.empty()) return;
    Axis joined = std::move(axes.front());
    for (size_t a = 1; a < axes.size(); ++a) {
        if (axes[a].values.size() != joined.values.size()) {
            problems.push_back({at.where.text(), "/sweep",
                                "'" + joined.name() + "' and '" + axes[a].name() +
                                    "' move together but have different numbers of values"});
            continue;
        }
        joined.paths.push_back(axes[a].name());
        for (size_t i = 0; i < joined.values.size(); ++i) {
            joined.values[i].values.push_back(std::move(axes[a].values[i].values.front()));
        }
    }
    tell_apart(joined, at, problems);
    axes.assign(1, std::move(joined));
}

Grid read_sweep(const Node& sweep, std::vector<Problem>& problems) {
    Grid grid;
    // If the sweep is an object, every key is an axis. If it is a list, every item is an axis,
    // whose keys are set together.
    const auto read = [&](const Node& entry, Together together) {
        const size_t before = problems.size();
        std::vector<Axis> axes;
        for (const auto& [path, values] : entry.members) {
            Axis axis{{path}, {}};
            read_axis(axis, values, problems);
            if (!is_of_points(path)) {
                problems.push_back({values.where.text(), "/sweep/" + path,
                                    "'" + path + "' is no setting that points may differ in"});
            }
            check_labels(axis, together, values, problems);
            axes.push_back(std::move(axis));
        }
        if (together == Together::yes && problems.size() == before) zip_axes(axes, entry, problems);
        for (Axis& axis : axes) grid.add(std::move(axis), entry, problems);
    };
    if (sweep.kind == Node::Kind::object) read(sweep, Together::no);
    if (sweep.kind != Node::Kind::object && sweep.kind != Node::Kind::list) {
        problems.push_back(
            {sweep.where.text(), "/sweep", "a sweep is an object or a list of them"});
    }
    for (const Node& entry : sweep.items) {
        if (entry.kind == Node::Kind::object) {
            read(entry, Together::yes);
        } else {
            problems.push_back(
                {entry.where.text(), "/sweep",
                 "expected an object of axes that move together, not " + name_of(entry.kind)});
        }
    }
    return grid;
}

}  // namespace mdisim
