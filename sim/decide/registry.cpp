#include "sim/decide/registry.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "sim/decide/decisions.hpp"
#include "sim/decide/plugin.hpp"
#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

using Key = std::pair<Decision, std::string>;

struct Registry {
    std::shared_mutex guard;
    std::map<Key, const PolicyEntry*> entries;
    std::deque<PolicyEntry> registered;  // of entries, those that the registry owns
};

Registry& registry() {
    static Registry all;
    return all;
}

// The names that were taken, while a shared library is loaded; else null.
std::vector<std::string>* taken_names = nullptr;

}  // namespace

Registered::Registered(PolicyEntry entry) {
    if (entry.title.empty()) {
        entry.title = entry.name;
        std::replace(entry.title.begin(), entry.title.end(), '_', ' ');
    }
    entry.registered_at = this;
    const PolicyEntry& kept = registry().registered.emplace_back(std::move(entry));
    if (add_policy(kept)) return;
    const std::string name = full_name(kept);
    if (taken_names != nullptr) {
        taken_names->push_back(name);
        return;
    }
    broken(("two policies are registered as " + name + ": the name is that of policies/" + name +
            ".cpp, and no other file may take it")
               .c_str());
}

std::vector<std::string> taken_while(const std::function<void()>& load) {
    std::vector<std::string> names;
    taken_names = &names;
    load();
    taken_names = nullptr;
    return names;
}

std::string full_name(const PolicyEntry& entry) {
    return std::string(name_of(entry.decision)) + "/" + entry.name;
}

std::vector<const PolicyEntry*> all_policies() {
    const std::shared_lock lock(registry().guard);
    std::vector<const PolicyEntry*> list;
    for (const auto& [key, entry] : registry().entries) list.push_back(entry);
    return list;
}

const PolicyEntry* find_policy(Decision decision, std::string_view name) {
    const std::shared_lock lock(registry().guard);
    const auto at = registry().entries.find(Key{decision, std::string(name)});
    return at == registry().entries.end() ? nullptr : at->second;
}

bool add_policy(const PolicyEntry& entry) {
    const std::unique_lock lock(registry().guard);
    return registry().entries.emplace(Key{entry.decision, entry.name}, &entry).second;
}

void remove_policy(const PolicyEntry& entry) {
    const std::unique_lock lock(registry().guard);
    registry().entries.erase(Key{entry.decision, entry.name});
}

}  // namespace mdisim
