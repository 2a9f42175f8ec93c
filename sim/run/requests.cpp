#include "sim/run/requests.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "sim/describe/long_column.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/random.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {
namespace {

// Columns that stand in for those that are not drawn. No result depends on the values.
struct Middle : LaneColumns {
    Middle() {
        std::fill_n(lane0, column_size, 0.5);
        std::fill_n(lane1, column_size, 0.5);
    }
};
// Writes what a log has of the requests of a batch, if it has the column.
template <class T>
void replay(const LongColumn& column, LongColumn::Cursor& cursor, const RequestColumns& batch,
            T* out) {
    if (column.empty()) return;
    for (size_t i = 0; i < batch.size; ++i) {
        const int64_t value = cursor.at(batch.first + i);
        if constexpr (std::is_integral_v<T>)
            out[i] = static_cast<T>(value);
        else
            out[i] = T{value};
    }
}

const LaneColumns& middle() {
    static const Middle columns;
    return columns;
}

}  // namespace

void Derivation::next(Tape& tape, RequestColumns& out) {
    out.first = tape.first();

    const LaneColumns& arrivals = world_.draws_arrivals() ? tape.lanes(arrival_draws) : middle();
    const size_t n = out.size = arrivals_.next(tape.size(), arrivals.lane0, out.created);
    if (world_.classes().named()) derive_classes(tape, out);
    if (!log_ || log_->log.phone.empty()) [[likely]]
        draw_phones(arrivals.lane1, out);
    if (log_) [[unlikely]] {
        replay(log_->log.phone, log_->phone, out, out.phone);
        replay(log_->log.deadline, log_->deadline, out, out.deadline);
        replay(log_->log.bytes, log_->bytes, out, out.bytes);
    }

    derive_network(tape, out);
    if (world_.pictures() != nullptr) derive_pictures(tape, out);

    if (!world_.draws_execution()) return;
    const LaneColumns& noise = tape.lanes(execution_draws);
    score_column(world_.models().score(), noise.lane0, n, out.noise);
    score_column(world_.phones().models().score(), noise.lane1, n, out.phone_noise);
}

void Derivation::draw_phones(const double* draws, RequestColumns& out) const {
    const ReadyPhones& phones = world_.phones();
    if (!phones.by_class()) [[likely]] {
        const auto count = static_cast<double>(phones.count());
        for (size_t i = 0; i < out.size; ++i)
            out.phone[i] = static_cast<uint32_t>(draws[i] * count);
        return;
    }
    for (size_t i = 0; i < out.size; ++i) {
        const PhoneNumbers numbers = phones.numbers(out.of_class[i]);
        out.phone[i] = static_cast<uint32_t>(
            numbers.first + static_cast<int64_t>(draws[i] * static_cast<double>(numbers.count)));
    }
}

void Derivation::derive_classes(Tape& tape, RequestColumns& out) {
    const ReadyClasses& classes = world_.classes();
    if (!classes.drawn()) {
        std::fill_n(out.of_class, out.size, static_cast<uint16_t>(tape.source()));
        if (log_) replay(log_->log.of_class, log_->of_class, out, out.of_class);
        return;
    }
    const LaneColumns& draws = tape.lanes(class_draws);
    for (size_t i = 0; i < out.size; ++i) out.of_class[i] = classes.of_draw(draws.lane0[i]);
}

void Derivation::derive_network(Tape& tape, RequestColumns& out) {
    if (!log_ || draws_network()) draw_network(tape, out);
    if (!log_) [[likely]]
        return;
    replay(log_->log.uplink, log_->uplink, out, out.up);
    replay(log_->log.downlink, log_->downlink, out, out.down);
}

bool Derivation::draws_network() const {
    return log_->log.uplink.empty() || log_->log.downlink.empty() || world_.described().retries;
}

void Derivation::draw_network(Tape& tape, RequestColumns& out) {
    const LaneColumns& latency =
        world_.network().draws_latency() ? tape.lanes(network_draws) : middle();
    const LaneColumns& rate =
        world_.network().draws_bandwidth() ? tape.lanes(bandwidth_draws) : middle();
    const ReadyClasses& classes = world_.classes();
    if (world_.network().one_link()) {
        const ReadyLink& link = world_.network().link();
        link.fill(latency.lane0, latency.lane1, rate.lane0, rate.lane1, out.size, out.link);
        const bool weighed = has_logged_sizes(world_);
        if (!classes.own_payload() && !weighed)
            return link.times(out.link, out.size, out.up, out.down);
        for (size_t i = 0; i < out.size; ++i) {
            out.up[i] = link.up(out.link, i, up_bytes(out, i));
            out.down[i] = link.down(out.link, i, classes.down_bits(out.of_class[i]));
        }
        return;
    }
    for (size_t i = 0; i < out.size; ++i) {
        out.network[i] = {latency.lane0[i], latency.lane1[i], rate.lane0[i], rate.lane1[i]};
        const uint16_t of_class = out.of_class[i];
        NetworkPaths& network = paths(of_class);
        out.up[i] = network.up(out.phone[i], out.created[i], out.network[i], up_bytes(out, i));
        if (world_.network().timeless())
            out.down[i] = network.down(out.phone[i], out.created[i], out.network[i],
                                       classes.down_bits(of_class));
    }
}

void Derivation::derive_pictures(Tape& tape, RequestColumns& out) {
    const std::optional<int64_t>& own = world_.pictures()->described().seed;
    LaneColumns common;  // of the pictures that all runs have
    if (own) {
        columns().uniforms(static_cast<uint64_t>(*own), {picture_draws, 0, 0, 0, out.first},
                           out.size, common.lane0, common.lane1);
    }
    const LaneColumns& pictures = own ? common : tape.lanes(picture_draws);
    const LaneColumns& small = tape.lanes(small_picture_draws);
    const LaneColumns& noise = tape.lanes(shrink_draws);
    world_.pictures()->fill({pictures.lane0, pictures.lane1, small.lane0, noise.lane0, noise.lane1},
                            out.size, out.picture);
}

Digest tape_digest(const ReadyWorld& world, const Tape& tape) {
    Digest sum;
    if (world.draws_arrivals()) sum += tape.digest(arrival_draws);
    if (world.network().draws_latency()) sum += tape.digest(network_draws);
    if (world.network().draws_bandwidth()) sum += tape.digest(bandwidth_draws);
    if (world.classes().drawn()) sum += tape.digest(class_draws);
    if (world.draws_execution()) sum += tape.digest(execution_draws);
    if (world.pictures() != nullptr) {
        for (Purpose p : {picture_draws, small_picture_draws, shrink_draws}) sum += tape.digest(p);
    }
    return sum;
}

}  // namespace mdisim
