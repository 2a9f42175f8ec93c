// Prints the policies of one results folder, ranked: what `compare --in` does with other than two.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/judge/ledger.hpp"

namespace mdisim {

// policies: those that are ranked, by their names in the ledger; if there are none, all of the
// ledger but those in `knowing`, which know the truth. Returns the exit code.
int print_ranking(const Ledger& ledger, const std::vector<std::string>& policies,
                  const std::set<std::string>& knowing,
                  const std::map<std::string, std::string>& labels, const Arguments& arguments);

}  // namespace mdisim
