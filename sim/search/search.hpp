// Finds the best of many settings by as few replications as it takes to be honest about it.
//
// Contract: settings are compared replication by replication, on common random numbers. The search
// decides by replications [0, n) alone; how good the best is, and where it may be, is then told by
// replications [n, 2n), which it has not seen: of many settings that are equally good, the one that
// looks best looks better than it is. The same question with the same numbers has the same answer.
#pragma once

#include "sim/search/answer.hpp"
#include "sim/search/question.hpp"

namespace mdisim {

// Requires one goal: a measured one, or one that is known beforehand, with a target.
SearchAnswer find_best(const Question& question, const Ask& ask);

// Requires two goals, both among the numbers of a replication. Looks at every setting.
ParetoFront find_front(const Question& question, const Ask& ask);

}  // namespace mdisim
