#include "sim/report/subsets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/letters.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

std::string points_text(double share) { return fixed(100 * share, 2); }

// Joins phrases with commas, in lines below one another.
std::string phrases(const std::string& heading, const std::vector<std::string>& list,
                    size_t width) {
    std::string out = heading;
    size_t column = letters(heading);
    for (size_t i = 0; i < list.size(); ++i) {
        const std::string phrase = list[i] + (i + 1 < list.size() ? "," : "");
        if (i > 0 && column + 1 + letters(phrase) > width) {
            out += "\n" + std::string(letters(heading), ' ');
            column = letters(heading);
        } else if (i > 0) {
            out += ' ';
            ++column;
        }
        out += phrase;
        column += letters(phrase);
    }
    return out + '\n';
}

std::vector<std::string> names(const SubsetSearch& search, const SetFound& set) {
    std::vector<std::string> list;
    for (uint16_t m : set.models) list.push_back(search.models[m]);
    return list;
}

// The one model that the next larger set has in addition; none if the sets differ otherwise.
std::optional<std::string> taken_away(const SubsetSearch& search, size_t i) {
    if (i + 1 >= search.best.size()) return std::nullopt;
    const std::vector<uint16_t>& small = search.best[i].models;
    const std::vector<uint16_t>& large = search.best[i + 1].models;
    std::vector<uint16_t> left;
    std::set_difference(large.begin(), large.end(), small.begin(), small.end(),
                        std::back_inserter(left));
    if (left.size() != 1) return std::nullopt;
    return search.models[left.front()];
}

std::string point_text(const Scenario& scenario, const Loss& loss) {
    const std::vector<Node> labels = scenario.grid().labels(loss.point);
    std::string text;
    for (size_t a = 0; a < labels.size(); ++a) {
        text += (a == 0 ? "" : ", ") + scenario.axes()[a].name() + "=" + label_text(labels[a]);
    }
    return text;
}

std::string line_of(const Scenario& scenario, const SubsetSearch& search, size_t i, size_t width) {
    const SetFound& found = search.best[i];
    const Interval& loss = found.worst.interval;
    std::array<char, 64> head{};
    std::snprintf(head.data(), head.size(), "%8zu %7s \u00b1%s", found.models.size(),
                  points_text(loss.mean).c_str(), points_text(loss.half_width()).c_str());
    const auto away = taken_away(search, i);
    const std::string where = point_text(scenario, found.worst);
    std::string text = head.data();
    if (!where.empty()) text += "  at " + where;
    if (i + 1 == search.best.size()) return text + '\n';
    if (away) return text + '\n' + phrases("           without ", {*away}, width);
    return text + '\n' + phrases("           ", names(search, found), width);
}

Node interval_node(const Scenario& scenario, const Loss& loss) {
    Node node = Node::object();
    node.set("mean", Node(loss.interval.mean));
    node.set("low", Node(loss.interval.low));
    node.set("high", Node(loss.interval.high));
    Node at = Node::object();
    const std::vector<Node> labels = scenario.grid().labels(loss.point);
    for (size_t a = 0; a < labels.size(); ++a) at.set(scenario.axes()[a].name(), labels[a]);
    node.set("at", std::move(at));
    return node;
}

Node set_node(const Scenario& scenario, const SubsetSearch& search, const SetFound& set) {
    Node node = Node::object();
    node.set("size", Node(static_cast<int64_t>(set.models.size())));
    Node models = Node::list();
    for (const std::string& name : names(search, set)) models.append(Node(name));
    node.set("models", std::move(models));
    node.set("worst_loss", interval_node(scenario, set.worst));
    return node;
}

}  // namespace

std::string subset_text(const Scenario& scenario, const SubsetSearch& search, size_t width) {
    // folded() joins lines of the same indentation, so no two such lines may follow each other.
    std::string text = search.policy + ", ";
    if (!search.other_policies.empty()) {
        text +=
            "as no --policy is given; the others:\n" + phrases("  ", search.other_policies, width);
    }
    text += std::to_string(scenario.size()) + (scenario.size() == 1 ? " point: " : " points: ") +
            std::to_string(search.tried) + " sets of models tried";
    text += search.exhaustive ? ", which are all sets\n"
                              : ", each of them the one before without its least useful model; a "
                                "better set may exist\n";
    text += "  models   worst loss of effective accuracy, in points\n";
    for (size_t i = search.best.size(); i-- > 0;) text += line_of(scenario, search, i, width);
    const std::string within = points_text(search.within) + " points of all " +
                               std::to_string(search.models.size()) + ": ";
    const SetFound& smallest = search.best[search.smallest];
    text += std::string(search.exhaustive ? "the smallest set within " : "a small set within ") +
            within + std::to_string(smallest.models.size()) +
            (smallest.models.size() == 1 ? " model\n" : " models\n");
    return text + phrases("  ", names(search, smallest), width);
}

Node subset_document(const Scenario& scenario, const SubsetSearch& search) {
    Node node = Node::object();
    node.set("scenario", Node(scenario.name()));
    node.set("policy", Node(search.policy));
    node.set("within", Node(search.within));
    node.set("search", Node(std::string(search.exhaustive ? "all_sets" : "backward_elimination")));
    node.set("tried", Node(static_cast<int64_t>(search.tried)));
    Node sets = Node::list();
    for (const SetFound& found : search.best) sets.append(set_node(scenario, search, found));
    node.set("best", std::move(sets));
    node.set("smallest", set_node(scenario, search, search.best[search.smallest]));
    return node;
}

}  // namespace mdisim
