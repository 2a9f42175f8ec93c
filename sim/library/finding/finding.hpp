// Joins a search, which asks for numbers, to runs of the settings of a scenario.
#pragma once

#include "sim/campaign/points/point_runs.hpp"
#include "sim/library/finding/asked.hpp"
#include "sim/report/found/findings.hpp"

namespace mdisim {

// Searches for what was asked, by runs. Without the command that runs the best.
Findings findings_of(const SearchAsked& asked, PointRunner& runs);

}  // namespace mdisim
