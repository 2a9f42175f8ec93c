// The numbers that a search asks for, and the intervals that are told, from runs of a setting.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "sim/library/finding/asked.hpp"
#include "sim/library/finding/columns.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/search/question.hpp"

namespace mdisim {

// The tallies of one policy's replications of a setting.
struct PolicyRuns {
    std::vector<Tally> tallies;
    Grading grading;

    // The index of a metric. Throws UserError if this setting does not have it.
    size_t index(const std::string& metric) const;
};
using RunsByPolicy = std::map<std::string, PolicyRuns>;

// The gain of a goal that varies.
double gain_of_axis(const SearchAsked& asked, const AskedGoal& goal, size_t setting);

// The numbers of each replication. A single goal that varies is none of them.
std::vector<Replication> replications_of(const SearchAsked& asked, const RunsByPolicy& runs,
                                         size_t setting);
// Which of these numbers are means over requests. runs: of any setting, without tallies.
std::vector<MeanOfRequests> means_of(const SearchAsked& asked, const RunsByPolicy& runs);

std::vector<Interval> intervals_of(const SearchAsked& asked,
                                   const std::vector<AskedColumn>& columns,
                                   const RunsByPolicy& runs, size_t setting);

}  // namespace mdisim
