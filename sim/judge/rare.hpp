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
#include <string>
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
// None if the network's law goes on for ever, or if it is a recording.
std::optional<LeastShare> least_share_of(const Network& network);

// What else than one draw makes a network slow, as "its directions are drawn apart"; empty if
// nothing does but the states of phones. Parts of one draw say little of several.
std::string what_else_is_drawn(const Network& network);

// Parts of all draws: nine tenths, nine hundredths, and so on, and at last the rarest share.
// Requires 0 < rarest <= 0.1.
std::vector<DrawnPart> parts_down_to(double rarest);

struct RareEvents {
    Interval late{};    // of all requests, the share that has no answer in time
    double unseen = 0;  // a share that may be late beside, 95 times in 100 at most, since parts
                        // without a late answer have had so few requests
    // Quantiles of the latency of answers. Not-a-number where what is unseen may be more than what
    // lies beyond the quantile.
    std::vector<Interval> latencies_ms{};
};

// tallies: by part and replication. shares: of the quantiles. Requires two replications of every
// part.
RareEvents rare_events(std::span<const DrawnPart> parts,
                       const std::vector<std::vector<Tally>>& tallies,
                       std::span<const double> shares);

}  // namespace mdisim
