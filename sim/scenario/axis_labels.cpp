#include "sim/scenario/axis_labels.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

class LabelReader {
  public:
    explicit LabelReader(std::vector<Problem>& problems) : decoder_(problems) {}

    Labels read(const Node& written, const FigureWords& words) {
        Labels labels;
        if (!is(written, Node::Kind::object, "/labels", "{axis: title}")) return labels;
        const auto known = labelled_axes(words);
        std::vector<std::string_view> axes;
        for (const auto& [axis, values] : known) axes.push_back(axis);
        for (const auto& [axis, said] : written.members) {
            const std::string pointer = "/labels/" + axis;
            const auto at = std::find(axes.begin(), axes.end(), axis);
            if (at == axes.end()) {
                decoder_.problem(said, pointer,
                                 "there is no axis '" + axis + "'." + suggestion(axis, axes));
                continue;
            }
            const auto nth = static_cast<size_t>(at - axes.begin());
            labels[axis] = of_axis(said, known[nth].second, pointer);
        }
        return labels;
    }

  private:
    bool is(const Node& node, Node::Kind kind, const std::string& pointer, const char* expected) {
        if (node.kind == kind) return true;
        decoder_.problem(node, pointer,
                         std::string("expected ") + expected + ", not " + name_of(node.kind));
        return false;
    }

    AxisLabels of_axis(const Node& said, const std::vector<Node>& on_axis,
                       const std::string& pointer) {
        AxisLabels labels;
        if (said.kind == Node::Kind::text) {
            labels.title = said.text;
            return labels;
        }
        if (!is(said, Node::Kind::object, pointer, "a title or {title, values}")) return labels;
        for (const auto& [key, node] : said.members) {
            const std::string here = pointer + "/" + key;
            if (key == "title") {
                if (is(node, Node::Kind::text, here, "text")) labels.title = node.text;
            } else if (key == "values") {
                labels.values = of_values(node, on_axis, here);
            } else {
                decoder_.problem(
                    node, here,
                    "labels have no '" + key + "'." + suggestion(key, {"title", "values"}));
            }
        }
        return labels;
    }

    std::map<std::string, std::string> of_values(const Node& said, const std::vector<Node>& on_axis,
                                                 const std::string& pointer) {
        std::map<std::string, std::string> labels;
        if (!is(said, Node::Kind::object, pointer, "{value: label}")) return labels;
        std::vector<std::string> known;
        for (const Node& value : on_axis) known.push_back(label_text(value));
        for (const auto& [value, label] : said.members) {
            const std::string here = pointer + "/" + value;
            if (!contains(known, value)) {
                decoder_.problem(label, here,
                                 "the axis has no value '" + value + "'." +
                                     suggestion(value, std::vector<std::string_view>(known.begin(),
                                                                                     known.end())));
            } else if (is(label, Node::Kind::text, here, "text")) {
                labels[value] = label.text;
            }
        }
        return labels;
    }

    Decoder decoder_;
};

}  // namespace

std::vector<std::pair<std::string, std::vector<Node>>> labelled_axes(const FigureWords& words) {
    auto axes = words.axes;
    std::vector<Node>& policies = axes.emplace_back("policy", std::vector<Node>{}).second;
    for (const std::string& name : words.policies) policies.emplace_back(name);
    return axes;
}

Labels read_labels(const Node& written, const FigureWords& words, std::vector<Problem>& problems) {
    return LabelReader(problems).read(written, words);
}

std::vector<std::string> plain_labels(const std::vector<std::string>& values) {
    std::vector<std::string> ends;
    for (const std::string& value : values) ends.push_back(value.substr(value.rfind('/') + 1));
    std::vector<std::string> sorted = ends;
    std::sort(sorted.begin(), sorted.end());
    const bool distinct = std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
    std::vector<std::string> labels = distinct ? ends : values;
    for (std::string& label : labels) std::replace(label.begin(), label.end(), '_', ' ');
    return labels;
}

}  // namespace mdisim
