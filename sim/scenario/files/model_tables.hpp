// Reads pools of models from tables.
#pragma once

#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// Completes a pool that has a "file" and its "digest" with the list of the models in it, as a
// scenario would write them. Notes all mistakes of the block and of the file.
void read_pool(Node& pool, const std::string& pointer, std::vector<Problem>& problems);

}  // namespace mdisim
