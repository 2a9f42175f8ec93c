// A batch of one world by columns, before any policy has decided anything.
#pragma once

#include "sim/engine/columns.hpp"
#include "sim/engine/digest.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/tape.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// The requests of a batch, and estimates of the network, which all cells of the world see.
struct DerivedBatch {
    RequestColumns requests{};
    double uplink_ms[column_size] = {};
    double network_ms[column_size] = {};
};

// Derives the tape's current batch. Returns the digest of the draws that the world has read so far.
Digest derive(const ReadyWorld& world, Tape& tape, Derivation& derivation, DerivedBatch& derived);

}  // namespace mdisim
