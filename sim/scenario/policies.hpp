// How a scenario names policies.
//
//   "mdinference"                                     select by name, everything else default
//   {"name": "with a copy", "select": "mdinference", "place": "both"}
//   {"select": {"policy": "modipick", "threshold_ms": 50}}
//   {"control": "model_switching"}
//
// A combination says at least one decision; where it says nothing, it sends requests to the cloud
// and selects the fastest model there.
#pragma once

#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/fill_in.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Writes short forms out in full, so that paths like policies.modipick.select.threshold_ms lead
// somewhere.
void spell_out_policies(Node& document);

// Reads "policies" of a document. Requires that they are there and spelled out.
std::vector<Combination> read_policies(const Node& document, const World& world, Decoder& decoder);

// Writes out what a combination does not say: the decisions that have a default, and the defaults
// of settings. Requires policies that were read without a problem. Choices whose policy is on an
// axis are left alone: another policy has other settings.
void fill_in_policies(Node& policies, const IsSwept& is_swept);

}  // namespace mdisim
