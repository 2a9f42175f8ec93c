// Claims that are judged by one reading of a paper.
#pragma once

#include <vector>

#include "sim/judge/judge.hpp"

namespace mdisim {

// For each judgement that depends on the reading: makes it reproduced if it is as expected under
// the reading that fits most of the others of its set. Where two readings fit as many, none is
// chosen.
void choose_readings(std::vector<Judgement>& judgements);

}  // namespace mdisim
