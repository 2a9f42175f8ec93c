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

std::string no_such_policy(const std::string& wanted, Decision decision) {
    const std::string point(name_of(decision));
    const std::string what = "there is no policy '" + wanted + "' to " + point;
    for (Decision other : decisions) {
        if (find_policy(other, wanted) == nullptr) continue;
        const std::string where(name_of(other));
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
    const std::string wanted = name != nullptr ? name->text : default_policy(decision);
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

// A choice that stands where a combination of them is expected: {"policy": "modipick", ...}.
void refuse_choice(const Node& node, const Node& policy, const std::string& pointer,
                   Decoder& decoder) {
    Node choice = node;
    for (const char* key : {"name", "preprocess", "place", "select", "control"}) choice.erase(key);
    Decision meant = Decision::select;
    for (Decision decision : decisions) {
        if (find_policy(decision, policy.text) != nullptr) meant = decision;
    }
    decoder.problem(policy, pointer + "/policy",
                    "a policy with settings stands below what it decides: {\"" +
                        std::string(name_of(meant)) + "\": " + dump(choice) + "}");
}

// Whether the keys are those of a combination that decides something. Tells what is wrong.
bool check_keys(const Node& node, const std::string& pointer, Decoder& decoder) {
    if (const Node* policy = node.find("policy")) {
        refuse_choice(node, *policy, pointer, decoder);
        return false;
    }
    std::vector<std::string_view> known = {"name"};
    for (Decision decision : decisions) known.push_back(name_of(decision));
    bool right = true;
    for (const auto& [key, value] : node.members) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        decoder.problem(value, pointer + "/" + key,
                        "a policy has no '" + key + "'." + suggestion(key, known));
        right = false;
    }
    if (std::any_of(std::begin(decisions), std::end(decisions),
                    [&](Decision decision) { return node.find(name_of(decision)) != nullptr; })) {
        return true;
    }
    const std::string& name = node.find("name")->text;
    if (right) {
        decoder.problem(node, pointer,
                        (name.empty() ? std::string("this policy") : "the policy '" + name + "'") +
                            " decides nothing: it needs at least one of \"select\", \"place\", "
                            "\"control\" and \"preprocess\", as in {\"name\": \"" +
                            (name.empty() ? "mine" : name) + "\", \"select\": \"fastest\"}");
    }
    return false;
}

// False where the block is there and wrong, which has been told.
bool was_read(const Node& document, const char* key) {
    const Node* block = document.find(key);
    return block == nullptr || !block->broken;
}

Combination read_combination(const Node& node, const std::string& pointer, const Node& document,
                             const World& world, Decoder& decoder) {
    Combination c;
    c.name = node.find("name")->text;
    c.place = read_choice(node.find("place"), Decision::place, pointer + "/place", decoder);
    c.select = read_choice(node.find("select"), Decision::select, pointer + "/select", decoder);
    const bool has_phone = world.phone && !world.phone->models.list.empty();
    if (c.place.entry != nullptr && c.place.entry->name != "cloud" && !has_phone &&
        was_read(document, "phone")) {
        decoder.problem(*node.find("place"), pointer + "/place",
                        "'" + c.place.entry->name +
                            "' needs a phone with models: add \"phone\": "
                            "{\"profile\": \"phones/pixel2\"}");
    }
    if (const Node* control = node.find("control")) {
        c.control = read_choice(control, Decision::control, pointer + "/control", decoder);
    }
    const Node* shrinks = node.find("preprocess");
    if (shrinks == nullptr) return c;
    c.preprocess = read_choice(shrinks, Decision::preprocess, pointer + "/preprocess", decoder);
    if (!world.pictures && was_read(document, "pictures")) {
        decoder.problem(*shrinks, pointer + "/preprocess",
                        "nothing is there to preprocess: add \"pictures\": {\"profile\": "
                        "\"pictures/mid_end\"}");
    }
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

void fill_in_policies(Node& policies, const IsSwept& is_swept) {
    for (Node& node : policies.items) {
        for (Decision decision : decisions) {
            const std::string point(name_of(decision));
            Node* choice = node.find(point);
            if (choice == nullptr && *default_policy(decision) != 0) {
                choice = &node.set(point, named(Node(std::string(default_policy(decision)))));
            }
            if (choice == nullptr) continue;
            const std::string path = "policies." + node.find("name")->text + "." + point;
            if (is_swept(path) || is_swept(path + ".policy")) continue;
            const PolicyEntry* entry = find_policy(decision, choice->find("policy")->text);
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
