// Policies ranked by a metric, as a table.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "sim/judge/ranking.hpp"
#include "sim/metrics/all_pairs.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/tables/plain_table.hpp"

namespace mdisim {

// The rank of a policy: "1", or "2-3" of those that cannot be told apart.
std::string rank_text(const SystemRank& rank);

// labels: of policies for people, by their names. most_points: how many points of a sweep the table
// has, spread over it; its notes say how many there are.
PlainTable ranking_table(const Rankings& rankings, const MetricInfo& metric, TestFamily family,
                         const std::map<std::string, std::string>& labels, size_t most_points);

}  // namespace mdisim
