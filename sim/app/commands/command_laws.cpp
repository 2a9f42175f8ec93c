#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/tables.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/judge/policy_laws.hpp"
#include "sim/report/text.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {
namespace {

using Sets = std::vector<std::pair<std::string, std::string>>;

// A world in which policies are tried: what --set changes in the scenario hello/hello.
struct Tried {
    const char* what;
    Sets sets;
};
// Together they have what decisions may see: phones, busy servers, sites, pictures.
std::vector<Tried> worlds_to_try() {
    return {
        {"one phone", {}},
        {"five phones", {{"phones", "5"}, {"workload", R"({"kind": "poisson", "rate_per_s": 2})"}}},
        {"busy servers",
         {{"servers", R"({"replicas": 4})"},
          {"workload", R"({"kind": "poisson", "rate_per_s": 40})"}}},
        {"busy servers where models are chosen at the start",
         {{"servers", R"({"replicas": 3, "choose_at": "start"})"},
          {"workload", R"({"kind": "poisson", "rate_per_s": 40})"}}},
        {"two sites",
         {{"phones", "5"},
          {"sites", R"([{"name": "near", "servers": {"replicas": 2}},
                        {"name": "far", "round_trip": {"kind": "exponential", "mean_ms": 30}}])"},
          {"workload", R"({"kind": "poisson", "rate_per_s": 40})"}}},
        {"pictures",
         {{"pictures", R"({"profile": "pictures/mid_end"})"},
          {"network", R"({"profile": "networks/wifi_residential_mid_end"})"}}}};
}

const PolicyEntry& policy_named(const std::string& word) {
    const PolicyEntry* found = nullptr;
    std::vector<std::string> names;
    for (const PolicyEntry* entry : all_policies()) {
        names.push_back(entry->name);
        names.push_back(full_name(*entry));
        if (word != entry->name && word != full_name(*entry)) continue;
        if (found != nullptr)
            throw UserError("'" + word + "' is " + full_name(*found) + " and " + full_name(*entry) +
                            ": say which");
        found = entry;
    }
    if (found != nullptr) return *found;
    throw UserError("there is no policy '" + word + "'." +
                    suggestion(word, {names.begin(), names.end()}));
}

// The policy with its defaults, beside another one.
std::string policies_with(const PolicyEntry& entry) {
    Node mine = Node::object();
    mine.set("name", Node("the policy " + entry.name));
    mine.set(std::string(name_of(entry.decision)), Node(entry.name));
    if (entry.decision != Decision::select) mine.set("select", Node(std::string("mdinference")));
    return R"(["fastest", )" + dump(mine) + "]";
}

Scenario scenario_with(const PolicyEntry& entry, const std::string& file, const Sets& sets) {
    Node document = read_document(file);
    // What may name other policies.
    for (const char* key : {"figures", "claims", "thresholds", "labels", "records"})
        document.erase(key);
    // Two whole columns of requests and a part of one.
    Overrides overrides{{{"requests", "700"},
                         {"replications", "3"},
                         {"warm_up_requests", "5"},
                         {"policies", policies_with(entry)}},
                        {}};
    overrides.sets.insert(overrides.sets.end(), sets.begin(), sets.end());
    return Scenario::from(document, file, scenario_name(file), overrides);
}

std::vector<std::string> broken_at(const Scenario& scenario, size_t index) {
    const Point point = scenario.point(index);
    const Plan plan = point.plan();
    Store trials = Store::in_memory();
    Tables tables(trials);
    std::vector<Cell> cells;
    for (size_t p = 0; p < point.policies.size(); ++p) {
        cells.push_back(CellCursor(scenario, {index, p}).cell());
        tables.equip(cells.back(), point);
    }
    const std::vector<CellResult> results = simulate(cells, plan);
    std::vector<std::string> broken;
    for (const PolicyLaw& law : laws_of_policies()) {
        for (const std::string& what : law.broken({point, plan, cells, results}))
            broken.push_back(std::string(law.says) + ", but " + what);
    }
    return broken;
}

// The laws that are broken in a scenario, each once.
std::vector<std::string> broken_in(const Scenario& scenario) {
    constexpr size_t most_points = 3;
    std::vector<std::string> broken;
    for (size_t point : spread_over(scenario.size(), most_points)) {
        for (std::string& text : broken_at(scenario, point)) {
            if (!contains(broken, text)) broken.push_back(std::move(text));
        }
    }
    for (const std::string& what : unlike_campaigns(scenario))
        broken.push_back("threads and shards change no number, but " + what);
    return broken;
}

// Tries a policy in a scenario. Returns whether it breaks a law.
bool breaks_laws(const PolicyEntry& entry, const std::string& where, const std::string& file,
                 const Sets& sets) {
    const std::vector<std::string> broken = broken_in(scenario_with(entry, file, sets));
    for (const std::string& what : broken) print_folded(where + ": broken: " + what + "\n");
    if (broken.empty()) print_folded(where + ": all laws hold\n");
    return !broken.empty();
}

int laws(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("laws needs a policy");
    const PolicyEntry& entry = policy_named(arguments.words.front());
    bool broken = false;
    for (size_t i = 1; i < arguments.words.size(); ++i) {
        const std::string& word = arguments.words[i];
        broken = breaks_laws(entry, word, scenario_file(word), {}) || broken;
    }
    if (arguments.words.size() > 1) return broken ? exit_check : exit_ok;

    std::vector<Problem> unfit;
    size_t tried = 0;
    for (const auto& [what, sets] : worlds_to_try()) {
        try {
            broken = breaks_laws(entry, what, scenario_file("hello/hello"), sets) || broken;
            ++tried;
        } catch (const UserError& error) {
            std::cout << what << ": not tried, since the policy does not fit\n";
            unfit = error.problems();
        }
    }
    if (tried == 0) throw UserError(std::move(unfit));
    if (entry.needs.truth) std::cout << "it sees the truth, which no real policy can\n";
    return broken ? exit_check : exit_ok;
}

}  // namespace

Command laws_command() {
    return {"laws",
            "laws POLICY [SCENARIO...]",
            "Tests whether a policy keeps the laws that hold for every policy.",
            {},
            any_words,
            laws};
}

}  // namespace mdisim
