#include "sim/scenario/files/law_blocks.hpp"

#include <variant>

#include "sim/engine/law_fields.hpp"

namespace mdisim {
namespace {

void each_law_of_fields(const Object& table, void* object, const std::string& pointer,
                        const OnLaw& on_law) {
    for (const Field& field : table.fields) {
        each_law(field.slot(object), pointer + "/" + field.name, on_law);
    }
}

void each_block_of_fields(Node& node, const Object& table, void* object, const std::string& pointer,
                          const OnLawBlock& on_block) {
    for (const Field& field : table.fields) {
        Node* value = node.find(field.name);
        if (value == nullptr) continue;
        each_sample_block(*value, field.slot(object), pointer + "/" + field.name, on_block);
    }
}

bool is_text(const Node* node) { return node != nullptr && node->kind == Node::Kind::text; }

bool is_sample_block(const Node& node) {
    const Node* kind = node.find("kind");
    return is_text(kind) && kind->text == "empirical" && is_text(node.find("file"));
}

}  // namespace

void each_law(const Slot& slot, const std::string& pointer, const OnLaw& on_law) {
    if (const auto* object = std::get_if<ObjectSlot>(&slot.kind())) {
        each_law_of_fields(*object->table, object->object, pointer, on_law);
    } else if (const auto* one = std::get_if<OneOfSlot>(&slot.kind())) {
        if (const std::string* unit = unit_of_laws(*one->table)) {
            on_law(*static_cast<Law*>(one->object), *unit, pointer);
        }
        for (const Alternative& kind : one->table->kinds) {
            void* held = kind.held(one->object);
            if (held != nullptr) each_law_of_fields(kind.table, held, pointer, on_law);
        }
    } else if (const auto* optional = std::get_if<OptionalSlot>(&slot.kind())) {
        if (optional->present()) each_law(optional->fill(), pointer, on_law);
    } else if (const auto* list = std::get_if<ListSlot>(&slot.kind())) {
        for (size_t i = 0; i < list->size(); ++i) {
            const Slot item = list->at(i);
            if (std::holds_alternative<double*>(item.kind())) return;
            each_law(item, pointer + "/" + std::to_string(i), on_law);
        }
    }
}

void each_sample_block(Node& node, const Slot& slot, const std::string& pointer,
                       const OnLawBlock& on_block) {
    if (const auto* object = std::get_if<ObjectSlot>(&slot.kind())) {
        each_block_of_fields(node, *object->table, object->object, pointer, on_block);
    } else if (const auto* one = std::get_if<OneOfSlot>(&slot.kind())) {
        const std::string* unit = unit_of_laws(*one->table);
        if (unit != nullptr && is_sample_block(node)) on_block(node, *unit, pointer);
        for (const Alternative& kind : one->table->kinds) {
            const Node* written = node.find("kind");
            if (!is_text(written) || kind.name != written->text) continue;
            each_block_of_fields(node, kind.table, kind.choose(one->object), pointer, on_block);
            return;
        }
    } else if (const auto* optional = std::get_if<OptionalSlot>(&slot.kind())) {
        each_sample_block(node, optional->fill(), pointer, on_block);
    } else if (const auto* list = std::get_if<ListSlot>(&slot.kind())) {
        for (size_t i = 0; i < node.items.size(); ++i) {
            if (node.items[i].kind != Node::Kind::object) continue;
            list->grow();
            each_sample_block(node.items[i], list->at(list->size() - 1),
                              pointer + "/" + std::to_string(i), on_block);
        }
    }
}

}  // namespace mdisim
