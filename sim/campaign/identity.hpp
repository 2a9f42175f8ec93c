// The identity of a store: its scenario and the program that computed it. Stores are merged only if
// their identities are the same.
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
    std::string layout;    // of random numbers
    std::string sources;   // digest of the simulation's sources and of all policies'
    std::string canary;    // digest of sample computations of this machine
};

// The identity of this program on this machine, with an empty scenario.
Identity identity_of_program();
// The identity of a scenario run by this program.
Identity identity_of(const Scenario& scenario);

// The identity that is written in a store; none if the store is empty.
std::optional<Identity> identity_in(Store& store);

// Writes the identity into the store. Throws a UserError if the store has another canary.
void sign(Store& store, const std::string& file, const Identity& identity);

// The differences, in words, for which two stores are not merged; empty if there are none.
std::vector<std::string> differences(const Identity& a, const Identity& b);

// The scenario that is written in an identity.
Scenario scenario_of(const Identity& identity, const std::string& file);

}  // namespace mdisim
