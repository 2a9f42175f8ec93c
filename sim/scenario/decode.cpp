#include "sim/scenario/decode.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/letters.hpp"
#include "sim/describe/printable.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

std::string_view stem_of(std::string_view name) {
    const std::string_view unit = unit_of(name);
    return unit.empty() ? name : name.substr(0, name.size() - unit.size() - 1);
}

std::string shown(const Node& node) {
    switch (node.kind) {
        case Node::Kind::boolean:
            return node.integer != 0 ? "true" : "false";
        case Node::Kind::text:
            return cut(dump(node), 70);
        case Node::Kind::integer:
        case Node::Kind::number:
            return dump(node);
        default:
            return name_of(node.kind);
    }
}

std::string plain(double x) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, x).ptr;
    return {digits, end};
}

std::string range_of(const Field& f) {
    const bool low = std::isfinite(f.low);
    const bool high = std::isfinite(f.high);
    if (low && high && !f.open_low) return "between " + plain(f.low) + " and " + plain(f.high);
    std::string text;
    if (low) text = (f.open_low ? "above " : "at least ") + plain(f.low);
    if (high) text += (low ? " and at most " : "at most ") + plain(f.high);
    return text;
}

std::vector<std::string_view> names_of(const OneOf& table) {
    std::vector<std::string_view> names;
    for (const Alternative& kind : table.kinds) names.push_back(kind.name);
    return names;
}

}  // namespace

void Decoder::problem(const Node& at, const std::string& pointer, std::string what) {
    problems_.push_back({at.where.text(), pointer, std::move(what)});
}

bool Decoder::expect(const Node& node, Node::Kind kind, const std::string& pointer) {
    if (node.kind == kind) return true;
    problem(node, pointer, "expected " + name_of(kind) + ", not " + shown(node));
    return false;
}

template <class Validate>
void Decoder::validate(const Validate& check, const void* object, const Node& node,
                       const std::string& pointer, size_t trouble_before) {
    if (!check || trouble() != trouble_before) return;
    try {
        check(object);
    } catch (const UserError& error) {
        for (const Problem& p : error.problems()) problem(node, pointer, p.what);
    }
}

void Decoder::decode(const Node& node, const Slot& slot, const std::string& pointer) {
    if (node.broken) {
        ++broken_;
        return;
    }
    std::visit([&](const auto& kind) { read(node, kind, pointer); }, slot.kind());
}

void Decoder::read(const Node& node, double* x, const std::string& pointer) {
    if (node.is_number())
        *x = node.as_number();
    else
        expect(node, Node::Kind::number, pointer);
}

void Decoder::read(const Node& node, int64_t* x, const std::string& pointer) {
    const double value = node.as_number();
    const bool whole = value == std::floor(value) && std::fabs(value) < 9e15;
    if (node.kind == Node::Kind::number && whole)
        *x = static_cast<int64_t>(value);
    else if (expect(node, Node::Kind::integer, pointer))
        *x = node.integer;
}

void Decoder::read(const Node& node, bool* x, const std::string& pointer) {
    if (expect(node, Node::Kind::boolean, pointer)) *x = node.integer != 0;
}

void Decoder::read(const Node& node, std::string* x, const std::string& pointer) {
    if (!expect(node, Node::Kind::text, pointer)) return;
    if (lines_ ? !is_printable(node.text) : !is_one_line(node.text))
        problem(node, pointer, "expected text on one line, without control characters");
    *x = node.text;
}

void Decoder::read(const Node& node, const ChoiceSlot& choice, const std::string& pointer) {
    if (!expect(node, Node::Kind::text, pointer)) return;
    const auto& names = *choice.names;
    const auto at = std::find(names.begin(), names.end(), node.text);
    if (at != names.end()) return choice.set(static_cast<size_t>(at - names.begin()));
    problem(node, pointer,
            "'" + node.text + "' is not one of the choices." +
                suggestion(node.text, {names.begin(), names.end()}));
}

void Decoder::read(const Node& node, const ObjectSlot& slot, const std::string& pointer) {
    if (node.kind == Node::Kind::text && !slot.table->text_field.empty()) {
        for (const Field& field : slot.table->fields) {
            if (field.name == slot.table->text_field)
                decode(node, field.slot(slot.object), pointer);
        }
        return;
    }
    decode_object(node, *slot.table, slot.object, pointer);
}

void Decoder::read(const Node& node, const OptionalSlot& slot, const std::string& pointer) {
    if (node.kind != Node::Kind::null) decode(node, slot.fill(), pointer);
}

void Decoder::read(const Node& node, const ListSlot& list, const std::string& pointer) {
    if (!expect(node, Node::Kind::list, pointer)) return;
    for (const Node& item : node.items) {
        const size_t i = list.size();
        list.grow();
        decode(item, list.at(i), pointer + "/" + std::to_string(i));
    }
}

void Decoder::read(const Node& node, const OneOfSlot& slot, const std::string& pointer) {
    if (!expect(node, Node::Kind::object, pointer)) return;
    const size_t before = trouble();
    const Node* kind = node.find("kind");
    if (kind == nullptr || kind->kind != Node::Kind::text) {
        problem(node, pointer,
                slot.table->name + " needs a \"kind\"." + suggestion("", names_of(*slot.table)));
        return;
    }
    for (const Alternative& alternative : slot.table->kinds) {
        if (alternative.name != kind->text) continue;
        void* object = alternative.choose(slot.object);
        decode_object(node, alternative.table, object, pointer, {"kind"});
        return validate(slot.table->validate, slot.object, node, pointer, before);
    }
    problem(*kind, pointer + "/kind",
            "'" + kind->text + "' is no kind of " + slot.table->name + "." +
                suggestion(kind->text, names_of(*slot.table)));
}

void Decoder::check_range(const Node& node, const Field& field, const std::string& pointer) {
    for (size_t i = 0; i < node.items.size(); ++i) {
        check_range(node.items[i], field, pointer + "/" + std::to_string(i));
    }
    if (!node.is_number()) return;
    const double x = node.as_number();
    const bool fits = x <= field.high && (field.open_low ? x > field.low : x >= field.low);
    if (!fits) {
        problem(node, pointer, "expected a number " + range_of(field) + ", not " + shown(node));
    } else if (warnings_ != nullptr && x != 0 && !(x >= field.usual_low && x <= field.usual_high)) {
        warnings_->push_back({node.where.text(), pointer,
                              "'" + field.name + "' is " + shown(node) + " " + field.usual_hint +
                                  ", which is unusual: " + plain(field.usual_low) + " to " +
                                  plain(field.usual_high) + " is expected"});
    }
}

void Decoder::check_name(const Node& node, const Field& field, const std::string& pointer) {
    const bool blank =
        node.kind == Node::Kind::text && fault_of_name(node.text) == NameFault::blank;
    if (field.name == "name" && blank) problem(node, pointer, "a name has more than blanks");
}

std::string Decoder::unknown_key(const Node& node, size_t member, const Object& table,
                                 const std::vector<std::string_view>& besides,
                                 const std::string& pointer) {
    const std::string& key = node.members[member].first;
    const auto told = [&](const std::string& what) {
        problems_.push_back({node.key_locations[member].text(), pointer, what});
    };
    std::vector<std::string_view> known(besides);
    for (const Field& f : table.fields) {
        known.push_back(f.name);
        if (stem_of(f.name) != stem_of(key) || unit_of(f.name).empty()) continue;
        told("wrong unit: '" + key + "' is given as '" + f.name + "'");
        return f.name;
    }
    told(table.name + " has no '" + key + "'." + suggestion(key, known));
    return std::string(nearest(key, known));
}

void Decoder::decode_object(const Node& node, const Object& table, void* object,
                            const std::string& pointer,
                            const std::vector<std::string_view>& besides) {
    if (!expect(node, Node::Kind::object, pointer)) return;
    const size_t before = trouble();
    std::vector<std::string> meant;  // fields that unknown keys were probably meant to be
    for (size_t i = 0; i < node.members.size(); ++i) {
        const auto& [key, value] = node.members[i];
        const std::string below = pointer + "/" + key;
        const auto field =
            std::find_if(table.fields.begin(), table.fields.end(),
                         [&, &name = key](const Field& f) { return f.name == name; });
        if (field != table.fields.end()) {
            decode(value, field->slot(object), below);
            check_range(value, *field, below);
            check_name(value, *field, below);
        } else if (!contains(besides, key)) {
            constexpr size_t most_told = 100;
            if (meant.size() == most_told) {
                problem(node, pointer, table.name + " has none of the keys that follow either");
                break;
            }
            meant.push_back(unknown_key(node, i, table, besides, below));
        }
    }
    for (const Field& f : table.fields) {
        if (!f.required || node.find(f.name) != nullptr) continue;
        if (contains(meant, f.name)) continue;
        problem(node, pointer, table.name + " needs '" + f.name + "' (" + f.doc + ")");
    }
    validate(table.validate, object, node, pointer, before);
}

Node encode_object(const Object& table, const void* object) {
    Node node = Node::object();
    for (const Field& f : table.fields) node.set(f.name, encode(f.slot(const_cast<void*>(object))));
    return node;
}

namespace {

Node write(const double* x) { return Node(*x); }
Node write(const int64_t* x) { return Node(*x); }
Node write(const bool* x) { return Node(*x); }
Node write(const std::string* x) { return Node(*x); }
Node write(const ChoiceSlot& choice) { return Node((*choice.names)[choice.get()]); }
Node write(const ObjectSlot& slot) { return encode_object(*slot.table, slot.object); }
Node write(const OptionalSlot& slot) { return slot.present() ? encode(slot.fill()) : Node(); }

Node write(const ListSlot& list) {
    Node node = Node::list();
    for (size_t i = 0; i < list.size(); ++i) node.append(encode(list.at(i)));
    return node;
}

Node write(const OneOfSlot& slot) {
    Node node = Node::object();
    for (const Alternative& alternative : slot.table->kinds) {
        const void* held = alternative.held(slot.object);
        if (held == nullptr) continue;
        node.set("kind", Node(alternative.name));
        for (auto& [key, value] : encode_object(alternative.table, held).members) {
            node.set(key, std::move(value));
        }
    }
    return node;
}

}  // namespace

Node encode(const Slot& slot) {
    return std::visit([](const auto& kind) { return write(kind); }, slot.kind());
}

}  // namespace mdisim
