#include "sim/world/network/network.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/law.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {
namespace {

std::vector<Field> latency_fields() {
    return {law_field("latency", &LatencyLink::latency, "ms", "law of the latency").needed(),
            field("cv", &LatencyLink::cv, "coefficient of variation; keeps the mean")
                .at_least(0)
                .usually(0.01, 10, "(a ratio such as 0.7, not per cent)"),
            field("family", &LatencyLink::family, "another law with the same mean and sd"),
            field("measures", &LatencyLink::measures,
                  "whether the law is that of one way or of the round trip"),
            field("directions", &LatencyLink::directions,
                  "same: the way back takes the same time; independent: it is drawn on its own")};
}

std::vector<Field> bandwidth_fields() {
    return {
        law_field("round_trip", &BandwidthLink::round_trip, "ms", "law of the round trip").needed(),
        law_field("up", &BandwidthLink::up, "mbit_per_s", "law of the bandwidth up").needed(),
        law_field("down", &BandwidthLink::down, "mbit_per_s", "law of the bandwidth down").needed(),
        field("directions", &BandwidthLink::directions,
              "same: the way back has the same latency; independent: it is drawn on its own")};
}

constexpr auto latency_doc = "a latency law that does not depend on the size of the message";
constexpr auto bandwidth_doc = "a round trip plus bytes over bandwidth";

Law latency_law(const LatencyLink& link) {
    Law law = link.latency;
    if (link.family) {
        const double mean = nominal_mean(law);
        law = in_family(*link.family, mean, link.cv ? *link.cv * mean : nominal_sd(law));
    } else if (link.cv) {
        law = with_cv(law, *link.cv);
    }
    validate(law);
    return law;
}

// validate_kind() throws a UserError if the network that is described is impossible.
void validate_kind(const LatencyLink& link) {
    if (awaits_samples(link.latency)) return;
    const std::string wrong = wrong_between_zero_and(longest_in("ms"), latency_law(link));
    if (!wrong.empty()) throw UserError("the law of the latency " + wrong);
}
void validate_kind(const BandwidthLink&) {}
void validate_kind(const StateNetwork& network) {
    const bool connected =
        std::any_of(network.states.begin(), network.states.end(),
                    [](const NetworkState& state) { return state.link.has_value(); });
    if (network.states.size() < 2 || !connected) {
        throw UserError("a network of states needs two states, one of them with a link");
    }
    std::set<std::string> names;
    for (const NetworkState& state : network.states) {
        if (!names.insert(state.name).second)
            throw UserError("two states of the network are called '" + state.name + "'");
    }
}
void validate_kind(const SeriesNetwork&) {}
void validate_kind(const TraceNetwork& network) {
    validate(network.round_trip);
    validate(network.down);
}

template <class Described>
void validate_held(const void* described) {
    std::visit([](const auto& kind) { validate_kind(kind); },
               static_cast<const Described*>(described)->kind());
}

ReadyLink made_ready(const LatencyLink& link, const Payload& payload) { return {link, payload}; }
ReadyLink made_ready(const BandwidthLink& link, const Payload& payload) { return {link, payload}; }
ReadyStates made_ready(const StateNetwork& network, const Payload& payload) {
    return {network, payload};
}
ReadyTraceNetwork made_ready(const TraceNetwork& network, const Payload& payload) {
    return {network, payload};
}

ReadySeries made_ready(const SeriesNetwork& network, const Payload&) {
    return ReadySeries(network);
}

// The begin of a recording, in nanoseconds.
std::optional<Duration> begin_of(const std::optional<double>& begin_s) {
    if (!begin_s) return std::nullopt;
    return Duration::from_ms(*begin_s * 1000);
}

Chain chain_of_states(const StateNetwork& network) {
    std::vector<double> means;
    std::vector<double> weights;
    for (const NetworkState& s : network.states) {
        means.push_back(s.mean_s * 1e9);
        weights.push_back(s.weight);
    }
    return {std::move(means), std::move(weights)};
}

}  // namespace

const OneOf& describe(Tag<Link>) {
    static const OneOf table = [] {
        OneOf t = one_of<Link>(
            "link", "a connection",
            {alternative<Link, LatencyLink>("latency", latency_doc, latency_fields()),
             alternative<Link, BandwidthLink>("bandwidth", bandwidth_doc, bandwidth_fields())});
        t.validate = validate_held<Link>;
        return t;
    }();
    return table;
}

const Object& describe(Tag<NetworkState>) {
    static const Object table = object<NetworkState>(
        "state", "a state of the network",
        {field("name", &NetworkState::name, "its name, such as wifi, lte or off").needed(),
         field("mean_s", &NetworkState::mean_s, "mean stay").at_least(1e-3).needed(),
         field("weight", &NetworkState::weight, "how often it is the next state").above(0),
         field("link", &NetworkState::link,
               "the connection; without one, messages wait for the next state")});
    return table;
}

const OneOf& describe(Tag<Network>) {
    static const OneOf table = [] {
        OneOf t = one_of<Network>(
            "network", "the network between phones and servers",
            {alternative<Network, LatencyLink>("latency", latency_doc, latency_fields()),
             alternative<Network, BandwidthLink>("bandwidth", bandwidth_doc, bandwidth_fields()),
             alternative<Network, StateNetwork>(
                 "states", "a phone moves between states as a Markov process",
                 {field("states", &StateNetwork::states, "the states, each with its link")
                      .needed()}),
             alternative<Network, TraceNetwork>(
                 "trace",
                 "a recorded bandwidth of the way up, repeated without end; each phone begins at a "
                 "random time in it",
                 trace_network_fields()),
             alternative<Network, SeriesNetwork>(
                 "series",
                 "recorded latencies in their order, repeated without end; each phone begins at a "
                 "random time in them",
                 series_network_fields())});
        t.validate = validate_held<Network>;
        return t;
    }();
    return table;
}

const Object& describe(Tag<Payload>) {
    static const Object table =
        object<Payload>("payload", "the sizes of a request and its answer",
                        {field("up_kb", &Payload::up_kb, "kilobytes (1000 bytes) sent")
                             .at_least(0)
                             .usually(0.001, 50000, "kilobytes"),
                         field("down_kb", &Payload::down_kb, "kilobytes of the answer")
                             .at_least(0)
                             .usually(0.001, 50000, "kilobytes"),
                         field("up_dollars_per_gb", &Payload::up_dollars_per_gb,
                               "what a gigabyte that phones send costs, in dollars")
                             .at_least(0)
                             .at_most(1e6),
                         field("down_dollars_per_gb", &Payload::down_dollars_per_gb,
                               "what a gigabyte of answers costs, in dollars")
                             .at_least(0)
                             .at_most(1e6)});
    return table;
}

const std::vector<std::string>& names_of(Tag<Directions>) {
    static const std::vector<std::string> names = {"same", "independent"};
    return names;
}

ReadyLink::ReadyLink(const Link& link, const Payload& payload)
    : up_bits_(8 * static_cast<double>(round_to_integer(payload.up_kb * 1000))),
      down_bits_(payload.down_kb * 8000) {
    std::visit([this](const auto& kind) { take(kind); }, link.kind());
}

void ReadyLink::take(const LatencyLink& link) {
    latency_ = Sampler(latency_law(link));
    share_ = link.measures == Measures::round_trip ? 0.5 : 1;
    same_ = link.directions == Directions::same;
}

void ReadyLink::take(const BandwidthLink& link) {
    latency_ = Sampler(link.round_trip);
    up_rate_ = Sampler(link.up);
    down_rate_ = Sampler(link.down);
    share_ = 0.5;
    has_bandwidth_ = true;
    same_ = link.directions == Directions::same;
}

Duration ReadyLink::in_time(double latency_ms, double rate_mbit_per_s, double bits) const {
    double ms = latency_ms * share_;
    if (has_bandwidth_) {
        if (!(rate_mbit_per_s > 0)) throw OutOfRange("a bandwidth of zero or less was drawn");
        ms += bits / (rate_mbit_per_s * 1000);
    }
    return Duration::from_ms(ms > 0 ? ms : 0);
}

Duration ReadyLink::one_way(double latency_draw, double rate_draw, const Sampler& rate,
                            double bits) const {
    const double mbit_per_s = has_bandwidth_ ? rate.quantile(rate_draw) : 0;
    return in_time(latency_.quantile(latency_draw), mbit_per_s, bits);
}

void ReadyLink::fill(const double* up, const double* down, const double* up_rate,
                     const double* down_rate, size_t n, LinkColumns& link) const {
    latency_.quantiles(up, n, link.up_ms);
    if (!same_) latency_.quantiles(down, n, link.down_ms);
    if (!has_bandwidth_) return;
    up_rate_.quantiles(up_rate, n, link.up_rate);
    down_rate_.quantiles(down_rate, n, link.down_rate);
}

void ReadyLink::times(const LinkColumns& link, size_t n, Duration* ups, Duration* downs) const {
    for (size_t i = 0; i < n; ++i) ups[i] = in_time(link.up_ms[i], link.up_rate[i], up_bits_);
    if (same_ && !has_bandwidth_) {
        for (size_t i = 0; i < n; ++i) downs[i] = ups[i];
        return;
    }
    for (size_t i = 0; i < n; ++i) downs[i] = down(link, i, down_bits_);
}

ReadyStates::ReadyStates(const StateNetwork& network, const Payload& payload)
    : chain(chain_of_states(network)) {
    for (const NetworkState& s : network.states) {
        links.emplace_back();
        if (s.link) links.back().emplace(*s.link, payload);
    }
}

bool ReadyStates::random() const {
    return std::any_of(links.begin(), links.end(),
                       [](const auto& link) { return link && link->random(); });
}

bool ReadyStates::has_bandwidth() const {
    return std::any_of(links.begin(), links.end(),
                       [](const auto& link) { return link && link->has_bandwidth(); });
}

ReadyTraceNetwork::ReadyTraceNetwork(const TraceNetwork& network, const Payload& payload)
    : link(BandwidthLink{network.round_trip, Constant{1}, network.down}, payload),
      trace(network),
      begin(begin_of(network.begin_s)) {}

ReadySeries::ReadySeries(const SeriesNetwork& network)
    : series(network), begin(begin_of(network.begin_s)) {}

ReadyNetwork::ReadyNetwork(const Network& network, const Payload& payload)
    : kind_(std::visit([&](const auto& kind) -> Kind { return made_ready(kind, payload); },
                       network.kind())) {}

bool ReadyNetwork::draws_latency() const {
    return std::visit([](const auto& ready) { return ready.random(); }, kind_);
}

bool ReadyNetwork::draws_bandwidth() const {
    return std::visit([](const auto& ready) { return ready.has_bandwidth(); }, kind_);
}

bool ReadyNetworks::draws_latency() const {
    return std::any_of(list_.begin(), list_.end(), [](const auto& n) { return n.draws_latency(); });
}

bool ReadyNetworks::draws_bandwidth() const {
    return std::any_of(list_.begin(), list_.end(),
                       [](const auto& n) { return n.draws_bandwidth(); });
}

Duration NetworkPaths::begin_in(Duration lap, const std::optional<Duration>& given,
                                uint32_t phone) const {
    if (given) return *given;
    const Lanes lanes = random_lanes(seed_, {network_state_draws, 0, replication_, phone, 0});
    return {std::llrint(static_cast<double>(lap.ns) * uniform_of(lanes.lane[0]))};
}

void NetworkPaths::extend(Path& path, const Chain& chain, uint32_t phone) const {
    const Lanes lanes =
        random_lanes(seed_, {network_state_draws, 0, replication_, phone, path.steps++});
    const double which = uniform_of(lanes.lane[1]);
    const bool first = path.pieces.empty();
    const size_t state = first ? chain.first(which) : chain.next(path.pieces.back().state, which);
    const Time from = first ? Time{} : path.pieces.back().until;
    path.pieces.push_back({from + chain.stay(state, uniform_of(lanes.lane[0])), state});
}

std::deque<NetworkPaths::Piece>::const_iterator NetworkPaths::piece_at(const ReadyStates& states,
                                                                       uint32_t phone, Time time) {
    if (phone >= paths_.size()) paths_.resize(phone + 1);
    Path& path = paths_[phone];
    if (path.pieces.empty()) extend(path, states.chain, phone);
    while (path.pieces.back().until <= time) extend(path, states.chain, phone);
    while (path.pieces.size() > 1 && path.pieces.front().until <= floor_) path.pieces.pop_front();
    auto piece = path.pieces.cbegin();
    while (piece->until <= time) ++piece;
    return piece;
}

}  // namespace mdisim
