#include "sim/judge/rare.hpp"

#include <algorithm>
#include <cmath>
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
#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {
namespace {

std::optional<LeastShare> least_share_of(const Law& law);

// Of points, those at the end that add nothing do not count.
LeastShare least_share_of_points(const std::vector<QuantilePoint>& points) {
    double share = 0;
    for (const QuantilePoint& point : points) {
        if (point.share < 1) share = point.share;
    }
    return {1 - share};
}

// Of several laws, that of which least is known, if all of them end.
std::optional<LeastShare> least_share_of(const Mixture& mixture) {
    LeastShare least;
    for (const Part& part : mixture.parts) {
        const auto one = least_share_of(part.law);
        if (part.weight > 0 && !one) return std::nullopt;
        if (part.weight > 0 && one->share > least.share) least = *one;
    }
    return least;
}

std::optional<LeastShare> least_share_of(const Law& law) {
    if (const auto* shifted = std::get_if<Shifted>(&law.kind()))
        return least_share_of(shifted->law.front());
    if (const auto* mixture = std::get_if<Mixture>(&law.kind())) return least_share_of(*mixture);
    const auto* measured = std::get_if<Empirical>(&law.kind());
    if (measured == nullptr || !measured->fitted.empty() || measured->tail) return std::nullopt;
    if (!measured->points.empty()) return least_share_of_points(measured->points);
    const size_t n = measured->sorted.empty() ? measured->samples.size() : measured->sorted.size();
    return LeastShare{std::min(1.0, 3 / static_cast<double>(n)), static_cast<int64_t>(n)};
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

std::string what_else_is_drawn(const Link& link) {
    const auto apart = [](Directions directions) {
        return directions == Directions::same ? ""
                                              : "its two directions are drawn apart "
                                                "(\"directions\": \"same\" draws both at once)";
    };
    if (const auto* latency = std::get_if<LatencyLink>(&link.kind()))
        return apart(latency->directions);
    const auto& bandwidth = std::get<BandwidthLink>(link.kind());
    if (sd(bandwidth.up) > 0 || sd(bandwidth.down) > 0) return "its bandwidths are drawn";
    return apart(bandwidth.directions);
}

// A part's histogram in one replication, or in all, with what one of its values counts.
struct Weighed {
    const Histogram* values;
    double weight;
};

// The quantile of values that count differently, by buckets from the highest down, so that sums of
// what is rare are exact enough. Not-a-number if there are no values.
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
    if (!(all > 0)) return nan;
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

    double late_unseen() const {
        return unseen([](const Tally& tally) { return tally.requests > tally.on_time; });
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
        const double quantile = quantile_ms(all, share);
        if (std::isnan(quantile)) return {nan, nan, nan};
        const Duration limit = Duration::from_ms(quantile);
        const double missed =
            unseen([&](const Tally& tally) { return tally.latencies.above(limit) > 0; });
        if (missed > 1 - share) return {nan, nan, nan};
        // A value may lie anywhere in its bucket.
        Interval interval = interval_about(quantile, alone, from_zero);
        interval.low = std::min(interval.low, quantile * (1 - bucket));
        interval.high = std::max(interval.high, quantile * (1 + bucket));
        return interval;
    }

  private:
    static constexpr double bucket = 1.0 / 512;

    // A share that may be beside what was seen, by the exact bound of each part of which none was
    // seen, at levels that hold together. seen: whether a tally has any.
    template <class Seen>
    double unseen(Seen seen) const {
        const double surprise = portable_log(static_cast<double>(parts_.size()) / 0.05);
        double bound = 0;
        for (size_t p = 0; p < parts_.size(); ++p) {
            if (std::any_of(tallies_[p].begin(), tallies_[p].end(), seen)) continue;
            uint64_t requests = 0;
            for (const Tally& tally : tallies_[p]) requests += tally.requests;
            bound += weight(p) * (1 - portable_exp(-surprise / static_cast<double>(requests)));
        }
        return bound;
    }

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
    return std::nullopt;
}

std::string what_else_is_drawn(const Network& network) {
    if (const auto* latency = std::get_if<LatencyLink>(&network.kind()))
        return what_else_is_drawn(Link(*latency));
    if (const auto* bandwidth = std::get_if<BandwidthLink>(&network.kind()))
        return what_else_is_drawn(Link(*bandwidth));
    const auto* states = std::get_if<StateNetwork>(&network.kind());
    if (states == nullptr) return "it follows a recording";
    for (const NetworkState& state : states->states) {
        if (!state.link) continue;
        const std::string what = what_else_is_drawn(*state.link);
        if (!what.empty()) return what;
    }
    return "";
}

std::vector<DrawnPart> parts_down_to(double rarest) {
    constexpr double nearly = 1.001;  // quotients are rounded
    std::vector<DrawnPart> parts;
    // Ends are decimal fractions, as somebody would write them into a scenario.
    std::string end = "0.9";
    double from = 0;
    for (double beyond = 0.1; beyond > rarest * nearly; beyond /= 10) {
        const double to = *real_number(end);
        parts.push_back({from, to});
        from = to;
        end += '9';
    }
    const double last = *real_number(end);
    const bool round = 1 - last < rarest * nearly && 1 - last > rarest / nearly;
    const double to = round ? last : 1 - rarest;
    parts.push_back({from, to});
    parts.push_back({to, 1});
    return parts;
}

RareEvents rare_events(std::span<const DrawnPart> parts,
                       const std::vector<std::vector<Tally>>& tallies,
                       std::span<const double> shares) {
    const Parts all(parts, tallies);
    RareEvents events{all.late(), all.late_unseen()};
    for (double share : shares) events.latencies_ms.push_back(all.latency_ms(share));
    return events;
}

}  // namespace mdisim
