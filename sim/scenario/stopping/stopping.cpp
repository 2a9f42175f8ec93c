#include "sim/scenario/stopping/stopping.hpp"

#include <algorithm>
#include <string_view>

#include "sim/scenario/decode.hpp"

namespace mdisim {
namespace {

constexpr const char* precision_key = "precision";
constexpr const char* best_key = "best";
constexpr const char* warm_up_key = "warm_up";
constexpr const char* automatic = "auto";

// Reads metrics and numbers. An object below a metric's name is of its parts, as "attainment":
// {"video": 0.01} is of "attainment.video".
void read_goals(const Node& node, const std::string& name, const std::string& pointer,
                Decoder& decoder, std::vector<MetricGoal>& goals) {
    if (node.kind == Node::Kind::object) {
        for (const auto& [key, value] : node.members) {
            const std::string part = name.empty() ? key : name + "." + key;
            read_goals(value, part, pointer + "/" + key, decoder, goals);
        }
        return;
    }
    if (name.empty()) {
        decoder.problem(node, pointer,
                        "expected metrics with numbers, as {\"effective_accuracy\": 0.001}, not " +
                            name_of(node.kind));
        return;
    }
    if (!node.is_number() || !(node.as_number() > 0)) {
        decoder.problem(node, pointer, "expected a number above 0");
        return;
    }
    goals.push_back({name, node.as_number()});
}

void take_goals(Node& document, const char* key, Node& written, std::vector<MetricGoal>& goals,
                std::vector<Problem>& problems) {
    const Node* found = document.find(key);
    if (found == nullptr) return;
    written = *found;
    document.erase(key);
    Decoder decoder(problems);
    read_goals(written, "", std::string("/") + key, decoder, goals);
    if (goals.empty() && problems.empty()) {
        decoder.problem(written, std::string("/") + key, "it needs at least one metric");
    }
}

void check_goals(const std::vector<MetricGoal>& goals, const char* key, const Node& written,
                 const std::vector<MetricInfo>& known, std::vector<Problem>& problems) {
    Decoder decoder(problems);
    for (const MetricGoal& goal : goals) {
        const std::string pointer = std::string("/") + key + "/" + goal.metric;
        const size_t at = metric_index(known, goal.metric);
        if (at == known.size()) {
            std::vector<std::string_view> names;
            for (const MetricInfo& info : known) names.push_back(info.name);
            decoder.problem(written, pointer,
                            "there is no metric '" + goal.metric + "'." +
                                suggestion(goal.metric, names) +
                                " 'mdisim list metrics' lists all.");
        } else if (key == std::string(best_key) && known[at].better == Better::neither) {
            decoder.problem(written, pointer,
                            "neither more nor less of '" + goal.metric + "' is better");
        } else if (key == std::string(best_key) && known[at].kind == MetricKind::quantile) {
            decoder.problem(written, pointer,
                            "policies are compared by means, and '" + goal.metric +
                                "' is a quantile; 'compare' ranks those");
        }
    }
}

bool has_axis(const Grid& grid, const std::string& path) {
    return std::any_of(grid.axes().begin(), grid.axes().end(), [&](const Axis& axis) {
        return std::find(axis.paths.begin(), axis.paths.end(), path) != axis.paths.end();
    });
}

}  // namespace

void Stopping::take(Node& document, std::vector<Problem>& problems) {
    take_goals(document, precision_key, written_precision_, precision_, problems);
    take_goals(document, best_key, written_best_, best_, problems);
    const Node* warm_up = document.find(warm_up_key);
    if (warm_up == nullptr) return;
    const Node written = *warm_up;
    document.erase(warm_up_key);
    finds_warm_up_ = true;
    Decoder decoder(problems);
    if (written.kind != Node::Kind::text || written.text != automatic) {
        decoder.problem(written, "/warm_up",
                        "expected \"auto\"; a number of requests is 'warm_up_requests'");
    } else if (document.find("warm_up_requests") != nullptr) {
        decoder.problem(written, "/warm_up", "'warm_up_requests' says how many; choose one");
    }
}

void Stopping::check(const std::vector<MetricInfo>& known, const Grid& grid, bool has_log,
                     std::vector<Problem>& problems) const {
    if (!any()) return;
    check_goals(precision_, precision_key, written_precision_, known, problems);
    check_goals(best_, best_key, written_best_, known, problems);
    const bool first = !precision_.empty();
    const Node& written = first ? written_precision_ : written_best_;
    const std::string key = first ? precision_key : best_key;
    Decoder decoder(problems);
    if (has_axis(grid, "replications")) {
        decoder.problem(written, "/" + key,
                        "it decides how many replications there are, and so does the sweep over "
                        "'replications'; choose one");
    }
    if (has_log) {
        decoder.problem(written, "/" + key,
                        "a log is one path, of which more replications tell nothing new");
    }
}

void Stopping::write_to(Node& document) const {
    // A document in which the number stands is of results, for which it has been found.
    const bool found = document.find("warm_up_requests") != nullptr;
    if (finds_warm_up_ && !found) document.set(warm_up_key, Node(std::string(automatic)));
    if (!precision_.empty()) document.set(precision_key, written_precision_);
    if (!best_.empty()) document.set(best_key, written_best_);
}

}  // namespace mdisim
