#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "sim/app/reference/parts.hpp"
#include "sim/app/reference/reference.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/schema.hpp"

namespace mdisim {
namespace {

// A table of settings, and one of each block among them below it. path: of the block; empty for the
// policy itself.
std::string settings_of(const Object& options, const std::string& path) {
    std::string text = path.empty() ? "" : "\nKeys of " + code(path) + ":\n\n";
    text += table_head({"setting", "what it is", "value", "unit", "default"});
    std::string inside;
    const std::shared_ptr<void> fresh = options.make();
    for (const Field& field : options.fields) {
        const std::string standard = default_cell(field, fresh.get());
        const std::string unit(unit_of(field.name));
        text += table_row({code(field.name), prose(field.doc),
                           prose(values_text(field, fresh.get())), unit_words(unit), standard});
        const Slot content = content_of(field, fresh.get());
        if (const auto* block = std::get_if<ObjectSlot>(&content)) {
            inside +=
                settings_of(*block->table, path.empty() ? field.name : path + "." + field.name);
        }
    }
    return text + inside;
}

std::string notes_on(const PolicyEntry& entry) {
    std::vector<std::string> notes;
    if (entry.title != entry.name)
        notes.push_back("Figures and tables call it " + entry.title + ".");
    if (entry.needs.truth) {
        notes.emplace_back("It knows how long everything takes, as no real policy can.");
    }
    if (entry.needs.learning) notes.emplace_back("It learns from earlier requests.");
    return notes.empty() ? "" : joined(notes, " ") + "\n\n";
}

std::string about(const PolicyEntry& entry) {
    const bool has_settings = !entry.options.fields.empty();
    return "\n### " + std::string(name_of(entry.decision)) + "/" + entry.name + "\n\n" +
           notes_on(entry) + box(entry.doc) + "\n" +
           (has_settings ? settings_of(entry.options, "") : "It has no settings.\n");
}

}  // namespace

std::string policies_page() {
    std::string text = page_head(
        "Policies",
        "A policy decides at one of five points. `mdisim explain NAME` prints one in a terminal. "
        "[How to write your own](../howto/own_policy.md).");
    for (const DecisionPoint& point : decision_points) {
        text += "\n## To " + std::string(point.name) + "\n\n" + prose(point.doc) + "\n";
        for (const PolicyEntry* entry : all_policies()) {
            if (entry->decision == point.decision) text += about(*entry);
        }
    }
    return text;
}

}  // namespace mdisim
