#include "sim/campaign/identity/policy_identity.hpp"

#include <dlfcn.h>
#include <sys/auxv.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "sim/campaign/identity/digest_of_file.hpp"
#include "sim/campaign/identity/source_digests.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {
namespace {

constexpr auto running_program = "/proc/self/exe";

// The address at which the program or shared library around an address begins; null if there is
// none around it, as around memory that was allocated.
const void* object_around(const void* address, std::string& file) {
    Dl_info info{};
    if (address == nullptr || dladdr(address, &info) == 0) return nullptr;
    file = info.dli_fname;
    return info.dli_fbase;
}

const void* program_object() {
    std::string file;
    return object_around(reinterpret_cast<const void*>(getauxval(AT_PHDR)), file);
}

PolicyIdentity identity_in_file(IdentifiedBy by, const std::string& file) {
    try {
        const std::string digest = digest_of_file(file);
        std::error_code error;
        return {by, digest, std::filesystem::canonical(file, error).string()};
    } catch (const UserError&) {
        return {};  // the file is gone, so nobody knows what was loaded of it
    }
}

// The identity of what is registered at an address. Each file is read once.
PolicyIdentity identity_at(const void* address) {
    static std::mutex guard;
    static std::map<const void*, PolicyIdentity> known;
    std::string file;
    const void* object = object_around(address, file);
    if (object == nullptr) return {};
    const std::lock_guard lock(guard);
    const auto at = known.find(object);
    if (at != known.end()) return at->second;
    const PolicyIdentity identity = object == program_object()
                                        ? identity_in_file(IdentifiedBy::program, running_program)
                                        : identity_in_file(IdentifiedBy::library, file);
    return known.emplace(object, identity).first->second;
}

std::optional<std::string> source_digest_of(const PolicyEntry& entry) {
    const std::string name = full_name(entry);
    for (const SourceDigest& known : policy_digests()) {
        if (known.policy == name) return known.digest;
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(IdentifiedBy by) {
    constexpr auto names =
        std::to_array<std::string_view>({"sources", "program", "library", "statement", "nothing"});
    return names[static_cast<size_t>(by)];
}

PolicyIdentity identity_of(const PolicyEntry& entry) {
    if (entry.stated) {
        return {IdentifiedBy::statement, Hasher().absorb(*entry.stated).digest().hex()};
    }
    if (auto digest = source_digest_of(entry)) return {IdentifiedBy::sources, std::move(*digest)};
    return identity_at(entry.registered_at);
}

bool are_identified(const Combination& policies) {
    return std::all_of(decision_points.begin(), decision_points.end(),
                       [&](const DecisionPoint& point) {
                           const Chosen& chosen = policies[point.decision];
                           return !chosen || identity_of(*chosen.entry).by != IdentifiedBy::nothing;
                       });
}

std::vector<const PolicyEntry*> policies_from_elsewhere() {
    std::vector<const PolicyEntry*> found = all_policies();
    std::erase_if(found, [](const PolicyEntry* entry) {
        return !entry->stated && source_digest_of(*entry).has_value();
    });
    return found;
}

std::vector<const PolicyEntry*> policies_from_elsewhere(const Scenario& scenario) {
    std::vector<const PolicyEntry*> found = policies_from_elsewhere();
    if (found.empty()) return found;
    std::set<const PolicyEntry*> used;
    for (size_t i = 0; i < scenario.size(); ++i) {
        for (const Combination& policies : scenario.point(i).policies) {
            for (const DecisionPoint& at : decision_points)
                used.insert(policies[at.decision].entry);
        }
    }
    std::erase_if(found, [&](const PolicyEntry* entry) { return !used.contains(entry); });
    return found;
}

}  // namespace mdisim
