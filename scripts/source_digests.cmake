# Writes OUT, a C++ file with a digest of the simulation's sources and one of each policy's.
# Included by the build; a change of any of them recomputes exactly the results it touches.
# ROOT: the folder of sim/ and policies/. ROOMS: the folders of sim/ that the simulation is made of.
# READERS: the headers of what reads its recordings, in another folder.
# INTERFACE: the folders of the headers that policies are written with. Beside OUT, a digest of these
# is written for plug-ins into include/mdisim/interface.hpp.

cmake_minimum_required(VERSION 3.22)

# Sets OUT_VARIABLE to the files given and all that they include from ROOT, and so on; a header
# brings the .cpp of its stem along. What is in the list EXCEPT is left out, with what it includes.
function(find_sources OUT_VARIABLE EXCEPT)
    set(found "")
    set(left ${ARGN})
    while(left)
        list(POP_FRONT left file)
        if(file IN_LIST found OR file IN_LIST ${EXCEPT} OR NOT EXISTS ${ROOT}/${file})
            continue()
        endif()
        list(APPEND found ${file})
        file(STRINGS ${ROOT}/${file} lines REGEX "^ *# *include *\"")
        foreach(line IN LISTS lines)
            string(REGEX REPLACE "^[^\"]*\"([^\"]+)\".*" "\\1" included "${line}")
            list(APPEND left ${included})
        endforeach()
        if(file MATCHES "\\.hpp$")
            string(REGEX REPLACE "hpp$" "cpp" body ${file})
            list(APPEND left ${body})
        endif()
    endwhile()
    list(SORT found)
    set(${OUT_VARIABLE} ${found} PARENT_SCOPE)
endfunction()

# Sets OUT_VARIABLE to a digest of the names and contents of the files given.
function(digest_sources OUT_VARIABLE)
    set(all "")
    foreach(file IN LISTS ARGN)
        file(SHA256 ${ROOT}/${file} digest)
        string(APPEND all "${file} ${digest}\n")
    endforeach()
    string(SHA256 whole "${all}")
    set(${OUT_VARIABLE} ${whole} PARENT_SCOPE)
endfunction()

list(TRANSFORM ROOMS REPLACE "(.+)" "${ROOT}/sim/\\1/*.?pp" OUTPUT_VARIABLE patterns)
file(GLOB_RECURSE rooms RELATIVE ${ROOT} ${patterns})
set(nothing "")
find_sources(simulation nothing ${rooms} ${READERS})
digest_sources(whole ${simulation})

file(GLOB_RECURSE policies RELATIVE ${ROOT} ${ROOT}/policies/*.cpp)
list(FILTER policies EXCLUDE REGEX "^policies/parts/")
list(SORT policies)
set(rows "")
foreach(policy IN LISTS policies)
    find_sources(sources simulation ${policy})
    digest_sources(digest ${sources})
    string(REGEX REPLACE "^policies/(.*)\\.cpp$" "\\1" name ${policy})
    string(APPEND rows "    {\"${name}\", \"${digest}\"},\n")
endforeach()

list(TRANSFORM INTERFACE REPLACE "(.+)" "${ROOT}/\\1/*.hpp" OUTPUT_VARIABLE patterns)
set(headers "")
if(patterns)
    file(GLOB headers RELATIVE ${ROOT} ${patterns})
    list(SORT headers)
endif()
digest_sources(interface ${headers})
string(SUBSTRING ${interface} 0 32 interface)
cmake_path(GET OUT PARENT_PATH beside)
file(WRITE ${beside}/include/mdisim/interface.hpp
"// The interface between mdisim and policies that are built apart from it: a digest of the headers
// that policies are written with (sim/decide/plugin.hpp). The build writes this file.
#pragma once

#define MDISIM_INTERFACE \"${interface}\"
")

file(WRITE ${OUT}
"#include \"sim/campaign/identity/source_digests.hpp\"

namespace mdisim {
namespace {
constexpr SourceDigest policies[] = {
${rows}};
}  // namespace

const char* simulation_digest() { return \"${whole}\"; }
const char* interface_digest() { return \"${interface}\"; }
std::span<const SourceDigest> policy_digests() { return policies; }
}  // namespace mdisim
")
