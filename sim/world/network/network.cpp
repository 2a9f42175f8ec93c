#include "sim/world/network/network.hpp"

#include <cstdint>
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
            field("measures", &LatencyLink::measures, "whether the numbers are one way or both"),
            field("directions", &LatencyLink::directions,
                  "whether the way back takes the same time or is drawn on its own")};
}

std::vector<Field> bandwidth_fields() {
    return {
        law_field("round_trip", &BandwidthLink::round_trip, "ms", "law of the round trip").needed(),
        law_field("up", &BandwidthLink::up, "mbit_per_s", "law of the bandwidth up").needed(),
        law_field("down", &BandwidthLink::down, "mbit_per_s", "law of the bandwidth down").needed(),
        field("directions", &BandwidthLink::directions,
              "whether the latency back is the same or drawn on its own")};
}

constexpr auto latency_doc = "a latency law, whatever the size of the message";
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

Link as_link(const LatencyLink& link) { return link; }
Link as_link(const BandwidthLink& link) { return link; }

}  // namespace

const OneOf& describe(Tag<Link>) {
    static const OneOf table = [] {
        OneOf t = one_of<Link>(
            "link", "a connection",
            {alternative<Link, LatencyLink>("latency", latency_doc, latency_fields()),
             alternative<Link, BandwidthLink>("bandwidth", bandwidth_doc, bandwidth_fields())});
        t.validate = [](const void* p) {
            const auto* l = std::get_if<LatencyLink>(&static_cast<const Link*>(p)->kind());
            if (l != nullptr) latency_law(*l);
        };
        return t;
    }();
    return table;
}

const Object& describe(Tag<NetworkState>) {
    static const Object table = object<NetworkState>(
        "state", "a state of the network",
        {field("name", &NetworkState::name, "what it is called: wifi, lte, off").needed(),
         field("mean_s", &NetworkState::mean_s, "mean stay").above(0).needed(),
         field("weight", &NetworkState::weight, "how often it is the next state").above(0),
         field("link", &NetworkState::link, "the connection; none: nothing moves")});
    return table;
}

const OneOf& describe(Tag<Network>) {
    static const OneOf table = [] {
        OneOf t = one_of<Network>(
            "network", "how requests travel",
            {alternative<Network, LatencyLink>("latency", latency_doc, latency_fields()),
             alternative<Network, BandwidthLink>("bandwidth", bandwidth_doc, bandwidth_fields()),
             alternative<Network, StateNetwork>(
                 "states", "a phone moves between states as a Markov process",
                 {field("states", &StateNetwork::states, "the states, each with its link")
                      .needed()}),
             alternative<Network, TraceNetwork>(
                 "trace", "a recorded bandwidth up, over and over; phones begin anywhere in it",
                 trace_network_fields())});
        t.validate = [](const void* p) {
            const Network& network = *static_cast<const Network*>(p);
            if (const auto* l = std::get_if<LatencyLink>(&network.kind())) latency_law(*l);
            if (const auto* trace = std::get_if<TraceNetwork>(&network.kind())) {
                validate(trace->round_trip);
                validate(trace->down);
            }
            const auto* net = std::get_if<StateNetwork>(&network.kind());
            if (net == nullptr) return;
            bool connected = false;
            for (const NetworkState& s : net->states) connected = connected || s.link;
            if (net->states.size() < 2 || !connected) {
                throw UserError("a network of states needs two states, one of them with a link");
            }
        };
        return t;
    }();
    return table;
}

const Object& describe(Tag<Payload>) {
    static const Object table =
        object<Payload>("payload", "what a request and its answer weigh",
                        {field("up_kb", &Payload::up_kb, "kilobytes (1000 bytes) sent")
                             .at_least(0)
                             .usually(0.001, 50000, "kilobytes"),
                         field("down_kb", &Payload::down_kb, "kilobytes of the answer")
                             .at_least(0)
                             .usually(0.001, 50000, "kilobytes")});
    return table;
}

const std::vector<std::string>& names_of(Tag<Measures>) {
    static const std::vector<std::string> names = {"one_way", "round_trip"};
    return names;
}
const std::vector<std::string>& names_of(Tag<Directions>) {
    static const std::vector<std::string> names = {"same", "independent"};
    return names;
}

ReadyLink::ReadyLink(const Link& link, const Payload& payload) {
    if (const auto* l = std::get_if<LatencyLink>(&link.kind())) {
        latency_ = Sampler(latency_law(*l));
        share_ = l->measures == Measures::round_trip ? 0.5 : 1;
        same_ = l->directions == Directions::same;
        return;
    }
    const auto& l = std::get<BandwidthLink>(link.kind());
    latency_ = Sampler(l.round_trip);
    up_rate_ = Sampler(l.up);
    down_rate_ = Sampler(l.down);
    share_ = 0.5;
    up_bits_ = 8 * static_cast<double>(round_to_integer(payload.up_kb * 1000));
    down_bits_ = payload.down_kb * 8000;
    has_bandwidth_ = true;
    same_ = l.directions == Directions::same;
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

ReadyNetwork::ReadyNetwork(const Network& network, const Payload& payload) {
    if (const auto* states = std::get_if<StateNetwork>(&network.kind())) {
        std::vector<double> means;
        std::vector<double> weights;
        for (const NetworkState& s : states->states) {
            links_.emplace_back();
            if (s.link) links_.back().emplace(*s.link, payload);
            means.push_back(s.mean_s * 1e9);
            weights.push_back(s.weight);
        }
        chain_.emplace(std::move(means), std::move(weights));
        return;
    }
    if (const auto* trace = std::get_if<TraceNetwork>(&network.kind())) {
        trace_.emplace(*trace);
        up_bytes_ = round_to_integer(payload.up_kb * 1000);
        // The way back, and of the way there the latency.
        links_.emplace_back(std::in_place,
                            BandwidthLink{trace->round_trip, Constant{1}, trace->down}, payload);
        return;
    }
    const Link link = std::holds_alternative<LatencyLink>(network.kind())
                          ? as_link(std::get<LatencyLink>(network.kind()))
                          : as_link(std::get<BandwidthLink>(network.kind()));
    links_.emplace_back(std::in_place, link, payload);
}

bool ReadyNetwork::draws_latency() const {
    for (const auto& link : links_) {
        if (link && link->random()) return true;
    }
    return false;
}

bool ReadyNetwork::draws_bandwidth() const {
    for (const auto& link : links_) {
        if (link && link->has_bandwidth()) return true;
    }
    return false;
}

void NetworkPaths::extend(Path& path, uint32_t phone) const {
    const Lanes lanes =
        random_lanes(seed_, {network_state_draws, 0, replication_, phone, path.steps++});
    const Chain& chain = *network_.chain_;
    const double which = uniform_of(lanes.lane[1]);
    const bool first = path.pieces.empty();
    const size_t state = first ? chain.first(which) : chain.next(path.pieces.back().state, which);
    const Time from = first ? Time{} : path.pieces.back().until;
    path.pieces.push_back({from + chain.stay(state, uniform_of(lanes.lane[0])), state});
}

Duration NetworkPaths::traced(uint32_t phone, Time start, const NetworkDraws& draws,
                              int64_t bytes) const {
    const Lanes lanes = random_lanes(seed_, {network_state_draws, 0, replication_, phone, 0});
    const Duration begins = times(network_.trace_->lap(), uniform_of(lanes.lane[0]));
    return network_.link().up(draws, 0) + network_.trace_->transfer(start + begins, bytes);
}

std::deque<NetworkPaths::Piece>::const_iterator NetworkPaths::piece_at(uint32_t phone, Time time) {
    if (phone >= paths_.size()) paths_.resize(phone + 1);
    Path& path = paths_[phone];
    if (path.pieces.empty()) extend(path, phone);
    while (path.pieces.back().until <= time) extend(path, phone);
    while (path.pieces.size() > 1 && path.pieces.front().until <= floor_) path.pieces.pop_front();
    auto piece = path.pieces.cbegin();
    while (piece->until <= time) ++piece;
    return piece;
}

}  // namespace mdisim
