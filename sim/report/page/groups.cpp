#include "sim/report/page/groups.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <string_view>

#include "sim/decide/registry.hpp"
#include "sim/judge/judge.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/text.hpp"
#include "sim/report/verdicts.hpp"

namespace mdisim {
namespace {

struct About {
    std::string_view title;
    const char* sentence;
    const char* thumbnail = "";
};
constexpr About known_groups[] = {
    {"Hello", "The first scenario to run: one phone, eleven models in the cloud, five policies.",
     "hello/trade_off"},
    {"Validation", "Queues and networks that have a formula, and what is simulated beside it."},
    {"ModiPick",
     "The cloud knows how long a picture took to arrive, and picks a model that still fits.",
     "fig9/fig9"},
    {"MDInference",
     "A copy on the phone is added to ModiPick's choice, so that there is an answer at the "
     "deadline "
     "in any case.",
     "fig3/fig3a"},
    {"PieSlicer", "A picture is shrunk on the phone or in the cloud, wherever it is ready sooner.",
     "fig3/fig3_network"},
    {"Cloud-based or On-device", "Latency and energy of the phone and of the cloud, measured.",
     "sessions/sessions"},
    {"Model-Switching", "Servers change the model that they offer with the load.", "fig4b/fig4b"},
    {"analysing-relations", "14 classifiers on the same pictures: which of them fail together."},
    {our_question, "What no paper answers: we ask it, and say what comes out."},
    {"Together", "PieSlicer, MDInference and Model-Switching in one system, each on or off.",
     "load/load"},
    {"Workloads", "The same mean rate in bursts, in waves, and on a walk: what a mean hides."},
};
constexpr std::string_view first_groups[] = {"hello", "validation"};

const About* find_about(const std::string& title) {
    const auto* found = std::find_if(std::begin(known_groups), std::end(known_groups),
                                     [&](const About& one) { return one.title == title; });
    return found == std::end(known_groups) ? nullptr : found;
}

// The paper that at least half of the scenarios of a group have claims of; empty if none.
std::string paper_of_most(const Group& group) {
    std::map<std::string, size_t> scenarios;
    for (const Section* section : group.sections) {
        for (const Judgement& j : section->judgements) {
            if (paper_of(j) == our_question) continue;
            ++scenarios[paper_of(j)];
            break;
        }
    }
    for (const auto& [paper, count] : scenarios) {
        if (2 * count >= group.sections.size()) return paper;
    }
    return "";
}

// The title of the policy that has the group's name, else the folder's name if it is known, else
// the paper's name in claims, else the folder's name. A scenario that is a group by itself keeps
// its name.
std::string title_of(const Group& group) {
    for (const PolicyEntry* entry : all_policies()) {
        if (entry->name == group.name) return entry->title;
    }
    if (group.is_alone()) return group.name;
    std::string title = words_of(group.name);
    title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    if (find_about(title) != nullptr) return title;
    const std::string paper = paper_of_most(group);
    return paper.empty() ? title : paper;
}

// 0 for what a newcomer begins with, 1 for papers, 2 for the others.
int rank_of(const Group& group) {
    for (const std::string_view name : first_groups) {
        if (group.name == name) return 0;
    }
    return paper_of_most(group) == group.title ? 1 : 2;
}

}  // namespace

std::string group_of(const std::string& scenario) { return scenario.substr(0, scenario.find('/')); }

std::vector<Group> groups_of(const std::vector<Section>& sections) {
    std::vector<Group> groups;
    for (const Section& section : sections) {
        const std::string name = group_of(section.name);
        const auto at = std::find_if(groups.begin(), groups.end(),
                                     [&](const Group& group) { return group.name == name; });
        Group& group = at == groups.end() ? groups.emplace_back(Group{name, "", {}}) : *at;
        group.sections.push_back(&section);
    }
    for (Group& group : groups) group.title = title_of(group);
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return rank_of(a) < rank_of(b); });
    return groups;
}

std::string sentence_about(const std::string& title, const std::string& otherwise) {
    const About* about = find_about(title);
    return about != nullptr ? about->sentence : otherwise;
}

std::string drawn_file(const Section& section, const std::string& figure, const char* form) {
    return section.folder + "/figures/" + figure + "." + form;
}

std::string thumbnail_of(const Group& group) {
    const About* about = find_about(group.title);
    std::string first;
    for (const Section* section : group.sections) {
        for (const DrawnFigure& figure : section->figures) {
            const std::string file = drawn_file(*section, figure.figure.name, "svg");
            if (!std::filesystem::exists(file)) continue;
            const std::string name =
                section->name.substr(section->name.find('/') + 1) + "/" + figure.figure.name;
            if (about != nullptr && name == about->thumbnail) return file;
            if (first.empty()) first = file;
        }
    }
    return first;
}

}  // namespace mdisim
