// The identity of a store: the scenario of its runs and the program that computed them. Stores are
// merged only if differences() finds none between their identities.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct Identity {
    std::string scenario;  // the scenario's name
    std::string resolved;  // the resolved scenario
    std::string layout;    // number of the layout of random numbers
    std::string sources;   // digest of the simulation's sources and of all policies' identities
    std::string canary;    // digest of sample computations of the machine
};

// The identity of this program on this machine, with an empty scenario and all policies that are
// registered.
Identity identity_of_program();
// The identity of a scenario run by this program. Of policies that are not built in, it has those
// that the scenario uses.
Identity identity_of(const Scenario& scenario);

// The identity that is written in a store; none if there is none, or if a part of it is missing or
// damaged.
std::optional<Identity> identity_in(Store& store);

// Writes the identity into the store. Throws a UserError if the store has another canary.
void sign(Store& store, const std::string& file, const Identity& identity);

// The differences, in words, for which two stores are not merged; empty if they may be merged.
// Parts of the scenarios that do not affect results, such as figures, are not compared.
std::vector<std::string> differences(const Identity& a, const Identity& b);

// The scenario that is written in an identity.
Scenario scenario_of(const Identity& identity, const std::string& file);

}  // namespace mdisim
