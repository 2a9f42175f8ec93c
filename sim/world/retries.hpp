// Clients that send their request again if they have no answer in time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/network/network.hpp"

namespace mdisim {

struct Retries {
    double timeout_ms = 1000;        // since an attempt was sent; the last attempt has no time-out
    int64_t most = 1;                // attempts after the first
    double backoff_ms = 0;           // from a time-out to the next attempt
    double backoff_factor = 1;       // multiplies the backoff from each attempt to the next
    double jitter = 0;               // share of the backoff that is drawn
    bool cancel = false;             // withdraw attempts whose answer is not wanted any more
    bool hedges = false;             // an attempt that has timed out is still wanted
    std::optional<double> budget{};  // most attempts after the first, for each request of a phone
    bool same_network = false;       // all attempts of a request have the draws of the first
};

const Object& describe(Tag<Retries>);

// An attempt that is made if no answer has arrived by `sent`, with the draws that belong to it.
struct Attempt {
    uint32_t number = 0;  // 0 is the first
    Duration sent;        // since the request's creation
    Duration up;
    NetworkDraws network;
    double noise = 0;
};

// The address of a request's draws: the source of its tape, and the index on that tape.
struct RequestAddress {
    uint32_t source = 0;
    uint64_t index = 0;
};

class ReadyWorld;

// Contract: attempt k of a request reads block k of the purposes of which its first attempt reads
// block 0. So attempt k meets the same network and the same slow moment under every policy, whether
// or not earlier attempts are sent. With `same_network` the draws of the network are those of block
// 0 for all attempts.
class AttemptDraws {
  public:
    // Requires a world with `retries`, which must outlive this object.
    AttemptDraws(const ReadyWorld& world, uint64_t seed, uint32_t replication);

    NetworkDraws network(const RequestAddress& of, uint32_t attempt) const;
    double noise(const RequestAddress& of, uint32_t attempt) const;
    // Time from the time-out of the attempt before until this attempt is sent.
    Duration pause(const RequestAddress& of, uint32_t attempt) const;

  private:
    Lanes lanes(Purpose purpose, const RequestAddress& of, uint32_t attempt) const {
        return random_lanes(seed_, {purpose, attempt, replication_, of.source, of.index});
    }

    const ReadyWorld& world_;
    uint64_t seed_;
    uint32_t replication_;
    std::vector<double> backoff_ms_;  // by attempt
    double jitter_;
    bool same_network_;
};

}  // namespace mdisim
