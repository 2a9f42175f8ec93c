#include "sim/scenario/schema.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/records.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/scenario/table_schema.hpp"

namespace mdisim {
namespace {

using namespace json_schema;

Node choices_schema(TableSchema& tables, Decision decision) {
    Node either = Node::list();
    Node names = Node::list();
    for (const PolicyEntry* entry : all_policies()) {
        if (entry->decision != decision) continue;
        names.append(Node(entry->name));
        Node full = tables.object_of(entry->options);
        full.find("properties")->set("policy", constant(Node(entry->name)));
        full.find("required")->append(text("policy"));
        either.append(std::move(full));
    }
    Node by_name = Node::object();
    by_name.set("enum", std::move(names));
    either.items.insert(either.items.begin(), std::move(by_name));
    Node node = Node::object();
    node.set("anyOf", std::move(either));
    return node;
}

Node policies_schema(TableSchema& tables) {
    Node combination = type("object");
    Node& properties = combination.set("properties", Node::object());
    properties.set("name", type("string"));
    for (const DecisionPoint& point : decision_points) {
        properties.set(std::string(point.name), choices_schema(tables, point.decision));
    }
    combination.set("additionalProperties", Node(false));
    Node item = Node::object();
    Node& either = item.set("anyOf", Node::list());
    either.append(*choices_schema(tables, Decision::select).find("anyOf")->items.begin());
    either.append(std::move(combination));
    Node node = type("array");
    node.set("items", std::move(item));
    node.set("minItems", Node(int64_t{1}));
    return node;
}

Node figures_schema(TableSchema& tables) {
    Node figure = tables.object_of(describe(Tag<Figure>{}));
    add_short_forms(figure);
    Node list = type("array");
    list.set("description", text("figures that are drawn from the results"));
    list.set("items", std::move(figure));
    return list;
}

Node goals_schema(const char* doc) {
    Node size = type("number");
    size.set("exclusiveMinimum", Node(int64_t{0}));
    Node parts = type("object");
    parts.set("additionalProperties", size);
    Node either = Node::object();
    Node& kinds = either.set("anyOf", Node::list());
    kinds.append(std::move(size));
    kinds.append(std::move(parts));
    Node node = type("object");
    node.set("description", text(doc));
    node.set("additionalProperties", std::move(either));
    return node;
}

Node labels_schema() {
    Node values = type("object");
    values.set("additionalProperties", type("string"));
    Node both = type("object");
    Node& members = both.set("properties", Node::object());
    members.set("title", type("string"))
        .set("description", text("title of the axis, with its unit"));
    values.set("description", text("labels of values, by their names in results"));
    members.set("values", std::move(values));
    both.set("additionalProperties", Node(false));
    Node of_axis = Node::object();
    Node& either = of_axis.set("anyOf", Node::list());
    either.append(type("string"));
    either.append(std::move(both));
    Node node = type("object");
    node.set("description", text("labels of axes and of their values in figures and tables"));
    node.set("additionalProperties", std::move(of_axis));
    return node;
}

Node one_or_more(Node item, const char* doc) {
    Node list = type("array");
    list.set("description", text(doc));
    list.set("items", std::move(item));
    list.set("minItems", Node(int64_t{1}));
    return list;
}

Node check_schema(TableSchema& tables) {
    Node check = tables.object_of(describe(Tag<Check>{}));
    Node at = type("object");
    at.set("description", text("the value of each axis at which the number is read"));
    check.find("properties")->set("at", at);
    at.set("description",
           text("the values of axes for the other side, where they differ from 'at'"));
    check.find("properties")->set("against_at", std::move(at));
    Node contrast = type("object");
    contrast.set("description", text("in place of 'policy': {policy: weight}, sum 0"));
    contrast.set("additionalProperties", type("number"));
    check.find("properties")->set("contrast", std::move(contrast));
    Node rival = type("object");
    rival.set("description", text("keys of a check of something else, which must not be as "
                                  "expected: another policy or point, or policies swapped"));
    check.find("properties")->set("rival", std::move(rival));
    return check;
}

// The schema of claims. The keys of a check may be written in the claim, in its checks and in its
// variants.
Node claims_schema(TableSchema& tables) {
    Node check = check_schema(tables);
    check.set("required", Node::list());
    Node claim = tables.object_of(describe(Tag<Claim>{}));
    Node& properties = *claim.find("properties");
    for (const auto& [key, value] : check.find("properties")->members) {
        if (properties.find(key) == nullptr) properties.set(key, value);
    }
    Node variant = check;
    variant.find("required")->append(text("label"));
    properties.set("checks",
                   one_or_more(std::move(check),
                               "checks; each takes the keys that it does not have from the claim"));
    properties.set(
        "variants",
        one_or_more(
            std::move(variant),
            "other readings of the paper; each repeats all checks with the keys that it has"));
    Node list = type("array");
    list.set("description", text("statements of a paper with which results are compared"));
    list.set("items", std::move(claim));
    return list;
}

// The slot of what a slot holds: of an item of a list, or of the content of an optional member.
Slot held_by(Slot slot) {
    for (;;) {
        if (const auto* optional = std::get_if<OptionalSlot>(&slot)) {
            slot = Slot(optional->fill());
        } else if (const auto* list = std::get_if<ListSlot>(&slot)) {
            list->grow();
            slot = Slot(list->at(list->size() - 1));
        } else {
            return slot;
        }
    }
}

}  // namespace

Node scenario_schema() {
    TableSchema tables;
    Node root = tables.object_of(describe(Tag<Setting>{}));
    Node& properties = *root.find("properties");
    properties.set("$schema", type("string"));
    properties.set("version", constant(Node(int64_t{1})));
    properties.set("about", type("string"));
    properties.set("policies", policies_schema(tables));
    properties.set("sweep", Node::object());
    properties.set("figures", figures_schema(tables));
    properties.set("labels", labels_schema());
    properties.set("records", tables.object_of(describe(Tag<Records>{})));
    properties.set("warm_up", constant(Node(std::string("auto"))))
        .set("description", Node(std::string("results say how many requests at the start of runs "
                                             "do not count")));
    properties.set("precision", goals_schema("metrics with half the width that their intervals may "
                                             "have: replications until they are as narrow"));
    properties.set("best", goals_schema("metrics with the difference that matters: replications "
                                        "until the best policy is known"));
    properties.set("claims", claims_schema(tables));
    properties.set(
        "thresholds",
        one_or_more(check_schema(tables),
                    "what results must be; if they are not, mdisim run ends with exit code 3"));
    Node& required = *root.find("required");
    required.append(text("version"));
    required.append(text("policies"));
    Node whole = Node::object();
    whole.set("$schema", text("https://json-schema.org/draft/2020-12/schema"));
    whole.set("title", text("mdisim scenario"));
    for (auto& [key, value] : root.members) whole.set(key, std::move(value));
    whole.set("$defs", tables.take_definitions());
    return whole;
}

Slot content_of(const Field& field, void* fresh) { return held_by(field.slot(fresh)); }

std::string default_text(const Field& field, void* fresh) {
    if (field.required) return "required";
    const Node value = encode(field.slot(fresh));
    if (value.kind == Node::Kind::null || value.kind == Node::Kind::object) return "optional";
    if (value.kind == Node::Kind::list) return "optional";
    if (value.kind == Node::Kind::text && value.text.empty()) return "optional";
    return "default " + (value.kind == Node::Kind::text ? value.text : dump(value));
}

std::string choices_text(const Field& field, void* fresh) {
    const Slot content = content_of(field, fresh);
    const auto* choice = std::get_if<ChoiceSlot>(&content);
    return choice != nullptr ? joined(*choice->names) : "";
}

std::string field_text(const Field& field, void* fresh) {
    const std::string standard = default_text(field, fresh);
    const std::string choices = choices_text(field, fresh);
    return field.doc + " (" + (choices.empty() ? "" : "one of " + choices + "; ") + standard + ")";
}

namespace {

// A text with the fields of a table. The fields of a list's items follow that of the list,
// indented.
std::string fields_text(const Object& table, size_t indent) {
    std::string out;
    const std::shared_ptr<void> fresh = table.make();
    for (const Field& f : table.fields) {
        std::string name = std::string(indent, ' ') + f.name;
        name.resize(std::max<size_t>(24, name.size() + 2), ' ');
        out += name + field_text(f, fresh.get()) + "\n";
        Slot slot = f.slot(fresh.get());
        if (!std::holds_alternative<ListSlot>(slot.kind())) continue;
        const Slot item = held_by(slot);
        if (const auto* inner = std::get_if<ObjectSlot>(&item)) {
            out += fields_text(*inner->table, indent + 2);
        }
    }
    return out;
}

}  // namespace

std::string fields_text(const Object& table) { return fields_text(table, 2); }

}  // namespace mdisim
