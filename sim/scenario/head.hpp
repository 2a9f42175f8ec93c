// The head of a scenario file: the keys that are not settings of a point, and the checks of them
// before anything is decoded.
#pragma once

#include <span>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

struct HeadKey {
    const char* name;
    const char* doc;
    const char* more = "";  // sentences and examples, line by line
};
std::span<const HeadKey> head_keys();

// Notes what is wrong with the version and the texts of a file. If nothing is, the document is an
// object.
void check_head(const Node& document, std::vector<Problem>& problems);

// Takes the list of this key out of a document. Returns an empty list if there is none.
Node take_list(Node& document, const char* key, std::vector<Problem>& problems);

}  // namespace mdisim
