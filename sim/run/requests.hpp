// What a world makes of a batch of the tape: the requests as they are before anyone decides
// anything. Both paths read them from here; that is why they agree.
#pragma once

#include <cstdint>

#include "sim/engine/columns.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/tape.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/pictures.hpp"
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
    // Where times on the network do not depend on when they start; else the draws.
    LinkColumns link;
    Duration down[column_size];
    NetworkDraws network[column_size];
    double noise[column_size];  // the score the models' execution times are made from
    double phone_noise[column_size];
    Picture picture[column_size];  // only where requests carry one
};

// Derives batch after batch for one world; each tape needs its own. A tape is of the workload
// that its source is the number of.
class Derivation {
  public:
    // No request is created at `end` or later.
    Derivation(const ReadyWorld& world, const Tape& tape, Time end)
        : world_(world),
          arrivals_(world.workloads()[tape.source()], tape.seed(), tape.replication(), end,
                    tape.source()),
          paths_(world.network(), tape.seed(), tape.replication()) {}
    // Fewer requests than the tape has, perhaps none, when the workload is over.
    void next(Tape& tape, RequestColumns& out);
    bool over() const { return arrivals_.over(); }

    // Time on the way back of request i of the batch, if its answer leaves then.
    Duration down(const RequestColumns& batch, size_t i, Time leaves) {
        if (world_.network().timeless()) [[likely]]
            return batch.down[i];
        return paths_.down(batch.phone[i], leaves, batch.network[i],
                           world_.classes().down_bits(batch.of_class[i]));
    }
    // Time of request i to the servers, if the phone sends so many bytes then.
    Duration up(const RequestColumns& batch, size_t i, Time starts, int64_t bytes) {
        if (world_.network().timeless()) [[likely]]
            return world_.network().link().up(batch.link, i, bytes);
        return paths_.up(batch.phone[i], starts, batch.network[i], bytes);
    }
    NetworkPaths& paths() { return paths_; }

  private:
    void derive_classes(Tape& tape, RequestColumns& out);
    void derive_network(Tape& tape, RequestColumns& out);
    void derive_pictures(Tape& tape, RequestColumns& out);

    const ReadyWorld& world_;
    Arrivals arrivals_;
    NetworkPaths paths_;
};

// The digest of the columns this world reads of the tape.
Digest tape_digest(const ReadyWorld& world, const Tape& tape);

}  // namespace mdisim
