// What a store is of and what made it, so that only like is united with like.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct Identity {
    std::string scenario;  // its name
    std::string resolved;  // everything it says
    std::string layout;    // of random numbers, and of results
    std::string sources;   // of the simulation and of all policies
    std::string canary;    // how the machine calculates
};

// Of whatever this program runs on this machine: a scenario that says nothing.
Identity identity_of_program();
// Of a scenario run by it.
Identity identity_of(const Scenario& scenario);

// None of a store in which nothing was written down yet.
std::optional<Identity> identity_in(Store& store);

// Writes it into the store. Refuses, with a UserError, one that another kind of machine computed.
void sign(Store& store, const std::string& file, const Identity& identity);

// In words, what keeps two from being united; empty when nothing does.
std::vector<std::string> differences(const Identity& a, const Identity& b);

// The scenario as the store has it.
Scenario scenario_of(const Identity& identity, const std::string& file);

}  // namespace mdisim
