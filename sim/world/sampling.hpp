#pragma once

#include <string>
#include <vector>

#include "sim/describe/field.hpp"

namespace mdisim {

// How the requests of a replication draw what the world does to them: independently of each other,
// or each from a stratum of its own (sim/engine/strata.hpp).
enum class Sampling { independent, stratified };
const std::vector<std::string>& names_of(Tag<Sampling>);

}  // namespace mdisim
