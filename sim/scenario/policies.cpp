#include "sim/scenario/policies.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/printable.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/document.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

Node named(const Node& text) {
    Node object = Node::object();
    object.where = text.where;
    object.set("policy", text);
    return object;
}

std::vector<std::string_view> names_at(Decision decision) {
    std::vector<std::string_view> names;
    for (const PolicyEntry* entry : all_policies()) {
        if (entry->decision == decision) names.push_back(entry->name);
    }
    return names;
}

std::string no_such_policy(const std::string& wanted, Decision decision) {
    const std::string point(name_of(decision));
    const std::string what = "there is no policy '" + wanted + "' to " + point;
    for (const DecisionPoint& other : decision_points) {
        if (find_policy(other.decision, wanted) == nullptr) continue;
        const std::string where(other.name);
        return what + ": it is one to " + where + ", as in {\"" + where + "\": \"" + wanted + "\"}";
    }
    return what + "." + suggestion(wanted, names_at(decision));
}

Chosen read_choice(const Node* node, Decision decision, const std::string& pointer,
                   Decoder& decoder) {
    Chosen chosen;
    const Node* name = node != nullptr ? node->find("policy") : nullptr;
    if (node != nullptr && (name == nullptr || name->kind != Node::Kind::text)) {
        decoder.problem(*node, pointer,
                        "expected a policy's name, or an object with \"policy\" and its settings");
        return chosen;
    }
    const std::string wanted =
        name != nullptr ? name->text : std::string(point_of(decision).by_default);
    chosen.entry = find_policy(decision, wanted);
    if (chosen.entry == nullptr) {
        if (name != nullptr) decoder.problem(*name, pointer, no_such_policy(wanted, decision));
        return chosen;
    }
    chosen.options = chosen.entry->options.make();
    if (node != nullptr) {
        decoder.decode_object(*node, chosen.entry->options, chosen.options.get(), pointer,
                              {"policy"});
    }
    return chosen;
}

// Notes that a choice, {"policy": "modipick", ...}, was written where a combination of choices
// belongs.
void refuse_choice(const Node& node, const Node& policy, const std::string& pointer,
                   Decoder& decoder) {
    Node choice = node;
    choice.erase("name");
    Decision meant = Decision::select;
    for (const DecisionPoint& point : decision_points) {
        choice.erase(std::string(point.name));
        if (find_policy(point.decision, policy.text) != nullptr) meant = point.decision;
    }
    decoder.problem(policy, pointer + "/policy",
                    "a policy with settings is an object below its decision: {\"" +
                        std::string(name_of(meant)) + "\": " + dump(choice) + "}");
}

// Names that stand beside those of policies in tables and legends, so no policy may have one of
// these.
constexpr auto names_of_others =
    std::to_array<std::string_view>({"bound", "published", "Pareto front", "deadline"});

void check_name(const Node& name, const std::string& pointer, Decoder& decoder) {
    const NameFault fault = fault_of_name(name.text);
    if (fault == NameFault::blank && name.where.line > 0)
        decoder.problem(name, pointer, "the name of a policy has more than blanks");
    if (fault == NameFault::hidden_sign)
        decoder.problem(name, pointer,
                        "the name of a policy is text on one line, without control characters");
    const size_t at = name.text.find('@');
    if (at != std::string::npos && name.text.find('=', at) != std::string::npos)
        decoder.problem(name, pointer,
                        "'" + name.text +
                            "' would be read as the name of a cell, such as "
                            "'fastest@sla_ms=500'; give the policy another \"name\"");
}

// The names of all decision points, in quotes.
std::string list_of_points() {
    std::string text;
    for (size_t i = 0; i < decision_points.size(); ++i) {
        text += i == 0 ? "" : i + 1 < decision_points.size() ? ", " : " and ";
        text += '"' + std::string(decision_points[i].name) + '"';
    }
    return text;
}

// Returns whether the keys are those of a combination with a decision, and notes what is wrong.
bool check_keys(const Node& node, const std::string& pointer, Decoder& decoder) {
    if (const Node* policy = node.find("policy")) {
        refuse_choice(node, *policy, pointer, decoder);
        return false;
    }
    std::vector<std::string_view> known = {"name"};
    for (const DecisionPoint& point : decision_points) known.push_back(point.name);
    bool right = true;
    for (const auto& [key, value] : node.members) {
        if (contains(known, key)) continue;
        decoder.problem(value, pointer + "/" + key,
                        "a policy has no '" + key + "'." + suggestion(key, known));
        right = false;
    }
    if (std::any_of(decision_points.begin(), decision_points.end(),
                    [&](const DecisionPoint& point) { return node.find(point.name) != nullptr; })) {
        return true;
    }
    const std::string& name = node.find("name")->text;
    if (right) {
        decoder.problem(node, pointer,
                        (name.empty() ? std::string("this policy") : "the policy '" + name + "'") +
                            " decides nothing: it needs at least one of " + list_of_points() +
                            ", as in {\"name\": \"" + (name.empty() ? "mine" : name) +
                            "\", \"select\": \"fastest\"}");
    }
    return false;
}

// Whether a block is not in the document, or was read without a problem.
bool was_read(const Node& document, const char* key) {
    const Node* block = document.find(key);
    return block == nullptr || !block->broken;
}

// Notes the parts of a scenario that a policy needs and the scenario does not have.
void check_surroundings(const Combination& c, const Node& node, const std::string& pointer,
                        const Node& document, const World& world, Decoder& decoder) {
    const PolicyEntry* place = c[Decision::place].entry;
    const bool has_phone = has_phone_models(world);
    if (c[Decision::route] && world.sites.empty() && was_read(document, "sites")) {
        decoder.problem(node, pointer,
                        "a policy to route needs \"sites\", as in \"sites\": [{\"name\": \"edge\", "
                        "\"servers\": {\"replicas\": 2}}, {\"name\": \"region\", \"round_trip\": "
                        "{\"kind\": \"constant\", \"value_ms\": 40}}]");
    }
    const bool log_says_model = world.log && world.log->model;
    if (c.follows_log() && !log_says_model && was_read(document, "log")) {
        decoder.problem(
            node, pointer,
            "this policy follows a log: the scenario needs a \"log\" whose 'model' says "
            "which model ran a request");
    }
    if (place != nullptr && place->name != "cloud" && !has_phone && was_read(document, "phone")) {
        decoder.problem(*node.find("place"), pointer + "/place",
                        "'" + place->name +
                            "' needs a phone with models: add \"phone\": "
                            "{\"profile\": \"phones/pixel2\"}");
    }
    const Node* shrinks = node.find("preprocess");
    if (shrinks != nullptr && !world.pictures && was_read(document, "pictures")) {
        decoder.problem(*shrinks, pointer + "/preprocess",
                        "there are no pictures to preprocess: add \"pictures\": {\"profile\": "
                        "\"pictures/mid_end\"}");
    }
}

Combination read_combination(const Node& node, const std::string& pointer, const Node& document,
                             const World& world, Decoder& decoder) {
    Combination c;
    c.name = node.find("name")->text;
    for (const DecisionPoint& point : decision_points) {
        const Node* choice = node.find(point.name);
        if (choice == nullptr && point.by_default.empty()) continue;
        c[point.decision] =
            read_choice(choice, point.decision, pointer + "/" + std::string(point.name), decoder);
    }
    check_surroundings(c, node, pointer, document, world, decoder);
    return c;
}

}  // namespace

void spell_out_policies(Node& document) {
    Node* policies = document.find("policies");
    if (policies == nullptr) return;
    for (Node& policy : policies->items) {
        if (policy.kind == Node::Kind::text) {
            Node full = Node::object();
            full.where = policy.where;
            full.set("name", policy);
            full.set("select", named(policy));
            policy = std::move(full);
        }
        for (const DecisionPoint& point : decision_points) {
            Node* choice = policy.find(point.name);
            if (choice != nullptr && choice->kind == Node::Kind::text) *choice = named(*choice);
        }
        if (policy.kind != Node::Kind::object || policy.find("name") != nullptr) continue;
        // A combination without a name is named by its policies, the last decision first:
        // "mdinference", "mdinference+both".
        std::string name;
        for (auto point = decision_points.rbegin(); point != decision_points.rend(); ++point) {
            const Node* choice = policy.find(point->name);
            const Node* word = choice != nullptr ? choice->find("policy") : nullptr;
            if (word != nullptr) name += (name.empty() ? "" : "+") + word->text;
        }
        policy.set("name", Node(name));
    }
}

void fill_in_policies(Node& policies, const IsSwept& is_swept) {
    for (Node& node : policies.items) {
        for (const DecisionPoint& point : decision_points) {
            const std::string key(point.name);
            Node* choice = node.find(key);
            if (choice == nullptr && !point.by_default.empty()) {
                choice = &node.set(key, named(Node(std::string(point.by_default))));
            }
            if (choice == nullptr) continue;
            const std::string path = "policies." + node.find("name")->text + "." + key;
            if (is_swept(path) || is_swept(path + ".policy")) continue;
            const PolicyEntry* entry = find_policy(point.decision, choice->find("policy")->text);
            if (entry == nullptr) continue;
            fill_in(*choice, entry->options, entry->options.make().get(), path, is_swept);
        }
    }
}

std::vector<Combination> read_policies(const Node& document, const World& world, Decoder& decoder) {
    std::vector<Combination> combinations;
    const Node& policies = *document.find("policies");
    if (policies.kind != Node::Kind::list || policies.items.empty()) {
        decoder.problem(policies, "/policies", "expected a list of policies, at least one");
        return combinations;
    }
    std::set<std::string> names;
    for (size_t i = 0; i < policies.items.size(); ++i) {
        const Node& node = policies.items[i];
        const std::string pointer = "/policies/" + std::to_string(i);
        if (node.kind != Node::Kind::object) {
            decoder.problem(node, pointer, "expected a policy's name or an object");
            continue;
        }
        const Node& name = *node.find("name");
        if (name.kind != Node::Kind::text) {
            decoder.problem(name, pointer + "/name", "expected text, not " + name_of(name.kind));
            continue;
        }
        if (!check_keys(node, pointer, decoder)) continue;
        check_name(name, pointer + "/name", decoder);
        if (contains(names_of_others, name.text)) {
            decoder.problem(name, pointer + "/name",
                            "'" + name.text +
                                "' is what tables and figures call something else; give the "
                                "policy another \"name\"");
        }
        if (!names.insert(name.text).second) {
            decoder.problem(
                node, pointer,
                "two policies are called '" + name.text + "'; give one of them another \"name\"");
        }
        combinations.push_back(read_combination(node, pointer, document, world, decoder));
    }
    return combinations;
}

}  // namespace mdisim
