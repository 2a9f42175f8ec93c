// Which sources this program was built from (written by the build, scripts/source_digests.cmake).
#pragma once

#include <span>

namespace mdisim {

struct SourceDigest {
    const char* policy;  // "select/modipick"
    const char* digest;
};

// Of the rooms a run is made of, sim/{describe,engine,measure,decide,world,run}, of what reads
// recordings for it, and of what they include.
const char* simulation_digest();
// One for each file of a policy: of it and of what it includes that is no part of the simulation.
std::span<const SourceDigest> policy_digests();

}  // namespace mdisim
