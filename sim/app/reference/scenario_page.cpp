#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "sim/app/reference/parts.hpp"
#include "sim/app/reference/reference.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law_fields.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/head.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/records.hpp"
#include "sim/scenario/schema.hpp"
#include "sim/scenario/setting.hpp"

namespace mdisim {
namespace {

constexpr auto top_heading = "settings";
constexpr auto law_heading = "law";

std::string link_to(const std::string& heading) {
    std::string anchor;
    for (const char c : heading) {
        if (c != '.') anchor += c;
    }
    return "[" + prose(heading) + "](#" + anchor + ")";
}

// Lines of text with indented examples: paragraphs, and boxes for what is indented.
std::string with_boxes(const std::string& text) {
    std::string out;
    std::string paragraph;
    std::string example;
    const auto flush = [&] {
        if (!paragraph.empty()) {
            paragraph.pop_back();
            out += prose(paragraph) + "\n\n";
        }
        if (!example.empty()) out += "```json\n" + example + "```\n\n";
        paragraph.clear();
        example.clear();
    };
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        const bool indented = line.starts_with("  ");
        if (indented ? !paragraph.empty() : !example.empty()) flush();
        (indented ? example : paragraph) += (indented ? line.substr(2) : line) + "\n";
    }
    flush();
    return out;
}

std::string keys_of_the_file() {
    std::string text = "\n## Keys of the file\n\n";
    for (const HeadKey& key : head_keys()) {
        text += "**" + code(key.name) + "**: " + prose(sentence(key.doc)) + "\n\n" +
                with_boxes(key.more);
    }
    return text;
}

std::string keys_of_any_block() {
    std::string text = "\n## Keys of any block\n\n" + table_head({"key", "block", "what it is"});
    for (const KeyTopic& topic : key_topics()) {
        const std::string block = topic.blocks.empty() ? "" : topic.blocks.front();
        if (!block.starts_with("any block") && !block.starts_with("a block")) continue;
        text += table_row({code(topic.name), prose(block), prose(topic.doc)});
    }
    return text;
}

// The sections of tables of fields: one for each table, in the order in which blocks stand in each
// other. Laws are one section, whatever their unit is.
class FieldSections {
  public:
    void add(const Object& table, const std::string& heading) {
        if (!is_new(&table, heading)) return;
        std::vector<Inner> inner;
        begin(heading, table.doc);
        text_ += "\n" + rows_of(table, heading, inner);
        add_all(inner);
    }
    void add(const OneOf& table, const std::string& heading) {
        if (!is_new(&table, heading)) return;
        std::vector<Inner> inner;
        begin(heading, table.doc);
        for (const Alternative& kind : table.kinds) {
            text_ += "\n" + code("\"kind\": \"" + kind.name + "\"") + ": " +
                     prose(sentence(kind.doc)) + "\n";
            if (!kind.table.fields.empty()) text_ += "\n" + rows_of(kind.table, heading, inner);
        }
        add_all(inner);
    }
    const std::string& text() const { return text_; }

  private:
    struct Inner {
        const Object* object;  // null if it is the other
        const OneOf* one_of;
        std::string heading;
    };

    bool is_new(const void* table, const std::string& heading) {
        promised_.emplace(table, heading);
        return added_.insert(table).second;
    }
    void begin(const std::string& heading, const std::string& doc) {
        text_ += "\n## " + heading + "\n\n" + prose(sentence(doc)) + "\n";
    }
    void add_all(const std::vector<Inner>& inner) {
        for (const Inner& one : inner) {
            if (one.object != nullptr) {
                add(*one.object, one.heading);
            } else {
                add(*one.one_of, one.heading);
            }
        }
    }

    std::string rows_of(const Object& table, const std::string& heading,
                        std::vector<Inner>& inner) {
        std::string text = table_head({"key", "what it is", "value", "unit", "default"});
        const std::shared_ptr<void> fresh = table.make();
        for (const Field& field : table.fields) {
            const std::string standard = default_cell(field, fresh.get());
            const std::string value = value_of(field, fresh.get(), heading, inner);
            const std::string unit(unit_of(field.name));
            text += table_row(
                {code(field.name), prose(field.doc), value, prose(unit_words(unit)), standard});
        }
        return text;
    }

    // What a field may be. A block inside is a link to its section, which is still to be added.
    std::string value_of(const Field& field, void* fresh, const std::string& heading,
                         std::vector<Inner>& inner) {
        const Slot content = content_of(field, fresh);
        Inner found{nullptr, nullptr, below(heading, field.name)};
        if (const auto* object = std::get_if<ObjectSlot>(&content)) {
            found.object = object->table;
        } else if (const auto* one = std::get_if<OneOfSlot>(&content)) {
            if (unit_of_laws(*one->table) != nullptr) return "a " + link_to(law_heading);
            found.one_of = one->table;
        } else {
            return prose(values_text(field, fresh));
        }
        const void* table = found.object;
        if (table == nullptr) table = found.one_of;
        const auto [known, is_first] = promised_.emplace(table, found.heading);
        if (is_first) inner.push_back(found);
        const std::string link = link_to(known->second);
        const bool is_list = std::holds_alternative<ListSlot>(field.slot(fresh).kind());
        return (is_list ? "a list of " : "") + link;
    }
    static std::string below(const std::string& heading, const std::string& name) {
        return heading == top_heading ? name : heading + "." + name;
    }

    std::map<const void*, std::string> promised_;  // the heading of each table that is linked to
    std::set<const void*> added_;
    std::string text_;
};

}  // namespace

std::string scenario_page() {
    FieldSections sections;
    sections.add(describe(Tag<Setting>{}), top_heading);
    sections.add(describe(Tag<Figure>{}), "figures");
    sections.add(describe(Tag<Records>{}), "records");
    sections.add(describe(Tag<Claim>{}), "claims");
    sections.add(describe(Tag<Check>{}), "checks");
    sections.add(describe_law("ms"), law_heading);
    return page_head("Scenario fields",
                     "A scenario is one JSON file. These are all keys that it can have. "
                     "`mdisim explain KEY` prints the same in a terminal, and "
                     "[scenario.schema.json](../scenario.schema.json) tells it to an editor.") +
           keys_of_the_file() + keys_of_any_block() + sections.text();
}

}  // namespace mdisim
