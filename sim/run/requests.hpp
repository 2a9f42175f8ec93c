// What a world makes of a batch of the tape: its requests before any policy has decided anything.
// Every form reads them from here; that is why the forms agree.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/engine/columns.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/tape.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

struct RequestColumns {
    uint64_t first = 0;
    size_t size = 0;
    Time created[column_size];
    uint32_t phone[column_size];
    uint16_t of_class[column_size];  // zero without classes
    Duration up[column_size];
    // down: set if the time on the way back does not depend on when it starts. link: set if there
    // is one network whose times do not depend on it; else network.
    LinkColumns link;
    Duration down[column_size];
    NetworkDraws network[column_size];
    double noise[column_size];  // the score that the models' execution times are made from
    double phone_noise[column_size];
    Picture picture[column_size];    // set only if requests carry pictures
    Duration deadline[column_size];  // set only if the world's log has deadlines
    int64_t bytes[column_size];      // to be sent; set only if the world's log has sizes
};

// Makes the requests of one world from one tape, batch after batch. The tape's source is the number
// of the workload.
class Derivation {
  public:
    // end: no request is created then or later.
    Derivation(const ReadyWorld& world, const Tape& tape, Time end)
        : world_(world),
          arrivals_(world.workloads()[tape.source()], tape.seed(), tape.replication(), end,
                    tape.source()) {
        const ReadyNetworks& networks = world.network();
        for (size_t n = 0; n < networks.size(); ++n)
            paths_.emplace_back(networks.of(n), tape.seed(), tape.replication());
        if (world.log() != nullptr) log_.emplace(*world.log());
    }
    // Derives the tape's current batch. Gives fewer requests than the tape has, perhaps none, when
    // the workload is over.
    void next(Tape& tape, RequestColumns& out);
    bool over() const { return arrivals_.over(); }

    // Time on the way back of request i of the batch, if its answer leaves at `leaves`.
    Duration down(const RequestColumns& batch, size_t i, Time leaves) {
        if (world_.downlink_is_known()) [[likely]]
            return batch.down[i];
        const uint16_t of_class = batch.of_class[i];
        return paths(of_class).down(batch.phone[i], leaves, batch.network[i],
                                    world_.classes().down_bits(of_class));
    }
    // Time of request i to the servers, if the phone sends `bytes` from `starts` on.
    Duration up(const RequestColumns& batch, size_t i, Time starts, int64_t bytes) {
        if (world_.network().one_link()) [[likely]]
            return world_.network().link().up(batch.link, i, bytes);
        return paths(batch.of_class[i]).up(batch.phone[i], starts, batch.network[i], bytes);
    }
    // What the phone sends of request i.
    int64_t up_bytes(const RequestColumns& batch, size_t i) const {
        return has_logged_sizes(world_) ? batch.bytes[i]
                                        : world_.classes().up_bytes(batch.of_class[i]);
    }
    // Notes the deadline and the size that a log has of request i.
    void add_terms(const RequestColumns& batch, size_t i, Outcome& outcome) const {
        if (has_logged_deadlines(world_)) outcome.own_deadline = batch.deadline[i];
        if (has_logged_sizes(world_)) outcome.own_bytes = batch.bytes[i];
    }
    // The networks of the phones that send requests of a class.
    NetworkPaths& paths(size_t of_class) { return paths_[world_.network().index(of_class)]; }
    // The networks are not asked about earlier times from now on.
    void forget_before(Time time) {
        for (NetworkPaths& paths : paths_) paths.forget_before(time);
    }

  private:
    void draw_phones(const double* draws, RequestColumns& out) const;
    void derive_classes(Tape& tape, RequestColumns& out);
    void derive_network(Tape& tape, RequestColumns& out);
    // Whether a log leaves something of the network to be drawn. Requires a log. A message that
    // calls a first attempt off takes that attempt's draws.
    bool draws_network() const;
    void draw_network(Tape& tape, RequestColumns& out);
    void derive_pictures(Tape& tape, RequestColumns& out);

    const ReadyWorld& world_;
    Arrivals arrivals_;
    std::vector<NetworkPaths> paths_;  // one, or one for each class
    std::optional<LogCursors> log_;
};

// The digest of the tape's columns that this world reads.
Digest tape_digest(const ReadyWorld& world, const Tape& tape);

}  // namespace mdisim
