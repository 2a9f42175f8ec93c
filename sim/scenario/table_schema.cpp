#include "sim/scenario/table_schema.hpp"

#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <variant>

#include "sim/scenario/made_from.hpp"
#include "sim/world/models/models.hpp"

namespace mdisim {

namespace json_schema {

Node text(const char* s) { return Node(std::string(s)); }

Node type(const char* name) {
    Node node = Node::object();
    node.set("type", text(name));
    return node;
}

Node constant(Node value) {
    Node node = Node::object();
    node.set("const", std::move(value));
    return node;
}

}  // namespace json_schema

namespace {

using namespace json_schema;

Node with_default(Node node, Node value) {
    node.set("default", std::move(value));
    return node;
}

// Adds what is turned into the list of a pool before the pool is decoded: keys that pick
// models (resolve.hpp), and a file in place of the list.
void add_picks(Node& pool) {
    Node with_file = Node::object();
    with_file.set("required", Node::list()).append(text("file"));
    Node with_list = Node::object();
    with_list.set("required", *pool.find("required"));
    Node& either = pool.set("anyOf", Node::list());
    either.append(std::move(with_list));
    either.append(std::move(with_file));
    pool.erase("required");
    Node names = type("array");
    names.set("items", type("string"));
    Node sets = type("object");
    sets.set("additionalProperties", names);
    Node& properties = *pool.find("properties");
    sets.set("description", text("named sets of models, for only and without"));
    names.set("description", text("keep these models or sets"));
    properties.set("only", names);
    names.set("description", text("leave these models or sets out"));
    properties.set("without", names);
    properties.set("sets", std::move(sets));
}

// The schema of a block that may also name a profile, with keys that replace some of the profile's.
Node or_profile(Node node) {
    Node profile = type("object");
    profile.set("properties", Node::object()).set("profile", type("string"));
    profile.set("required", Node::list()).append(text("profile"));
    Node any = Node::object();
    Node& either = any.set("anyOf", Node::list());
    either.append(std::move(profile));
    either.append(std::move(node));
    return any;
}

}  // namespace

Node TableSchema::object_of(const Object& table) {
    const std::shared_ptr<void> fresh = table.make();
    Node node = type("object");
    node.set("description", Node(table.doc));
    Node& properties = node.set("properties", Node::object());
    Node required = Node::list();
    for (const Field& f : table.fields) {
        Node property = schema_of(f.slot(fresh.get()));
        property.set("description", Node(f.doc));
        Node* items = property.find("items");  // the range of a list is that of its numbers
        Node& ranged = items != nullptr ? *items : property;
        if (std::isfinite(f.low))
            ranged.set(f.open_low ? "exclusiveMinimum" : "minimum", Node(f.low));
        if (std::isfinite(f.high)) ranged.set("maximum", Node(f.high));
        properties.set(f.name, std::move(property));
        if (f.required) required.append(Node(f.name));
    }
    node.set("required", std::move(required));
    node.set("additionalProperties", Node(false));
    return node;
}

Node TableSchema::schema_of(const Slot& slot) {
    return std::visit([this](const auto& kind) { return of(kind); }, slot.kind());
}

Node TableSchema::of(const double* x) { return with_default(type("number"), Node(*x)); }
Node TableSchema::of(const int64_t* x) { return with_default(type("integer"), Node(*x)); }
Node TableSchema::of(const bool* x) { return with_default(type("boolean"), Node(*x)); }
Node TableSchema::of(const std::string*) { return type("string"); }
Node TableSchema::of(const ChoiceSlot& choice) {
    Node names = Node::list();
    for (const std::string& name : *choice.names) names.append(Node(name));
    Node node = Node::object();
    node.set("enum", std::move(names));
    return with_default(std::move(node), Node((*choice.names)[choice.get()]));
}
Node TableSchema::of(const ListSlot& list) {
    Node node = type("array");
    list.grow();
    node.set("items", schema_of(list.at(list.size() - 1)));
    return node;
}
Node TableSchema::of(const OptionalSlot& optional) {
    Node node = Node::object();
    Node& either = node.set("anyOf", Node::list());
    either.append(schema_of(optional.fill()));
    either.append(type("null"));
    return node;
}
Node TableSchema::of(const ObjectSlot& slot) {
    Node object = shared(slot.table, slot.table->name);
    if (slot.table->text_field.empty()) return object;
    Node node = Node::object();
    Node& either = node.set("anyOf", Node::list());
    either.append(std::move(object));
    either.append(type("string"));
    return node;
}
Node TableSchema::of(const OneOfSlot& slot) { return shared(slot.table, slot.table->name); }

template <class Table>
Node TableSchema::shared(const Table* table, const std::string& name) {
    std::string key = name;
    for (int n = 2; known_.contains(key) && known_.at(key) != table; ++n) {
        key = name + std::to_string(n);
    }
    if (!known_.contains(key)) {
        known_[key] = table;
        definitions_.set(key, Node());
        Node whole = or_profile(definition(*table));
        definitions_.set(key, std::move(whole));
    }
    Node node = Node::object();
    node.set("$ref", Node("#/$defs/" + key));
    return node;
}

void TableSchema::add_made_from(Node& block) {
    Node made = object_of(describe(Tag<MadeFrom>{}));
    block.find("properties")->set("made_from", std::move(made));
}

Node TableSchema::definition(const Object& table) {
    Node node = object_of(table);
    add_made_from(node);
    if (&table == &describe(Tag<ModelPool>{})) add_picks(node);
    return node;
}

Node TableSchema::definition(const OneOf& table) {
    Node kinds = Node::list();
    for (const Alternative& a : table.kinds) {
        Node kind = object_of(a.table);
        add_made_from(kind);
        kind.find("properties")->set("kind", constant(Node(a.name)));
        kind.find("required")->append(text("kind"));
        kinds.append(std::move(kind));
    }
    Node node = Node::object();
    node.set("description", Node(table.doc));
    node.set("oneOf", std::move(kinds));
    return node;
}

}  // namespace mdisim
