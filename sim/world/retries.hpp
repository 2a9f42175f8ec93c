// Clients that do not wait for ever: without an answer in time they send their request again.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/network/network.hpp"

namespace mdisim {

struct Retries {
    double timeout_ms = 1000;   // from when an attempt was sent; the last one has none
    int64_t most = 1;           // attempts after the first
    double backoff_ms = 0;      // from a time-out to the next attempt
    double backoff_factor = 1;  // of the backoff, from each attempt to the next
    double jitter = 0;          // share of the backoff that is drawn
    bool cancel = false;        // tell the servers of attempts whose answer is not wanted any more
};

const Object& describe(Tag<Retries>);

// One more attempt of a request: when it leaves if there is no answer by then, and what it brings
// along.
struct Attempt {
    uint32_t number = 0;  // 0 is the first
    Duration sent;        // from creation
    Duration up;
    NetworkDraws network;
    double noise = 0;
};

// Where a request's draws are found: the source and the place on its tape.
struct RequestAddress {
    uint32_t source = 0;
    uint64_t index = 0;
};

class ReadyWorld;

// Contract: attempt k of a request reads block k of the purposes that its first attempt reads
// block 0 of. So it meets the same network and the same slow moment under every policy, whether or
// not it is sent.
class AttemptDraws {
  public:
    // Needs a world that retries, for as long as it draws.
    AttemptDraws(const ReadyWorld& world, uint64_t seed, uint32_t replication);

    NetworkDraws network(const RequestAddress& of, uint32_t attempt) const;
    double noise(const RequestAddress& of, uint32_t attempt) const;
    // From the time-out of the attempt before it until this one is sent.
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
};

}  // namespace mdisim
