// Networks: the time of a request to the servers, and of its answer back.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/chain.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/law_fields.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/network/bandwidth_trace.hpp"
#include "sim/world/network/latency_series.hpp"

namespace mdisim {

enum class Directions { same, independent };  // same: both ways have the same latency

// A latency law that does not depend on the size of the message.
struct LatencyLink {
    Law latency = Constant{0};
    std::optional<double> cv;      // keeps the mean, sets sd = cv * mean
    std::optional<Family> family;  // keeps mean and sd, changes the law
    Measures measures = Measures::one_way;
    Directions directions = Directions::same;
};

// A round trip plus bytes over bandwidth.
struct BandwidthLink {
    Law round_trip = Constant{0};
    Law up = Constant{10};
    Law down = Constant{10};
    Directions directions = Directions::same;
};

using LinkKind = std::variant<LatencyLink, BandwidthLink>;
struct Link : LinkKind {
    using LinkKind::LinkKind;
    LinkKind& kind() { return *this; }
    const LinkKind& kind() const { return *this; }
};

// A phone moves between states as a continuous-time Markov chain: it stays in a state for an
// exponential time of mean mean_s, then goes to another one by weight. In a state without a link, a
// message waits for the next state that has a link.
struct NetworkState {
    std::string name;
    double mean_s = 1;
    double weight = 1;
    std::optional<Link> link;
};
struct StateNetwork {
    std::vector<NetworkState> states;
};

using NetworkKind =
    std::variant<LatencyLink, BandwidthLink, StateNetwork, TraceNetwork, SeriesNetwork>;
struct Network : NetworkKind {
    using NetworkKind::NetworkKind;
    NetworkKind& kind() { return *this; }
    const NetworkKind& kind() const { return *this; }
};

struct Payload {
    double up_kb = 53.982;  // PieSlicer's mean picture after shrinking to 331 pixels
    double down_kb = 1;
    double up_dollars_per_gb = 0;
    double down_dollars_per_gb = 0;
};

const OneOf& describe(Tag<Link>);
const OneOf& describe(Tag<Network>);
const Object& describe(Tag<NetworkState>);
const Object& describe(Tag<Payload>);
const std::vector<std::string>& names_of(Tag<Directions>);

// The uniforms of a request.
struct NetworkDraws {
    double up = 0.5;
    double down = 0.5;
    double up_rate = 0.5;
    double down_rate = 0.5;
};

// Latencies and bandwidths drawn for each request of a batch. They do not depend on the sizes of
// messages.
struct LinkColumns {
    double up_ms[column_size];
    double down_ms[column_size];  // set if both directions are drawn independently
    double up_rate[column_size];  // rates are set if the link has a bandwidth
    double down_rate[column_size];
};

class ReadyLink {
  public:
    ReadyLink(const Link& link, const Payload& payload);

    bool random() const { return latency_.score() != Score::none; }
    bool has_bandwidth() const { return has_bandwidth_; }
    // The time of a message of that size.
    Duration up(const NetworkDraws& draws, int64_t bytes) const {
        return one_way(draws.up, draws.up_rate, up_rate_, 8 * static_cast<double>(bytes));
    }
    Duration down(const NetworkDraws& draws, double bits) const {
        return one_way(same_ ? draws.up : draws.down, draws.down_rate, down_rate_, bits);
    }
    // Computations for n requests at once, with the same bits. fill() makes the columns
    // from the lanes of their draws; times() computes both directions with the payload's size, up()
    // and down() one direction of one request with another size.
    void fill(const double* up, const double* down, const double* up_rate, const double* down_rate,
              size_t n, LinkColumns& link) const;
    void times(const LinkColumns& link, size_t n, Duration* ups, Duration* downs) const;
    Duration up(const LinkColumns& link, size_t i, int64_t bytes) const {
        return in_time(link.up_ms[i], link.up_rate[i], 8 * static_cast<double>(bytes));
    }
    Duration down(const LinkColumns& link, size_t i, double bits) const {
        return in_time(same_ ? link.up_ms[i] : link.down_ms[i], link.down_rate[i], bits);
    }

  private:
    void take(const LatencyLink& link);
    void take(const BandwidthLink& link);
    Duration one_way(double latency_draw, double rate_draw, const Sampler& rate, double bits) const;
    Duration in_time(double latency_ms, double rate_mbit_per_s, double bits) const;

    Sampler latency_;
    Sampler up_rate_;
    Sampler down_rate_;
    double share_ = 1;  // share of the law's value that one way takes
    double up_bits_;
    double down_bits_;
    bool has_bandwidth_ = false;
    bool same_ = true;
};

struct ReadyStates {
    ReadyStates(const StateNetwork& network, const Payload& payload);
    bool random() const;
    bool has_bandwidth() const;

    std::vector<std::optional<ReadyLink>> links;  // by state
    Chain chain;
};

struct ReadyTraceNetwork {
    ReadyTraceNetwork(const TraceNetwork& network, const Payload& payload);
    bool random() const { return link.random(); }
    bool has_bandwidth() const { return link.has_bandwidth(); }

    ReadyLink link;  // the way back, and the latency of the way there
    BandwidthTrace trace;
    std::optional<Duration> begin;  // none: each phone begins at a random place
};

struct ReadySeries {
    explicit ReadySeries(const SeriesNetwork& network);
    bool random() const { return false; }
    bool has_bandwidth() const { return false; }

    LatencySeries series;
    std::optional<Duration> begin;  // none: each phone begins at a random place
};

class ReadyNetwork {
  public:
    // The kinds of networks, made ready. Each has random(), for its latency, and has_bandwidth();
    // NetworkPaths computes the times of transfers.
    using Kind = std::variant<ReadyLink, ReadyStates, ReadyTraceNetwork, ReadySeries>;

    ReadyNetwork(const Network& network, const Payload& payload);

    // Whether the time of a transfer does not depend on when it starts.
    bool timeless() const { return std::holds_alternative<ReadyLink>(kind_); }
    bool draws_latency() const;
    bool draws_bandwidth() const;
    const Kind& kind() const { return kind_; }
    // Requires timeless().
    const ReadyLink& link() const { return std::get<ReadyLink>(kind_); }

  private:
    Kind kind_;
};

// The networks of a world: one, or one for each class of requests.
class ReadyNetworks {
  public:
    explicit ReadyNetworks(std::vector<ReadyNetwork> networks)
        : list_(std::move(networks)),
          timeless_(std::all_of(list_.begin(), list_.end(),
                                [](const ReadyNetwork& network) { return network.timeless(); })) {}

    const ReadyNetwork& of(size_t of_class) const { return list_[index(of_class)]; }
    // Where the network of a class stands among `size()` networks.
    size_t index(size_t of_class) const { return list_.size() == 1 ? 0 : of_class; }
    size_t size() const { return list_.size(); }
    // Whether the time of no transfer depends on when it starts.
    bool timeless() const { return timeless_; }
    // Whether there is one network, and it is timeless.
    bool one_link() const { return list_.size() == 1 && timeless_; }
    bool draws_latency() const;
    bool draws_bandwidth() const;
    // Requires one_link().
    const ReadyLink& link() const { return list_.front().link(); }

  private:
    std::vector<ReadyNetwork> list_;
    bool timeless_;
};

// The phones' networks over one run: a pure function of (seed, replication, phone, time). States
// are kept as short pieces because simulated time only moves on.
class NetworkPaths {
  public:
    NetworkPaths(const ReadyNetwork& network, uint64_t seed, uint32_t replication)
        : network_(network), seed_(seed), replication_(replication) {}

    // The time of a message that starts at `start`.
    Duration up(uint32_t phone, Time start, const NetworkDraws& draws, int64_t bytes) {
        if (const auto* trace = std::get_if<ReadyTraceNetwork>(&network_.kind())) {
            const Duration begin = begin_in(trace->trace.lap(), trace->begin, phone);
            return trace->link.up(draws, 0) + trace->trace.transfer(start + begin, bytes);
        }
        return over_link(phone, start,
                         [&](const ReadyLink& link) { return link.up(draws, bytes); });
    }
    Duration down(uint32_t phone, Time start, const NetworkDraws& draws, double bits) {
        return over_link(phone, start,
                         [&](const ReadyLink& link) { return link.down(draws, bits); });
    }
    // Forgets states before `time`. Requires that later calls are about times from then on.
    void forget_before(Time time) { floor_ = time; }

  private:
    struct Piece {
        Time until;
        size_t state;
    };
    struct Path {
        std::deque<Piece> pieces;
        uint64_t steps = 0;
    };
    // Where in a recording of this length a phone begins.
    Duration begin_in(Duration lap, const std::optional<Duration>& given, uint32_t phone) const;
    // The time over(link) of the link that takes the transfer, and the wait for that link.
    template <class Over>
    Duration over_link(uint32_t phone, Time start, Over over) {
        return std::visit([&](const auto& ready) { return transfer(ready, phone, start, over); },
                          network_.kind());
    }
    template <class Over>
    Duration transfer(const ReadyLink& link, uint32_t, Time, Over over) {
        return over(link);
    }
    template <class Over>
    Duration transfer(const ReadyStates& states, uint32_t phone, Time start, Over over) {
        Time at = start;
        for (;;) {
            const auto piece = piece_at(states, phone, at);
            if (const auto& link = states.links[piece->state]) return (at - start) + over(*link);
            at = piece->until;
        }
    }
    template <class Over>
    Duration transfer(const ReadyTraceNetwork& network, uint32_t, Time, Over over) {
        return over(network.link);
    }
    template <class Over>
    Duration transfer(const ReadySeries& network, uint32_t phone, Time start, Over) {
        const Duration begin = begin_in(network.series.lap(), network.begin, phone);
        return network.series.one_way(start + begin);
    }
    std::deque<Piece>::const_iterator piece_at(const ReadyStates& states, uint32_t phone,
                                               Time time);
    void extend(Path& path, const Chain& chain, uint32_t phone) const;

    const ReadyNetwork& network_;
    uint64_t seed_;
    uint32_t replication_;
    Time floor_;
    std::vector<Path> paths_;  // by phone; empty if phones do not move between states
};

}  // namespace mdisim
