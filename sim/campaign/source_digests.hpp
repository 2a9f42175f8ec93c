// Which sources this program was built from (written by the build, scripts/source_digests.cmake).
#pragma once

#include <span>

namespace mdisim {

struct SourceDigest {
    const char* policy;  // "select/modipick"
    const char* digest;
};

const char* simulation_digest();  // of sim/{describe,engine,measure,decide,world}
std::span<const SourceDigest> policy_digests();

}  // namespace mdisim
