// What tells one state of a policy from another, so that stored runs of one state are not taken for
// runs of another.
//
// A policy of policies/ is identified by a digest of its sources. A policy of another program or of
// a shared library is identified by a digest of that file's bytes, which change whenever it is
// built of other sources; code that the file takes from further shared libraries is not in it. A
// policy whose code is in neither may state what it is made of. If it does not, its runs are not
// stored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/registry.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

enum class IdentifiedBy { sources, program, library, statement, nothing };
std::string_view name_of(IdentifiedBy by);

struct PolicyIdentity {
    IdentifiedBy by = IdentifiedBy::nothing;
    std::string digest{};  // empty if it is identified by nothing
    std::string file{};    // the program or the shared library
};

// The first call for a policy of another program or a shared library reads that file.
PolicyIdentity identity_of(const PolicyEntry& entry);
// Whether each policy of the combination is identified, so that its runs may be stored.
bool are_identified(const Combination& policies);

// The policies of the registry that are not identified by sources, in its order.
std::vector<const PolicyEntry*> policies_from_elsewhere();
// The policies of policies_from_elsewhere() that a cell of the scenario uses.
std::vector<const PolicyEntry*> policies_from_elsewhere(const Scenario& scenario);

}  // namespace mdisim
