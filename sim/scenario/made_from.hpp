// The published numbers from which the numbers of a world were made: "made_from" in a block.
#pragma once

#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// A published number is called by its paper, its place there and what it is: "MDInference, Table
// IV, university, reliance of static latency". Without the last parts, all numbers there are meant.
struct MadeFrom {
    std::vector<std::string> fitted;  // what a block's numbers were chosen to reproduce
    std::vector<std::string> copied;  // what a block's numbers are
};
const Object& describe(Tag<MadeFrom>);

// Takes "made_from" out of a document, at any depth, and returns all of them in one.
MadeFrom take_made_from(Node& document, std::vector<Problem>& problems);

}  // namespace mdisim
