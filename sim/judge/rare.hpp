// What happens rarely, such as one answer in a million that is late, from few requests.
//
// The draws of the network's latency are divided into parts: nine tenths of all, the next nine
// hundredths, and so on, the last with the rarest. Each part has as many requests as any other,
// whose tallies are whole numbers as ever; a part's numbers count by how much of all draws it is.
// What is rare for another reason than the network is as rare here as in any other run.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/sampling.hpp"

namespace mdisim {

// The least share of latencies that what was measured says something of: three of the samples, or
// the share beyond the last point but one of a law of points.
struct LeastShare {
    double share = 0;
    int64_t samples = 0;  // 0: the law has points
};
// None if the network's law goes on for ever.
std::optional<LeastShare> least_share_of(const Network& network);

// Parts of all draws, of which the last and smallest is at least `rarest` and less than ten times
// that. Requires 0 < rarest <= 0.1.
std::vector<DrawnPart> parts_down_to(double rarest);

struct RareEvents {
    Interval late{};    // of all requests, the share that has no answer in time
    double unseen = 0;  // a share that may be late beside, 95 times in 100 at most, since parts
                        // without a late answer have had so few requests
    std::vector<Interval> latencies_ms{};  // quantiles of the latency of answers
};

// tallies: by part and replication. shares: of the quantiles. Requires two replications of every
// part.
RareEvents rare_events(std::span<const DrawnPart> parts,
                       const std::vector<std::vector<Tally>>& tallies,
                       std::span<const double> shares);

}  // namespace mdisim
