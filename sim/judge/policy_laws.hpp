// The laws that hold for every policy, whatever it decides. A policy that breaks one is mistaken:
// it remembers what it may not, reads what it may not, or answers otherwise when it is asked in
// another way.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

// Cells of one point under several policies, as they were simulated together.
struct LawCase {
    const Point& point;
    const Plan& plan;
    std::span<const Cell> cells;
    std::span<const CellResult> results;
};

struct PolicyLaw {
    const char* says;
    // Sentences that begin with the name of the policy that breaks the law.
    std::vector<std::string> (*broken)(const LawCase&);
};
std::span<const PolicyLaw> laws_of_policies();

// Computes the scenario with one thread, with two, and in two shards, and returns the cells whose
// numbers differ. The policies of shards that are not stored are left out.
std::vector<std::string> unlike_campaigns(const Scenario& scenario);

}  // namespace mdisim
