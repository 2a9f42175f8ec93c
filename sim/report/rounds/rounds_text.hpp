// How many replications it took until results were as precise as the scenario asks, in words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/campaign/rounds/found.hpp"

namespace mdisim {

// A sentence, such as "precise enough after 40 replications; looked at after 20, 30 and 40", or one
// that says what is not, and how many more requests would do.
std::string sentence_of(const Rounds& rounds);

// A sentence that says how many requests at the start of each replication do not count.
std::string warm_up_sentence(int64_t requests);

// Both sentences, as far as results decided; empty if they did not.
std::string sentence_of(const Replicated& made);

// sentence_of(), and for each race a line that says who may be the best, for a terminal.
std::string rounds_text(const Rounds& rounds, size_t width);

}  // namespace mdisim
