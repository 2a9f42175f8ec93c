#include "sim/scenario/keys.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <variant>

#include "sim/decide/registry.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/head.hpp"
#include "sim/scenario/records.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/schema.hpp"
#include "sim/scenario/setting.hpp"

namespace mdisim {
namespace {

// A key that no field table has, since it is read before tables are used.
struct FormKey {
    const char* name;
    const char* block;
    const char* doc;
};
constexpr FormKey form_keys[] = {
    {"kind", "a block with alternatives, such as network, workload or a law",
     "which of the alternatives the block is; the other keys that it may have depend on it"},
    {"profile", "any block of a scenario",
     "the name of a file whose keys the block takes ('mdisim list profiles'); keys beside it "
     "replace those"},
    {"made_from", "any block of a scenario",
     "published numbers to which the block was 'fitted', or which are 'copied' into it; checks of "
     "claims on these numbers are not predictions"},
    {"name", "policies", "the policy's name in results (default: made from its decisions)"},
    {"checks", "claims", "checks; each takes the keys that it does not have from the claim"},
    {"variants", "claims",
     "other readings of the paper; each repeats all checks with the keys that it has"},
    {"policy", "a decision of a policy, such as select",
     "the name of a policy; its settings are written beside it ('mdisim list policies')"}};

std::string inside_text(const Slot& content) {
    if (const auto* object = std::get_if<ObjectSlot>(&content)) return fields_text(*object->table);
    const auto* one = std::get_if<OneOfSlot>(&content);
    return one != nullptr ? kinds_text(*one->table) : "";
}

bool is_head_key(const KeyTopic& topic) {
    const auto keys = head_keys();
    return topic.blocks.empty() && std::any_of(keys.begin(), keys.end(), [&](const HeadKey& key) {
               return topic.name == key.name;
           });
}

// Walks through all field tables, through each table once (laws contain laws).
class KeyWalk {
  public:
    std::vector<KeyTopic> topics() {
        object(describe(Tag<Setting>{}), "");
        object(describe(Tag<Figure>{}), "figures");
        object(describe(Tag<Records>{}), "records");
        object(describe(Tag<Claim>{}), "claims");
        object(describe(Tag<Check>{}), "claims.checks");
        object(describe(Tag<Check>{}), "thresholds");
        for (const PolicyEntry* entry : all_policies()) {
            const std::string policy(name_of(entry->decision));
            object(entry->options, "the settings of " + policy + "/" + entry->name);
        }
        std::vector<KeyTopic> all;
        for (auto& [table, topic] : found_) {
            topic.blocks = blocks_[table];
            unite(all, std::move(topic));
        }
        for (const FormKey& key : form_keys) unite(all, {key.name, {key.block}, key.doc, ""});
        add_from_schema(scenario_schema(), all);
        std::erase_if(all, [](const KeyTopic& topic) { return is_head_key(topic); });
        return all;
    }

  private:
    void object(const Object& table, const std::string& block) {
        std::vector<std::string>& blocks = blocks_[&table];
        const bool known = !blocks.empty();
        blocks.push_back(block);
        if (known) return;
        const std::shared_ptr<void> fresh = table.make();
        for (const Field& field : table.fields) {
            const std::string doc = field_text(field, fresh.get());
            const Slot content = content_of(field, fresh.get());
            found_.push_back({&table, {field.name, {}, doc, inside_text(content)}});
            if (const auto* inner = std::get_if<ObjectSlot>(&content)) {
                object(*inner->table, (block.empty() ? "" : block + ".") + field.name);
            } else if (const auto* one = std::get_if<OneOfSlot>(&content)) {
                alternatives(*one->table);
            }
        }
    }
    void alternatives(const OneOf& table) {
        if (!blocks_[&table].empty()) return;
        blocks_[&table].push_back(table.name);
        for (const Alternative& kind : table.kinds) {
            object(kind.table, table.name + " of kind \"" + kind.name + "\"");
        }
    }

    static void unite(std::vector<KeyTopic>& all, KeyTopic topic) {
        const auto same = std::find_if(all.begin(), all.end(), [&](const KeyTopic& known) {
            return known.name == topic.name && known.doc == topic.doc &&
                   known.inside == topic.inside;
        });
        if (same == all.end()) {
            all.push_back(std::move(topic));
            return;
        }
        for (std::string& block : topic.blocks) {
            const auto at = std::find(same->blocks.begin(), same->blocks.end(), block);
            if (at == same->blocks.end()) same->blocks.push_back(std::move(block));
        }
    }

    // Adds keys that only the schema describes: short forms, and keys that are taken out of the
    // document before its tables are used.
    static void add_from_schema(const Node& schema, std::vector<KeyTopic>& all) {
        if (const Node* properties = schema.find("properties")) {
            for (const auto& [name, property] : properties->members) {
                const Node* doc = property.find("description");
                const bool known =
                    std::any_of(all.begin(), all.end(),
                                [&name = name](const KeyTopic& t) { return t.name == name; });
                if (doc != nullptr && doc->kind == Node::Kind::text && !known) {
                    all.push_back({name, {}, doc->text, ""});
                }
            }
        }
        for (const auto& [key, value] : schema.members) add_from_schema(value, all);
        for (const Node& item : schema.items) add_from_schema(item, all);
    }

    std::vector<std::pair<const void*, KeyTopic>> found_;  // each topic with its field table
    std::map<const void*, std::vector<std::string>> blocks_;
};

}  // namespace

std::vector<KeyTopic> key_topics() { return KeyWalk().topics(); }

std::string kinds_text(const OneOf& table) {
    std::string text;
    for (const Alternative& kind : table.kinds) {
        text += "\n\"kind\": \"" + kind.name + "\"  " + kind.doc + "\n" + fields_text(kind.table);
    }
    return text;
}

}  // namespace mdisim
