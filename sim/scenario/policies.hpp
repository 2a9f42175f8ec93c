// How a scenario names policies.
//
//   "mdinference"                                     select by name, everything else default
//   {"name": "with a copy", "select": "mdinference", "place": "both"}
//   {"select": {"policy": "modipick", "threshold_ms": 50}}
//   {"control": "model_switching"}
#pragma once

#include <vector>

#include "sim/scenario/decode.hpp"
#include "sim/world/simulation.hpp"

namespace mdisim {

// Writes short forms out in full, so that paths like policies.modipick.select.threshold_ms lead
// somewhere.
void spell_out_policies(Node& document);

// Whether it is what a combination does that says nothing of the decision.
bool is_default(const Chosen& chosen, Decision decision);

// Needs a document whose policies are spelled out.
std::vector<Combination> read_policies(const Node& policies, const World& world, Decoder& decoder);

}  // namespace mdisim
