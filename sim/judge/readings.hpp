// Chooses the reading of a paper by which claims are judged.
#pragma once

#include <vector>

#include "sim/judge/judge.hpp"

namespace mdisim {

// Changes the verdict of each judgement that depends on the reading: it is reproduced if the claim
// is as expected under the reading that fits most of the other claims of its set. If two readings
// fit equally many of the others, no reading is chosen.
void choose_readings(std::vector<Judgement>& judgements);

}  // namespace mdisim
