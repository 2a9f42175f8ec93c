// The requests to come, in the order of their creation: those of one tape or, where classes have
// workloads of their own, of a tape for each class, merged by (time, class). Used by the event path
// alone.
#pragma once

#include <cstdint>
#include <deque>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/tape.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class Incoming {
  public:
    Incoming(const ReadyWorld& world, const Plan& plan);

    // Whether requests remain. created() to pass() are about the next one, and require more().
    bool more() const { return first_ != nullptr; }
    Time created() const { return batch().created[cursor()]; }
    uint64_t number() const { return number_; }  // in the order of creation
    const RequestColumns& batch() const { return first_->batch; }
    size_t cursor() const { return first_->cursor; }  // index of the request in its batch
    RequestAddress address() const { return {first_->tape.source(), batch().first + cursor()}; }
    Derivation& derivation() { return first_->derivation; }
    void pass();  // moves on to the request after the next one

    // The networks of the phones that send requests of a class. They can be asked about times from
    // the last forget_before() on.
    NetworkPaths& paths(size_t of_class) { return sources_.front().derivation.paths(of_class); }
    void forget_before(Time time) {
        if (world_.network().timeless()) [[likely]]
            return;
        for (Source& source : sources_) source.derivation.forget_before(time);
    }
    // Whether all requests come from one tape, which then numbers them.
    bool from_one_tape() const { return sources_.size() == 1; }
    Digest tape() const;

  private:
    struct Source {
        Source(const ReadyWorld& world, const Plan& plan, uint32_t address)
            : tape(plan.seed, plan.replication, plan.requests, address, plan.drawn),
              derivation(world, tape, plan.end) {}
        Tape tape;
        Derivation derivation;
        RequestColumns batch{};
        size_t cursor = 0;
    };
    void fill(Source& source);
    void find_first();

    const ReadyWorld& world_;
    uint64_t most_;
    std::deque<Source> sources_;
    Source* first_ = nullptr;
    uint64_t number_ = 0;
};

}  // namespace mdisim
