#include "sim/report/policy_looks.hpp"

#include <algorithm>
#include <cctype>

#include "sim/report/known_looks.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

std::string title_within(const Combination& c, const std::string& word) {
    for (const Chosen* chosen : {&c.select, &c.control, &c.preprocess, &c.place}) {
        if (chosen->entry != nullptr && chosen->entry->name == word) return chosen->entry->title;
    }
    return word;
}

// Aligned with the combinations. Those that would be called alike keep their names, which differ.
std::vector<std::string> labels_for(const std::vector<Combination>& policies, const Labels& said) {
    const auto written = said.find("policy");
    std::vector<std::string> labels;
    std::map<std::string, size_t> times;
    for (const Combination& c : policies) {
        labels.push_back(policy_title(c));
        if (written != said.end() && written->second.values.contains(c.name)) {
            labels.back() = written->second.values.at(c.name);
        }
        ++times[labels.back()];
    }
    for (size_t i = 0; i < labels.size(); ++i) {
        if (times[labels[i]] > 1) labels[i] = policies[i].name;
    }
    return labels;
}

// Policies that know the truth are dotted and black, grey after the first.
Look knowing_look(const std::string& label, size_t nth) {
    Look look;
    look.label = label;
    look.colour = nth == 0 ? "#000000" : "#666666";
    look.line = "dotted";
    look.bound = true;
    return look;
}

// What is taken in one scenario.
class TakenLooks {
  public:
    void add(const Look& look) {
        looks_.push_back(look);
        ++colours_[look.colour];
        ++lines_[look.line];
        ++markers_[look.marker];
    }

    bool is_taken(const Look& look) const {
        return std::any_of(looks_.begin(), looks_.end(), [&](const Look& other) {
            return other.colour == look.colour && other.line == look.line &&
                   other.marker == look.marker;
        });
    }
    Look free_look(const std::string& label) const {
        Look look;
        look.label = label;
        look.colour = rarest(free_colours(), colours_);
        look.line = rarest(std::span(line_styles), lines_);
        size_t least = SIZE_MAX;
        for (int64_t marker = 0; marker < marker_count; ++marker) {
            Look candidate = look;
            candidate.marker = marker;
            if (is_taken(candidate) || count(markers_, marker) >= least) continue;
            look.marker = marker;
            least = count(markers_, marker);
        }
        return look;
    }

  private:
    template <class Key>
    static size_t count(const std::map<Key, size_t>& counts, const Key& key) {
        const auto at = counts.find(key);
        return at == counts.end() ? 0 : at->second;
    }
    // The first of those that are taken least often.
    static std::string rarest(std::span<const std::string_view> all,
                              const std::map<std::string, size_t>& counts) {
        return std::string(*std::min_element(all.begin(), all.end(), [&](auto a, auto b) {
            return count(counts, std::string(a)) < count(counts, std::string(b));
        }));
    }

    std::vector<Look> looks_;
    std::map<std::string, size_t> colours_;
    std::map<std::string, size_t> lines_;
    std::map<int64_t, size_t> markers_;
};

// Where a policy that knows how long every model will take may run it. Such a policy is no bound,
// since it does not make all decisions.
std::string reach_of(const Combination& c) {
    if (!c.select.entry->needs.truth) return "";
    const std::string& place = c.place.entry->name;
    if (place == "cloud") return ", cloud only";
    return place == "both" ? ", with a copy" : ", " + c.place.entry->title;
}

bool is_of_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

}  // namespace

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

std::vector<Look> looks_of(const std::vector<Combination>& policies, const Labels& said) {
    const std::vector<std::string> labels = labels_for(policies, said);
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
    for (size_t i = 0; i < policies.size(); ++i) {
        if (!looks[i].label.empty()) continue;
        looks[i] = taken.free_look(labels[i]);
        taken.add(looks[i]);
    }
    return looks;
}

}  // namespace mdisim
