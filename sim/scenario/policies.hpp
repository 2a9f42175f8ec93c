// The policies of a scenario. Forms in which they are written:
//
//   "mdinference"                                     select by name, everything else default
//   {"name": "with a copy", "select": "mdinference", "place": "both"}
//   {"select": {"policy": "modipick", "threshold_ms": 50}}
//   {"control": "model_switching"}
//
// A combination has at least one decision. By default it sends requests to the cloud and selects
// the fastest model there.
#pragma once

#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/fill_in.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Writes short forms out in full, so that paths like policies.modipick.select.threshold_ms exist.
void spell_out_policies(Node& document);

// Reads "policies" of a document. Requires that they are spelled out.
std::vector<Combination> read_policies(const Node& document, const World& world, Decoder& decoder);

// Adds to each combination the decisions that have a default, and the defaults of settings.
// Requires policies that were read without a problem. Choices whose policy is on an axis stay as
// they are, since another policy has other settings.
void fill_in_policies(Node& policies, const IsSwept& is_swept);

}  // namespace mdisim
