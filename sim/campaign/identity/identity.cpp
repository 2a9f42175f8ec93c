#include "sim/campaign/identity/identity.hpp"

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/campaign/identity/source_digests.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/canary.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/random.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/made_from.hpp"

namespace mdisim {
namespace {

// A member of Identity, with the words that say that it differs, and its name among the store's
// notes.
struct Fact {
    const char* differs;
    const char* note;
    std::string Identity::*value;
};
constexpr Fact facts[] = {
    {"belongs to another scenario", "scenario", &Identity::scenario},
    {"belongs to the same scenario with other settings", "resolved", &Identity::resolved},
    {"has another layout of random numbers", "layout", &Identity::layout},
    {"was made by another version of the program", "sources", &Identity::sources},
    {"was made by a machine that computes differently", "canary", &Identity::canary}};

// The identity of this program with policies from elsewhere.
Identity identity_with(const std::vector<const PolicyEntry*>& others) {
    Hasher sources;
    sources.absorb(std::string_view(simulation_digest()));
    for (const SourceDigest& policy : policy_digests()) {
        sources.absorb(std::string_view(policy.policy)).absorb(std::string_view(policy.digest));
    }
    for (const PolicyEntry* policy : others) {
        sources.absorb(full_name(*policy)).absorb(identity_of(*policy).digest);
    }
    return {"", "{}", std::to_string(rng_layout), sources.digest().hex(),
            arithmetic_canary().hex()};
}

// The identity without the parts of the scenario that do not affect results: claims, thresholds,
// figures, labels, records, and the published numbers from which blocks were made.
Identity of_results(Identity identity) {
    Node resolved = parse_document(identity.resolved, "");
    for (const char* key : {"claims", "thresholds", "figures", "labels", "records"})
        resolved.erase(key);
    std::vector<Problem> problems;
    take_made_from(resolved, problems);
    identity.resolved = dump(resolved);
    return identity;
}

}  // namespace

Identity identity_of_program() { return identity_with(policies_from_elsewhere()); }

Identity identity_of(const Scenario& scenario) {
    Identity identity = identity_with(policies_from_elsewhere(scenario));
    identity.scenario = scenario.name();
    identity.resolved = dump(scenario.written_out());
    return identity;
}

std::optional<Identity> identity_in(Store& store) {
    const std::map<std::string, std::string> notes = store.notes();
    Identity identity;
    for (const Fact& fact : facts) {
        const auto at = notes.find(fact.note);
        if (at == notes.end()) return std::nullopt;
        identity.*fact.value = at->second;
    }
    return identity;
}

void sign(Store& store, const std::string& file, const Identity& identity) {
    if (const auto known = identity_in(store); known && known->canary != identity.canary) {
        throw UserError({{file, "",
                          "was made by a machine that computes differently from this one; choose "
                          "another folder with --out"}});
    }
    for (const Fact& fact : facts) store.set_note(fact.note, identity.*fact.value);
    store.commit();
}

std::vector<std::string> differences(const Identity& one, const Identity& other) {
    const Identity a = of_results(one);
    const Identity b = of_results(other);
    std::vector<std::string> found;
    for (const Fact& fact : facts) {
        if (a.*fact.value != b.*fact.value) found.push_back(fact.differs);
    }
    // If the names of the scenarios differ, that their settings differ too is not worth saying.
    if (found.size() > 1 && a.scenario != b.scenario && a.resolved != b.resolved) {
        found.erase(found.begin() + 1);
    }
    return found;
}

Scenario scenario_of(const Identity& identity, const std::string& file) {
    return Scenario::from(parse_document(identity.resolved, file), file, identity.scenario);
}

}  // namespace mdisim
