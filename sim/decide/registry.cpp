#include "sim/decide/registry.hpp"

#include <algorithm>
#include <map>

#include "sim/decide/decisions.hpp"
#include "sim/decide/plugin.hpp"
#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

using Key = std::pair<Decision, std::string>;

std::map<Key, PolicyEntry, std::less<>>& entries() {
    static std::map<Key, PolicyEntry, std::less<>> map;
    return map;
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
    Key key{entry.decision, entry.name};
    const auto [at, fresh] = entries().emplace(std::move(key), std::move(entry));
    if (fresh) return;
    const std::string name = full_name(at->second);
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
    std::vector<const PolicyEntry*> list;
    for (const auto& [key, entry] : entries()) list.push_back(&entry);
    return list;
}

const PolicyEntry* find_policy(Decision decision, std::string_view name) {
    const auto at = entries().find(Key{decision, std::string(name)});
    return at == entries().end() ? nullptr : &at->second;
}

}  // namespace mdisim
