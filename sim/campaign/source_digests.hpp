// Digests of the sources that this program was built from. The build writes them
// (scripts/source_digests.cmake).
#pragma once

#include <span>

namespace mdisim {

struct SourceDigest {
    const char* policy;  // "select/modipick"
    const char* digest;
};

// The digest of the folders that make up a run, sim/{describe,engine,measure,decide,world,run}, of
// the reader of recordings, and of what they include.
const char* simulation_digest();
// The digest of each policy's file, together with what it includes beside the simulation.
std::span<const SourceDigest> policy_digests();

}  // namespace mdisim
