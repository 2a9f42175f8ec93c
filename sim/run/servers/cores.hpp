// The cores of the servers of one kind.
#pragma once

#include <cstdint>

#include "sim/decide/characterisation.hpp"

namespace mdisim {

// Counts cores: ready ones, starting ones, and busy ones.
class Cores {
  public:
    explicit Cores(Arrangement on)
        : threads_(on.threads), ready_(on.replicas * on.threads), replicas_(on.replicas) {}

    int64_t threads() const { return threads_; }
    int64_t ready_replicas() const {
        return replicas_ * threads_ <= ready_ ? replicas_ : ready_ / threads_;
    }
    int64_t busy_replicas() const { return busy_replicas_; }
    int64_t busy() const { return busy_; }
    // The number of cores that cost something: ready or busy ones (a core that was given up is
    // there until its request ends), and starting ones.
    int64_t there() const { return (ready_ > busy_ ? ready_ : busy_) + starting_; }
    bool can_start() const { return busy_replicas_ < replicas_ && busy_ + threads_ <= ready_; }
    void begin() {
        ++busy_replicas_;
        busy_ += threads_;
    }
    void end(int64_t threads) {
        --busy_replicas_;
        busy_ -= threads;
    }

    // Changes the arrangement of cores. Returns the number of cores that must start for it; the
    // caller calls ready() when they have started.
    int64_t arrange(Arrangement on);
    void ready(int64_t cores);

  private:
    int64_t threads_;
    int64_t ready_;
    int64_t replicas_;  // when all cores have started
    int64_t busy_replicas_ = 0;
    int64_t busy_ = 0;
    int64_t starting_ = 0;
    int64_t given_up_ = 0;  // starting cores that are not wanted any more
};

}  // namespace mdisim
