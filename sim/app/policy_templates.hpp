// The policies of docs/examples/ that `mdisim new-policy` begins with. The build writes their texts
// into a source (CMakeLists.txt).
#pragma once

#include <span>

namespace mdisim {

struct PolicyTemplate {
    const char* point;  // the decision point, such as "select"
    const char* name;   // such as "halfway", which is the stem of its file
    const char* text;   // the file
};
std::span<const PolicyTemplate> policy_templates();

}  // namespace mdisim
