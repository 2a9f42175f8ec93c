# Writes OUT, a C++ file with a digest of the simulation's sources and one of each policy's.
# Included by the build; a change of any of them recomputes exactly the results it touches.
# ROOMS: the folders of sim/ that the simulation is made of.
list(TRANSFORM ROOMS REPLACE "(.+)" "${ROOT}/sim/\\1/*.?pp" OUTPUT_VARIABLE patterns)
file(GLOB_RECURSE simulation RELATIVE ${ROOT} ${patterns})
file(GLOB_RECURSE policies RELATIVE ${ROOT} ${ROOT}/policies/*.cpp)
list(SORT simulation)
list(SORT policies)

set(all "")
foreach(file IN LISTS simulation)
    file(SHA256 ${ROOT}/${file} digest)
    string(APPEND all "${file} ${digest}\n")
endforeach()
string(SHA256 whole "${all}")

set(rows "")
foreach(file IN LISTS policies)
    file(SHA256 ${ROOT}/${file} digest)
    string(REGEX REPLACE "^policies/(.*)\\.cpp$" "\\1" name ${file})
    string(APPEND rows "    {\"${name}\", \"${digest}\"},\n")
endforeach()

file(WRITE ${OUT}
"#include \"sim/campaign/source_digests.hpp\"

namespace mdisim {
namespace {
constexpr SourceDigest policies[] = {
${rows}};
}  // namespace

const char* simulation_digest() { return \"${whole}\"; }
std::span<const SourceDigest> policy_digests() { return policies; }
}  // namespace mdisim
")
