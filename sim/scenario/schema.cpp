#include "sim/scenario/schema.hpp"

#include <cmath>

#include "sim/decide/registry.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/decode.hpp"

namespace mdisim {
namespace {

Node text(const char* s) { return Node(std::string(s)); }

Node type(const char* name) {
    Node node = Node::object();
    node.set("type", text(name));
    return node;
}

class Schema {
  public:
    Node build() {
        Node root = object_of(describe(Tag<Setting>{}), describe(Tag<Setting>{}).make());
        Node& properties = *root.find("properties");
        properties.set("$schema", type("string"));
        properties.set("version", constant(Node(int64_t{1})));
        properties.set("about", type("string"));
        properties.set("policies", policies());
        properties.set("sweep", Node::object());
        properties.set("figures", figures());
        properties.set("labels", labels());
        properties.set("records",
                       object_of(describe(Tag<Records>{}), describe(Tag<Records>{}).make()));
        properties.set("claims", claims());
        properties.set("thresholds",
                       list_of(check(), "what results must be; mdisim run ends with 3 otherwise"));
        Node& required = *root.find("required");
        required.append(text("version"));
        required.append(text("policies"));
        Node whole = Node::object();
        whole.set("$schema", text("https://json-schema.org/draft/2020-12/schema"));
        whole.set("title", text("mdisim scenario"));
        for (auto& [key, value] : root.members) whole.set(key, std::move(value));
        whole.set("$defs", std::move(definitions_));
        return whole;
    }

  private:
    static Node constant(Node value) {
        Node node = Node::object();
        node.set("const", std::move(value));
        return node;
    }

    Node object_of(const Object& table, const std::shared_ptr<void>& fresh) {
        Node node = type("object");
        node.set("description", Node(table.doc));
        Node& properties = node.set("properties", Node::object());
        Node required = Node::list();
        for (const Field& f : table.fields) {
            Node property = schema_of(f.slot(fresh.get()));
            property.set("description", Node(f.doc));
            Node* items = property.find("items");  // a range of a list is of each number in it
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

    Node schema_of(const Slot& slot) {
        return std::visit([this](const auto& kind) { return of(kind); }, slot.kind());
    }

    Node of(const double* x) { return with_default(type("number"), Node(*x)); }
    Node of(const int64_t* x) { return with_default(type("integer"), Node(*x)); }
    Node of(const bool* x) { return with_default(type("boolean"), Node(*x)); }
    Node of(const std::string*) { return type("string"); }
    Node of(const ChoiceSlot& choice) {
        Node names = Node::list();
        for (const std::string& name : *choice.names) names.append(Node(name));
        Node node = Node::object();
        node.set("enum", std::move(names));
        return with_default(std::move(node), Node((*choice.names)[choice.get()]));
    }
    Node of(const ListSlot& list) {
        Node node = type("array");
        list.grow();
        node.set("items", schema_of(list.at(list.size() - 1)));
        return node;
    }
    Node of(const OptionalSlot& optional) {
        Node node = Node::object();
        Node& either = node.set("anyOf", Node::list());
        either.append(schema_of(optional.fill()));
        either.append(type("null"));
        return node;
    }
    Node of(const ObjectSlot& slot) { return shared(slot.table, slot.table->name); }
    Node of(const OneOfSlot& slot) { return shared(slot.table, slot.table->name); }

    static Node with_default(Node node, Node value) {
        node.set("default", std::move(value));
        return node;
    }

    // Tables are defined once and referred to: laws contain laws.
    template <class Table>
    Node shared(const Table* table, const std::string& name) {
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

    Node definition(const Object& table) {
        Node node = object_of(table, table.make());
        if (&table == &describe(Tag<ModelPool>{})) add_picks(node);
        return node;
    }

    // What is turned into a pool's list before it is decoded (resolve.hpp).
    static void add_picks(Node& pool) {
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
    Node definition(const OneOf& table) {
        Node kinds = Node::list();
        for (const Alternative& a : table.kinds) {
            Node kind = object_of(a.table, a.table.make());
            kind.find("properties")->set("kind", constant(Node(a.name)));
            kind.find("required")->append(text("kind"));
            kinds.append(std::move(kind));
        }
        Node node = Node::object();
        node.set("description", Node(table.doc));
        node.set("oneOf", std::move(kinds));
        return node;
    }

    // Any block may instead name a profile and lay keys over it.
    static Node or_profile(Node node) {
        Node profile = type("object");
        profile.set("properties", Node::object()).set("profile", type("string"));
        profile.set("required", Node::list()).append(text("profile"));
        Node any = Node::object();
        Node& either = any.set("anyOf", Node::list());
        either.append(std::move(profile));
        either.append(std::move(node));
        return any;
    }

    Node choices(Decision decision) {
        Node either = Node::list();
        Node names = Node::list();
        for (const PolicyEntry* entry : all_policies()) {
            if (entry->decision != decision) continue;
            names.append(Node(entry->name));
            Node full = object_of(entry->options, entry->options.make());
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

    Node policies() {
        Node combination = type("object");
        Node& properties = combination.set("properties", Node::object());
        properties.set("name", type("string"));
        properties.set("preprocess", choices(Decision::preprocess));
        properties.set("place", choices(Decision::place));
        properties.set("select", choices(Decision::select));
        properties.set("control", choices(Decision::control));
        combination.set("additionalProperties", Node(false));
        Node item = Node::object();
        Node& either = item.set("anyOf", Node::list());
        either.append(*choices(Decision::select).find("anyOf")->items.begin());
        either.append(std::move(combination));
        Node node = type("array");
        node.set("items", std::move(item));
        node.set("minItems", Node(int64_t{1}));
        return node;
    }

    Node figures() {
        Node figure = object_of(describe(Tag<Figure>{}), describe(Tag<Figure>{}).make());
        add_short_forms(figure);
        Node list = type("array");
        list.set("description", text("what is drawn from the results"));
        list.set("items", std::move(figure));
        return list;
    }

    static Node labels() {
        Node values = type("object");
        values.set("additionalProperties", type("string"));
        Node both = type("object");
        Node& members = both.set("properties", Node::object());
        members.set("title", type("string")).set("description", text("of the axis, with its unit"));
        values.set("description", text("by the value as results have it"));
        members.set("values", std::move(values));
        both.set("additionalProperties", Node(false));
        Node of_axis = Node::object();
        Node& either = of_axis.set("anyOf", Node::list());
        either.append(type("string"));
        either.append(std::move(both));
        Node node = type("object");
        node.set("description", text("what figures call axes and the values on them"));
        node.set("additionalProperties", std::move(of_axis));
        return node;
    }

    static Node list_of(Node item, const char* doc) {
        Node list = type("array");
        list.set("description", text(doc));
        list.set("items", std::move(item));
        list.set("minItems", Node(int64_t{1}));
        return list;
    }

    Node check() {
        Node check = object_of(describe(Tag<Check>{}), describe(Tag<Check>{}).make());
        Node at = type("object");
        at.set("description", text("where on each axis the number is read"));
        check.find("properties")->set("at", at);
        at.set("description", text("where the other side is read, laid over 'at'"));
        check.find("properties")->set("against_at", std::move(at));
        Node contrast = type("object");
        contrast.set("description", text("in place of 'policy': {policy: weight}, sum 0"));
        contrast.set("additionalProperties", type("number"));
        check.find("properties")->set("contrast", std::move(contrast));
        return check;
    }

    // Keys of a check may stand in a claim, in one of its checks or in a variant.
    Node claims() {
        Node check = this->check();
        check.set("required", Node::list());
        Node claim = object_of(describe(Tag<Claim>{}), describe(Tag<Claim>{}).make());
        Node& properties = *claim.find("properties");
        for (const auto& [key, value] : check.find("properties")->members) {
            if (properties.find(key) == nullptr) properties.set(key, value);
        }
        Node variant = check;
        variant.find("required")->append(text("label"));
        properties.set("checks", list_of(std::move(check), "laid over the claim, one by one"));
        properties.set("variants", list_of(std::move(variant), "other readings, laid over all"));
        Node list = type("array");
        list.set("description", text("what a paper states that the results are held against"));
        list.set("items", std::move(claim));
        return list;
    }

    Node definitions_ = Node::object();
    std::map<std::string, const void*> known_;
};

// What a field holds: of a list, of each of its items; of an optional one, where it is there.
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

std::string default_text(const Field& field, void* fresh) {
    if (field.required) return "required";
    const Node value = encode(field.slot(fresh));
    if (value.kind == Node::Kind::null || value.kind == Node::Kind::object) return "optional";
    if (value.kind == Node::Kind::list) return "optional";
    if (value.kind == Node::Kind::text && value.text.empty()) return "optional";
    return "default " + (value.kind == Node::Kind::text ? value.text : dump(value));
}

}  // namespace

Node scenario_schema() { return Schema().build(); }

Slot content_of(const Field& field, void* fresh) { return held_by(field.slot(fresh)); }

std::string field_told(const Field& field, void* fresh) {
    const std::string standard = default_text(field, fresh);
    std::string choices;
    const Slot content = content_of(field, fresh);
    if (const auto* choice = std::get_if<ChoiceSlot>(&content)) {
        for (const std::string& name : *choice->names) {
            choices += (choices.empty() ? "one of " : ", ") + name;
        }
        choices += "; ";
    }
    return field.doc + " (" + choices + standard + ")";
}

namespace {

// What a list holds is explained below it.
std::string fields_text(const Object& table, size_t indent) {
    std::string out;
    const std::shared_ptr<void> fresh = table.make();
    for (const Field& f : table.fields) {
        std::string name = std::string(indent, ' ') + f.name;
        name.resize(std::max<size_t>(24, name.size() + 1), ' ');
        out += name + field_told(f, fresh.get()) + "\n";
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
