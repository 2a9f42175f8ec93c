#include "sim/report/looks/policy_looks.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/engine/digest.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/shades.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

std::string title_within(const Combination& c, const std::string& word) {
    for (const DecisionPoint& point : decision_points) {
        const PolicyEntry* entry = c[point.decision].entry;
        if (entry != nullptr && entry->name == word) return entry->title;
    }
    return word;
}

// The labels of combinations, aligned with them. Those whose labels would be the same keep their
// names, which differ.
std::vector<std::string> labels_for(const std::vector<Combination>& policies, const Labels& given) {
    const auto written = given.find("policy");
    std::vector<std::string> labels;
    std::map<std::string, size_t> times;
    for (const Combination& c : policies) {
        labels.push_back(policy_title(c));
        if (written != given.end() && written->second.values.contains(c.name)) {
            labels.back() = written->second.values.at(c.name);
        }
        ++times[labels.back()];
    }
    for (size_t i = 0; i < labels.size(); ++i) {
        if (times[labels[i]] > 1) labels[i] = policies[i].name;
    }
    return labels;
}

// The looks of policies that see the truth: black, grey after the first.
Look knowing_look(const std::string& label, size_t nth) {
    Look look;
    look.label = label;
    look.colour = nth == 0 ? "#000000" : "#666666";
    look.line = nth == 0 ? "long" : "dashdot";
    look.marker = static_cast<int64_t>(marker_count - 1 - nth % marker_count);
    look.competes = false;
    return look;
}

// A number from which a label without a known look begins its search for one. It is the same in
// every scenario.
uint64_t number_of(const std::string& label) {
    return Hasher().absorb(std::string_view(label)).digest().low;
}

// The looks that are taken in one scenario.
class TakenLooks {
  public:
    void add(const Look& look) {
        looks_.push_back(look);
        ++kinds_[kind_of(look.line, look.marker)];
    }

    bool is_taken(const Look& look) const {
        return std::any_of(looks_.begin(), looks_.end(), [&](const Look& other) {
            return other.colour == look.colour && other.line == look.line &&
                   other.marker == look.marker;
        });
    }
    Look free_look(const std::string& label) const {
        const uint64_t number = number_of(label);
        const std::span<const std::string_view> colours = free_colours();
        const size_t colour = rarest(
            number, colours.size(), [&](size_t i) { return times_taken(std::string(colours[i])); });
        const size_t kind = rarest(number / colours.size(), kind_count, [&](size_t i) {
            const auto at = kinds_.find(static_cast<int64_t>(i));
            return at == kinds_.end() ? 0 : at->second;
        });
        Look look;
        look.label = label;
        look.colour = colours[colour];
        look.line = line_styles[kind / marker_count];
        look.marker = static_cast<int64_t>(kind % marker_count);
        return look;
    }

  private:
    // A line style with a marker. The pair tells lines apart without colours.
    static constexpr size_t kind_count = std::size(line_styles) * marker_count;
    static int64_t kind_of(const std::string& line, int64_t marker) {
        const auto at = std::find(std::begin(line_styles), std::end(line_styles), line);
        return (at - std::begin(line_styles)) * marker_count + marker;
    }
    // The number of looks with this colour, or with one that is hard to tell from it.
    size_t times_taken(const std::string& colour) const {
        constexpr double alike = 40;
        return static_cast<size_t>(std::count_if(
            looks_.begin(), looks_.end(),
            [&](const Look& other) { return distance_between(other.colour, colour) < alike; }));
    }
    // The first of the least often taken ones, from `from` on and around the end.
    template <class Times>
    static size_t rarest(uint64_t from, size_t all, Times times) {
        size_t found = from % all;
        for (size_t i = 1; i < all; ++i) {
            const size_t next = (from + i) % all;
            if (times(next) < times(found)) found = next;
        }
        return found;
    }

    std::vector<Look> looks_;
    std::map<int64_t, size_t> kinds_;
};

// Where requests may run under a policy that sees the truth, for its label. Such a policy is not
// the bound, since it does not make all decisions.
std::string reach_of(const Combination& c) {
    if (!c[Decision::select].needs().truth) return "";
    const std::string& place = c[Decision::place].entry->name;
    if (place == "cloud") return ", cloud only";
    return place == "both" ? ", with a copy" : ", " + c[Decision::place].entry->title;
}

bool is_of_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

}  // namespace

Look look_of_bound() {
    Look look{"bound", "#000000", "dotted"};
    look.bound = true;
    look.competes = false;
    return look;
}

std::string policy_title(const Combination& combination) {
    const std::string& name = combination.name;
    std::string title;
    for (size_t at = 0; at < name.size();) {
        size_t end = at;
        while (end < name.size() && is_of_word(name[end])) ++end;
        title += end > at ? title_within(combination, name.substr(at, end - at))
                          : std::string(1, name[at]);
        at = std::max(end, at + 1);
    }
    return words_of(title) + reach_of(combination);
}

PolicyLabels::PolicyLabels(const Scenario& scenario) {
    const std::vector<Combination> policies = scenario.point(0).policies;
    const std::vector<std::string> labels = labels_for(policies, scenario.labels());
    for (size_t i = 0; i < policies.size(); ++i) labels_[policies[i].name] = labels[i];
}

const std::string& PolicyLabels::of(const std::string& name) const {
    const auto at = labels_.find(name);
    return at == labels_.end() ? name : at->second;
}

std::vector<Look> looks_of(const std::vector<Combination>& policies, const Labels& given) {
    const std::vector<std::string> labels = labels_for(policies, given);
    std::vector<Look> looks(policies.size());
    TakenLooks taken;
    size_t bounds = 0;
    for (size_t i = 0; i < policies.size(); ++i) {
        if (policies[i].needs_truth()) {
            looks[i] = knowing_look(labels[i], bounds++);
        } else if (const KnownLook* known = find_known_look(labels[i])) {
            const Look look{labels[i], std::string(known->colour), std::string(known->line),
                            known->marker};
            if (taken.is_taken(look)) continue;  // two names of one system in one scenario
            looks[i] = look;
            taken.add(look);
        }
    }
    std::vector<size_t> others;
    for (size_t i = 0; i < policies.size(); ++i) {
        if (looks[i].label.empty()) others.push_back(i);
    }
    // Looks are given in an order that does not depend on the scenario's order of policies, so that
    // a new first policy does not change the others.
    std::sort(others.begin(), others.end(), [&](size_t a, size_t b) {
        return std::pair(number_of(labels[a]), labels[a]) <
               std::pair(number_of(labels[b]), labels[b]);
    });
    for (size_t i : others) {
        looks[i] = taken.free_look(labels[i]);
        taken.add(looks[i]);
    }
    return looks;
}

}  // namespace mdisim
