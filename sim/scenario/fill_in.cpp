#include "sim/scenario/fill_in.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/head.hpp"
#include "sim/scenario/policies.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/classes.hpp"

namespace mdisim {
namespace {

bool says_nothing(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return true;
        case Node::Kind::text:
            return node.text.empty();
        case Node::Kind::list:
            return node.items.empty();
        default:
            return false;
    }
}

// A default without the parts that say nothing.
Node without_nothing(Node node) {
    Node kept = Node::object();
    for (auto& [key, value] : node.members) {
        if (!says_nothing(value)) kept.set(key, without_nothing(std::move(value)));
    }
    node.clear();
    for (auto& [key, value] : kept.members) node.set(key, std::move(value));
    return node;
}

// Whether a default is valid in a document. The default of a pool is not, since a pool needs
// models.
bool can_be_read(const Node& value, const Field& field, const Object& table) {
    std::vector<Problem> problems;
    const std::shared_ptr<void> fresh = table.make();
    Decoder(problems).decode(value, field.slot(fresh.get()), "");
    return problems.empty();
}

// Fills defaults into a node. It walks through the node as the decoder does, so that the defaults
// are those of the decoder.
class Filler {
  public:
    explicit Filler(const IsSwept& is_swept) : is_swept_(is_swept) {}

    void fields(Node& node, const Object& table, void* object, const std::string& path) const {
        if (node.kind != Node::Kind::object) return;
        for (const Field& field : table.fields) {
            const Slot slot = field.slot(object);
            const std::string below = path.empty() ? field.name : path + "." + field.name;
            if (Node* written = node.find(field.name)) {
                slot_of(*written, slot, below);
                continue;
            }
            Node value = without_nothing(encode(slot));
            if (says_nothing(value) || is_swept_(below + ".kind")) continue;
            if (can_be_read(value, field, table)) node.set(field.name, std::move(value));
        }
    }

  private:
    void slot_of(Node& node, const Slot& slot, const std::string& path) const {
        if (const auto* object = std::get_if<ObjectSlot>(&slot)) {
            fields(node, *object->table, object->object, path);
        } else if (const auto* one = std::get_if<OneOfSlot>(&slot)) {
            alternative(node, *one, path);
        } else if (const auto* optional = std::get_if<OptionalSlot>(&slot)) {
            if (node.kind != Node::Kind::null) slot_of(node, optional->fill(), path);
        } else if (const auto* list = std::get_if<ListSlot>(&slot)) {
            for (Node& item : node.items) {
                const size_t i = list->size();
                list->grow();
                const Node* name = item.find("name");
                slot_of(item, list->at(i), path + "." + (name != nullptr ? name->text : ""));
            }
        }
    }

    void alternative(Node& node, const OneOfSlot& slot, const std::string& path) const {
        const Node* written = node.find("kind");
        if (written == nullptr || is_swept_(path + ".kind")) return;
        for (const Alternative& kind : slot.table->kinds) {
            if (kind.name != written->text) continue;
            // fields() moves the members of the node, so `written` is not valid after it.
            return fields(node, kind.table, kind.choose(slot.object), path);
        }
    }

    const IsSwept& is_swept_;
};

// Moves a key of the head behind the settings, unless the key is "$schema", "version" or "about".
void move_behind(Node& document, const std::string& key) {
    const Node* found = document.find(key);
    if (found == nullptr || key == "$schema" || key == "version" || key == "about") return;
    Node moved = *found;
    document.erase(key);
    document.set(key, std::move(moved));
}

}  // namespace

void fill_in(Node& node, const Object& table, void* object, const std::string& path,
             const IsSwept& is_swept) {
    Filler(is_swept).fields(node, table, object, path);
}

Node Scenario::filled_in() const {
    Node document = written_out();
    const IsSwept is_swept = [this](const std::string& path) { return grid().sweeps(path); };
    bool timed = false;
    bool own_workloads = false;
    bool logged = size() > 0;  // all points
    bool created = false;      // by a log
    std::set<uint64_t> most;
    for (size_t i = 0; i < size(); ++i) {
        const Point p = point(i);
        timed = timed || p.setting.duration_s || p.world->workloads().ends();
        most.insert(p.most_requests());
        logged = logged && p.setting.world.log;
        created = created || (p.setting.world.log && p.setting.world.log->created);
        own_workloads = own_workloads || have_own_workloads(p.setting.world.classes);
    }
    Setting defaults;
    if (logged) defaults.replications = 1;
    if (!timed && most.size() == 1) defaults.requests = static_cast<int64_t>(*most.begin());
    const bool has_workload = document.find("workload") != nullptr;
    fill_in(document, describe(Tag<Setting>{}), &defaults, "", is_swept);
    // If classes have workloads of their own, or a log has creation times, the scenario has none.
    if ((own_workloads || created) && !has_workload) document.erase("workload");
    fill_in_policies(*document.find("policies"), is_swept);
    for (const HeadKey& key : head_keys()) move_behind(document, key.name);
    return document;
}

}  // namespace mdisim
