// Digests of the sources that this program was built from. The build writes them
// (scripts/source_digests.cmake).
#pragma once

#include <span>

namespace mdisim {

struct SourceDigest {
    const char* policy;  // name of the policy, such as "select/modipick"
    const char* digest;
};

// The digest of the folders that make up a run, sim/{describe,engine,measure,decide,world,run}, of
// the reader of recordings, and of the sources that these include.
const char* simulation_digest();
// The digest of the headers that policies are written with, which plug-ins name
// (sim/decide/plugin.hpp).
const char* interface_digest();
// The digests of all policies. Each is of the policy's file and of the sources outside the
// simulation that the file includes.
std::span<const SourceDigest> policy_digests();

}  // namespace mdisim
