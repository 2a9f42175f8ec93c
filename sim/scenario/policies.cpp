#include "sim/scenario/policies.hpp"

#include <algorithm>
#include <set>

namespace mdisim {
namespace {

constexpr Decision decisions[] = {Decision::preprocess, Decision::place, Decision::select,
                                  Decision::control};

// Without a control policy nothing is controlled; what pictures do without a policy, the world
// says.
const char* default_policy(Decision decision) {
    switch (decision) {
        case Decision::place:
            return "cloud";
        case Decision::select:
            return "fastest";
        case Decision::preprocess:
        case Decision::control:
            break;
    }
    return "";
}

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

Chosen read_choice(const Node* node, Decision decision, const std::string& pointer,
                   Decoder& decoder) {
    Chosen chosen;
    const Node* name = node != nullptr ? node->find("policy") : nullptr;
    if (node != nullptr && (name == nullptr || name->kind != Node::Kind::text)) {
        decoder.problem(*node, pointer,
                        "expected a policy's name, or an object with \"policy\" and its settings");
        return chosen;
    }
    const std::string wanted = name != nullptr ? name->text : default_policy(decision);
    chosen.entry = find_policy(decision, wanted);
    if (chosen.entry == nullptr) {
        const std::string what = "there is no policy '" + wanted + "' to " +
                                 std::string(name_of(decision)) + "." +
                                 suggestion(wanted, names_at(decision));
        if (name != nullptr) decoder.problem(*name, pointer, what);
        return chosen;
    }
    chosen.options = chosen.entry->options.make();
    if (node != nullptr) {
        decoder.decode_object(*node, chosen.entry->options, chosen.options.get(), pointer,
                              {"policy"});
    }
    return chosen;
}

void check_keys(const Node& node, const std::string& pointer, Decoder& decoder) {
    std::vector<std::string_view> known = {"name"};
    for (Decision decision : decisions) known.push_back(name_of(decision));
    for (const auto& [key, value] : node.members) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        decoder.problem(value, pointer + "/" + key,
                        "a policy has no '" + key + "'." + suggestion(key, known));
    }
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
        for (Decision decision : decisions) {
            Node* choice = policy.find(name_of(decision));
            if (choice != nullptr && choice->kind == Node::Kind::text) *choice = named(*choice);
        }
        if (policy.kind != Node::Kind::object || policy.find("name") != nullptr) continue;
        // Nameless combinations are called by what they do: "mdinference", "mdinference+both".
        std::string name;
        for (Decision decision :
             {Decision::control, Decision::select, Decision::place, Decision::preprocess}) {
            const Node* choice = policy.find(name_of(decision));
            const Node* word = choice != nullptr ? choice->find("policy") : nullptr;
            if (word != nullptr) name += (name.empty() ? "" : "+") + word->text;
        }
        policy.set("name", Node(name));
    }
}

bool is_default(const Chosen& chosen, Decision decision) {
    return chosen.entry == nullptr || chosen.entry->name == default_policy(decision);
}

std::vector<Combination> read_policies(const Node& policies, const World& world, Decoder& decoder) {
    std::vector<Combination> combinations;
    if (policies.kind != Node::Kind::list || policies.items.empty()) {
        decoder.problem(policies, "/policies", "expected a list of policies, at least one");
        return combinations;
    }
    const bool has_phone = world.phone && !world.phone->models.list.empty();
    std::set<std::string> names;
    for (size_t i = 0; i < policies.items.size(); ++i) {
        const Node& node = policies.items[i];
        const std::string pointer = "/policies/" + std::to_string(i);
        if (node.kind != Node::Kind::object) {
            decoder.problem(node, pointer, "expected a policy's name or an object");
            continue;
        }
        check_keys(node, pointer, decoder);
        Combination c;
        const Node& name = *node.find("name");
        if (name.kind != Node::Kind::text) {
            decoder.problem(name, pointer + "/name", "expected text, not " + name_of(name.kind));
            continue;
        }
        c.name = name.text;
        if (!names.insert(c.name).second) {
            decoder.problem(
                node, pointer,
                "two policies are called '" + c.name + "'; give one of them another \"name\"");
        }
        c.place = read_choice(node.find("place"), Decision::place, pointer + "/place", decoder);
        c.select = read_choice(node.find("select"), Decision::select, pointer + "/select", decoder);
        if (c.place.entry != nullptr && c.place.entry->name != "cloud" && !has_phone) {
            decoder.problem(*node.find("place"), pointer + "/place",
                            "'" + c.place.entry->name +
                                "' needs a phone with models: add \"phone\": "
                                "{\"profile\": \"phones/pixel2\"}");
        }
        if (const Node* control = node.find("control")) {
            c.control = read_choice(control, Decision::control, pointer + "/control", decoder);
        }
        if (const Node* shrinks = node.find("preprocess")) {
            c.preprocess =
                read_choice(shrinks, Decision::preprocess, pointer + "/preprocess", decoder);
            if (!world.pictures) {
                decoder.problem(*shrinks, pointer + "/preprocess",
                                "nothing is there to preprocess: add \"pictures\": {\"profile\": "
                                "\"pictures/mid_end\"}");
            }
        }
        combinations.push_back(std::move(c));
    }
    return combinations;
}

}  // namespace mdisim
