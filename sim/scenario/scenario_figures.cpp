// The figures of a scenario: read when its points are, since they name what is in them.
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/shared_points.hpp"

namespace mdisim {

FigureWords Scenario::figure_words() const {
    FigureWords words;
    for (const Axis& axis : axes_) {
        std::vector<Node>& labels =
            words.axes.emplace_back(axis.name(), std::vector<Node>{}).second;
        for (const AxisValue& value : axis.values) labels.push_back(value.label);
    }
    const Node* series = document_.find("series");
    words.series = series != nullptr && series->kind == Node::Kind::object;
    words.records = records_.requests > 0 || document_.find("records") != nullptr;
    const Node* policies = document_.find("policies");
    if (policies == nullptr) return words;
    for (const Node& policy : policies->items) {
        const Node* name = policy.find("name");
        if (name != nullptr) words.policies.push_back(name->text);
    }
    return words;
}

// Axes are those of the file: what the command line takes an axis from keeps its labels unused.
void Scenario::read_labels_of(const FigureWords& of_file, std::vector<Problem>& problems) {
    const Node* found = document_.find("labels");
    if (found == nullptr) return;
    const Node written = *found;
    document_.erase("labels");
    labels_ = read_labels(written, of_file, problems);
}

// Of what the axes still have.
Node Scenario::written_labels() const {
    Node written = Node::object();
    for (const auto& [axis, on_axis] : labelled_axes(figure_words())) {
        const auto said = labels_.find(axis);
        if (said == labels_.end()) continue;
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

void Scenario::try_curve(const std::string& name, std::vector<Problem>& problems) const {
    try {
        (void)published(name);
    } catch (const UserError& error) {
        problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
}

// A figure that is right is drawn. One that would be right if the command line had changed nothing
// is lost, and no longer part of the scenario.
void Scenario::read_figures(FigureWords of_file, const std::set<std::string>& models,
                            const std::set<std::string>& classes, std::vector<Problem>& problems) {
    if (written_figures_.items.empty()) return;
    FigureWords now = figure_words();
    now.models.assign(models.begin(), models.end());
    now.classes.assign(classes.begin(), classes.end());
    of_file.classes = now.classes;
    now.published = shared_->profiles.names(".csv");
    of_file.published = now.published;
    // Which models the file by itself would have had is not known after --set.
    if (sets_.empty()) of_file.models = now.models;
    Node kept = Node::list();
    for (const WrittenFigure& w : decode_figures(written_figures_, problems)) {
        std::vector<Problem> losses;
        check_figure(w, now, losses);
        if (losses.empty()) {
            figures_.push_back(w.figure);
            kept.append(w.node);
            if (!w.figure.behind.empty()) try_curve(w.figure.behind, problems);
            continue;
        }
        const size_t before = problems.size();
        check_figure(w, of_file, problems);
        if (problems.size() == before) lost_figures_.push_back({w.figure.name, losses[0].what});
    }
    written_figures_ = std::move(kept);
}

}  // namespace mdisim
