// Networks: how long a request is under way to the servers, and its answer back.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
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

namespace mdisim {

enum class Measures { one_way, round_trip };  // what the latency's numbers are
enum class Directions { same, independent };  // same: twice the uplink is the truth

// A latency law, whatever the size of the message.
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

struct Link : std::variant<LatencyLink, BandwidthLink> {
    using std::variant<LatencyLink, BandwidthLink>::variant;
    std::variant<LatencyLink, BandwidthLink>& kind() { return *this; }
    const std::variant<LatencyLink, BandwidthLink>& kind() const { return *this; }
};

// A phone moves between states as a continuous-time Markov chain: it stays an exponential time of
// that mean, then goes to one of the others by weight. In a state without a link nothing moves:
// a message waits for the next state that has one.
struct NetworkState {
    std::string name;
    double mean_s = 1;
    double weight = 1;
    std::optional<Link> link;
};
struct StateNetwork {
    std::vector<NetworkState> states;
};

struct Network : std::variant<LatencyLink, BandwidthLink, StateNetwork, TraceNetwork> {
    using Kind = std::variant<LatencyLink, BandwidthLink, StateNetwork, TraceNetwork>;
    using Kind::variant;
    Kind& kind() { return *this; }
    const Kind& kind() const { return *this; }
};

struct Payload {
    double up_kb = 53.982;  // PieSlicer's mean picture after shrinking to 331 pixels
    double down_kb = 1;
};

const OneOf& describe(Tag<Link>);
const OneOf& describe(Tag<Network>);
const Object& describe(Tag<NetworkState>);
const Object& describe(Tag<Payload>);
const std::vector<std::string>& names_of(Tag<Measures>);
const std::vector<std::string>& names_of(Tag<Directions>);

// The uniforms a request brings along.
struct NetworkDraws {
    double up = 0.5;
    double down = 0.5;
    double up_rate = 0.5;
    double down_rate = 0.5;
};

// What is drawn of a link for each request of a batch, whatever the size of its messages.
struct LinkColumns {
    double up_ms[column_size];
    double down_ms[column_size];  // only where it is drawn on its own
    double up_rate[column_size];  // rates only where there is a bandwidth
    double down_rate[column_size];
};

class ReadyLink {
  public:
    ReadyLink(const Link& link, const Payload& payload);

    bool random() const { return latency_.score() != Score::none; }
    bool has_bandwidth() const { return has_bandwidth_; }
    // With the payload's size, or with that of something else.
    Duration up(const NetworkDraws& draws) const {
        return one_way(draws.up, draws.up_rate, up_rate_, up_bits_);
    }
    Duration up(const NetworkDraws& draws, int64_t bytes) const {
        return one_way(draws.up, draws.up_rate, up_rate_, 8 * static_cast<double>(bytes));
    }
    Duration down(const NetworkDraws& draws) const { return down(draws, down_bits_); }
    Duration down(const NetworkDraws& draws, double bits) const {
        return one_way(same_ ? draws.up : draws.down, draws.down_rate, down_rate_, bits);
    }
    // The same of n requests at once, with the same bits: first what the link is to them, of the
    // lanes of their draws; then both directions with the payload's size, or with another.
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
    Duration one_way(double latency_draw, double rate_draw, const Sampler& rate, double bits) const;
    Duration in_time(double latency_ms, double rate_mbit_per_s, double bits) const;

    Sampler latency_;
    Sampler up_rate_;
    Sampler down_rate_;
    double share_ = 1;  // of the law's value that is one way
    double up_bits_ = 0;
    double down_bits_ = 0;
    bool has_bandwidth_ = false;
    bool same_ = true;
};

class ReadyNetwork {
  public:
    ReadyNetwork(const Network& network, const Payload& payload);

    // Whether a transfer's time depends on when it starts.
    bool timeless() const { return !chain_ && !trace_; }
    bool draws_latency() const;
    bool draws_bandwidth() const;
    const ReadyLink& link() const { return *links_.front(); }

  private:
    friend class NetworkPaths;
    std::vector<std::optional<ReadyLink>> links_;  // one, or one a state
    std::optional<Chain> chain_;                   // where phones change between states
    std::optional<BandwidthTrace> trace_;          // of the way up, where it was recorded
    int64_t up_bytes_ = 0;
};

// The states of the phones over one run: a pure function of (seed, replication, phone, time), kept
// as short pieces because simulated time only moves on.
class NetworkPaths {
  public:
    NetworkPaths(const ReadyNetwork& network, uint64_t seed, uint32_t replication)
        : network_(network), seed_(seed), replication_(replication) {}

    Duration up(uint32_t phone, Time start, const NetworkDraws& draws) {
        if (network_.trace_) return traced(phone, start, draws, network_.up_bytes_);
        return transfer(phone, start, [&](const ReadyLink& link) { return link.up(draws); });
    }
    Duration up(uint32_t phone, Time start, const NetworkDraws& draws, int64_t bytes) {
        if (network_.trace_) return traced(phone, start, draws, bytes);
        return transfer(phone, start, [&](const ReadyLink& link) { return link.up(draws, bytes); });
    }
    Duration down(uint32_t phone, Time start, const NetworkDraws& draws) {
        return transfer(phone, start, [&](const ReadyLink& link) { return link.down(draws); });
    }
    Duration down(uint32_t phone, Time start, const NetworkDraws& draws, double bits) {
        return transfer(phone, start,
                        [&](const ReadyLink& link) { return link.down(draws, bits); });
    }
    // No later question will be about an earlier time than this.
    void forget_before(Time time) { floor_ = time; }
    size_t state_at(uint32_t phone, Time time) { return piece_at(phone, time)->state; }

  private:
    struct Piece {
        Time until;
        size_t state;
    };
    struct Path {
        std::deque<Piece> pieces;
        uint64_t steps = 0;
    };
    // Waits for a state with a link, then takes what `over` says of that link.
    template <class Over>
    Duration transfer(uint32_t phone, Time start, Over over) {
        if (!network_.chain_) return over(network_.link());
        Time at = start;
        for (;;) {
            const auto piece = piece_at(phone, at);
            if (const auto& link = network_.links_[piece->state]) return (at - start) + over(*link);
            at = piece->until;
        }
    }
    Duration traced(uint32_t phone, Time start, const NetworkDraws& draws, int64_t bytes) const;
    std::deque<Piece>::const_iterator piece_at(uint32_t phone, Time time);
    void extend(Path& path, uint32_t phone) const;

    const ReadyNetwork& network_;
    uint64_t seed_;
    uint32_t replication_;
    Time floor_;
    std::vector<Path> paths_;
};

}  // namespace mdisim
