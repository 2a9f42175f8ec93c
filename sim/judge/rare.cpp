#include "sim/judge/rare.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <variant>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/check.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/math.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/world/network/bandwidth_trace.hpp"

namespace mdisim {
namespace {

std::optional<LeastShare> least_share_of(const Law& law) {
    if (const auto* shifted = std::get_if<Shifted>(&law.kind()))
        return least_share_of(shifted->law.front());
    const auto* measured = std::get_if<Empirical>(&law.kind());
    if (measured == nullptr || !measured->fitted.empty() || measured->tail) return std::nullopt;
    const std::vector<QuantilePoint>& points = measured->points;
    if (!points.empty()) return LeastShare{1 - points[points.size() - 2].share};
    const size_t n = measured->sorted.empty() ? measured->samples.size() : measured->sorted.size();
    return LeastShare{3 / static_cast<double>(n), static_cast<int64_t>(n)};
}

std::optional<LeastShare> least_share_of(const Link& link) {
    if (const auto* latency = std::get_if<LatencyLink>(&link.kind()))
        return latency->family ? std::nullopt : least_share_of(latency->latency);
    return least_share_of(std::get<BandwidthLink>(link.kind()).round_trip);
}

// Of several links, that of the one of which least is known.
std::optional<LeastShare> least_share_of(const StateNetwork& network) {
    std::optional<LeastShare> most;
    for (const NetworkState& state : network.states) {
        const auto one = state.link ? least_share_of(*state.link) : std::nullopt;
        if (one && (!most || one->share > most->share)) most = one;
    }
    return most;
}

// A part's histogram in one replication, or in all, with what one of its values counts.
struct Weighed {
    const Histogram* values;
    double weight;
};

// The quantile of values that count differently, by buckets from the highest down, so that sums of
// what is rare are exact enough.
double quantile_ms(std::span<const Weighed> parts, double share) {
    std::map<size_t, double, std::greater<>> by_bucket;
    double all = 0;
    for (const auto& [values, weight] : parts) {
        const std::span<const uint64_t> counts = values->counts();
        for (size_t i = 0; i < counts.size(); ++i) {
            if (counts[i] > 0)
                by_bucket[values->first_bucket() + i] += weight * static_cast<double>(counts[i]);
        }
        all += weight * static_cast<double>(values->total());
    }
    const double beyond = (1 - share) * all;
    double seen = 0;
    for (const auto& [bucket, count] : by_bucket) {
        seen += count;
        if (seen > beyond) return Histogram::midpoint(bucket).ms();
    }
    return 0;
}

class Parts {
  public:
    Parts(std::span<const DrawnPart> parts, const std::vector<std::vector<Tally>>& tallies)
        : parts_(parts), tallies_(tallies), replications_(tallies.front().size()) {
        ensure(replications_ >= 2, "what is rare is told by two replications at least");
    }

    Interval late() const {
        std::vector<double> shares(replications_);
        for (size_t p = 0; p < parts_.size(); ++p) {
            for (size_t r = 0; r < replications_; ++r) {
                const Tally& tally = tallies_[p][r];
                shares[r] += weight(p) * static_cast<double>(tally.requests - tally.on_time) /
                             static_cast<double>(tally.requests);
            }
        }
        return student_interval(shares, from_zero);
    }

    // By the exact bound of a share of which none was seen, at levels that hold together.
    double unseen() const {
        const double surprise = portable_log(static_cast<double>(parts_.size()) / 0.05);
        double bound = 0;
        for (size_t p = 0; p < parts_.size(); ++p) {
            uint64_t requests = 0;
            uint64_t late = 0;
            for (const Tally& tally : tallies_[p]) {
                requests += tally.requests;
                late += tally.requests - tally.on_time;
            }
            if (late == 0)
                bound += weight(p) * (1 - portable_exp(-surprise / static_cast<double>(requests)));
        }
        return bound;
    }

    Interval latency_ms(double share) const {
        std::vector<Histogram> together(parts_.size());
        std::vector<double> alone;
        for (size_t r = 0; r < replications_; ++r) {
            std::vector<Weighed> of_replication;
            for (size_t p = 0; p < parts_.size(); ++p) {
                const Tally& tally = tallies_[p][r];
                together[p].merge(tally.latencies);
                of_replication.push_back({&tally.latencies, weight_of_one(p)});
            }
            alone.push_back(quantile_ms(of_replication, share));
        }
        std::vector<Weighed> all;
        for (size_t p = 0; p < parts_.size(); ++p) all.push_back({&together[p], weight_of_one(p)});
        return interval_about(quantile_ms(all, share), alone, from_zero);
    }

  private:
    double weight(size_t part) const { return parts_[part].to - parts_[part].from; }
    double weight_of_one(size_t part) const {
        return weight(part) / static_cast<double>(tallies_[part].front().requests);
    }

    std::span<const DrawnPart> parts_;
    const std::vector<std::vector<Tally>>& tallies_;
    size_t replications_;
};

}  // namespace

std::optional<LeastShare> least_share_of(const Network& network) {
    if (const auto* latency = std::get_if<LatencyLink>(&network.kind()))
        return least_share_of(Link(*latency));
    if (const auto* bandwidth = std::get_if<BandwidthLink>(&network.kind()))
        return least_share_of(Link(*bandwidth));
    if (const auto* states = std::get_if<StateNetwork>(&network.kind()))
        return least_share_of(*states);
    const auto* trace = std::get_if<TraceNetwork>(&network.kind());
    return trace == nullptr ? std::nullopt : least_share_of(trace->round_trip);
}

std::vector<DrawnPart> parts_down_to(double rarest) {
    constexpr double nearly = 0.999;  // quotients are rounded
    std::vector<DrawnPart> parts = {{0, 0.9}};
    // Ends are decimal fractions, as somebody would write them into a scenario.
    std::string end = "0.9";
    for (double next = 0.01; next >= rarest * nearly; next /= 10) {
        end += '9';
        parts.push_back({parts.back().to, *real_number(end)});
    }
    parts.push_back({parts.back().to, 1});
    return parts;
}

RareEvents rare_events(std::span<const DrawnPart> parts,
                       const std::vector<std::vector<Tally>>& tallies,
                       std::span<const double> shares) {
    const Parts all(parts, tallies);
    RareEvents events{all.late(), all.unseen()};
    for (double share : shares) events.latencies_ms.push_back(all.latency_ms(share));
    return events;
}

}  // namespace mdisim
