#include "sim/scenario/outputs.hpp"

#include <utility>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/head.hpp"

namespace mdisim {
namespace {

void try_curve(const std::string& name, const Profiles& profiles, std::vector<Problem>& problems) {
    try {
        (void)published_curve(name, profiles);
    } catch (const UserError& error) {
        problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
}

// The document of the labels, without those of axes and values that the scenario no longer has.
Node written_labels(const Labels& labels, const FigureWords& words) {
    Node written = Node::object();
    for (const auto& [axis, on_axis] : labelled_axes(words)) {
        const auto said = labels.find(axis);
        if (said == labels.end()) continue;
        Node values = Node::object();
        for (const Node& value : on_axis) {
            const auto label = said->second.values.find(label_text(value));
            if (label != said->second.values.end()) values.set(label->first, Node(label->second));
        }
        Node& of_axis = written.set(axis, Node::object());
        if (!said->second.title.empty()) of_axis.set("title", Node(said->second.title));
        if (!values.members.empty()) of_axis.set("values", std::move(values));
    }
    return written;
}

}  // namespace

bool is_of_output(std::string_view path) {
    const std::string_view head = path.substr(0, path.find('.'));
    return head == "figures" || head == "records" || head == "labels" || head == "precision" ||
           head == "best" || head == "warm_up";
}

FigureWords words_of(const Node& document, const Grid& grid) {
    FigureWords words;
    for (const Axis& axis : grid.axes()) {
        std::vector<Node>& labels =
            words.axes.emplace_back(axis.name(), std::vector<Node>{}).second;
        for (const AxisValue& value : axis.values) labels.push_back(value.label);
    }
    const Node* series = document.find("series");
    words.series = series != nullptr && series->kind == Node::Kind::object;
    words.records = document.find("records") != nullptr;
    const Node* policies = document.find("policies");
    if (policies == nullptr) return words;
    for (const Node& policy : policies->items) {
        const Node* name = policy.find("name");
        if (name != nullptr) words.policies.push_back(name->text);
    }
    return words;
}

std::vector<CurvePoint> published_curve(const std::string& name, const Profiles& profiles) {
    const std::string file = profiles.file(name + ".csv");
    if (file.empty()) throw UserError("there is no curve '" + name + "' below profiles/");
    return read_curve(file);
}

void Outputs::take(Node& document, const FigureWords& of_file, std::vector<Problem>& problems) {
    written_figures_ = take_list(document, "figures", problems);
    if (const Node* records = document.find("records")) {
        written_records_ = *records;
        document.erase("records");
        Decoder(problems).decode(written_records_, slot_of(records_), "/records");
    }
    // Labels may name all axes of the file. Labels of an axis that the command line removed are not
    // used.
    if (const Node* labels = document.find("labels")) {
        const Node written = *labels;
        document.erase("labels");
        labels_ = read_labels(written, of_file, problems);
    }
}

void Outputs::read_figures(FigureWords now, FigureWords of_file, const Profiles& profiles,
                           std::vector<Problem>& problems) {
    if (written_figures_.items.empty()) return;
    now.records = records_.requests > 0;
    now.published = profiles.names(".csv");
    of_file.published = now.published;
    Node kept = Node::list();
    for (const WrittenFigure& w : decode_figures(written_figures_, problems)) {
        std::vector<Problem> losses;
        check_figure(w, now, losses);
        if (losses.empty()) {
            figures_.push_back(w.figure);
            kept.append(w.node);
            if (!w.figure.behind.empty()) try_curve(w.figure.behind, profiles, problems);
            continue;
        }
        const size_t before = problems.size();
        check_figure(w, of_file, problems);
        if (problems.size() == before) lost_figures_.push_back({w.figure.name, losses[0].what});
    }
    written_figures_ = std::move(kept);
}

void Outputs::write_to(Node& document, const FigureWords& words) const {
    if (records_.requests > 0) document.set("records", written_records_);
    if (!written_figures_.items.empty()) document.set("figures", written_figures_);
    if (Node labels = written_labels(labels_, words); !labels.members.empty()) {
        document.set("labels", std::move(labels));
    }
}

}  // namespace mdisim
