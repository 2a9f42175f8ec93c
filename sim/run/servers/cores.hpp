// What the servers of one kind run on.
#pragma once

#include <cstdint>

#include "sim/decide/characterisation.hpp"

namespace mdisim {

// The cores: how many there are, how many will be, how many run something.
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
    // What is paid for: those that run what began before they were given up are still there.
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

    // From now on so many replicas of so many threads. What is more than there is has to start: it
    // says how many cores; ready() when they have.
    int64_t arrange(Arrangement on);
    void ready(int64_t cores);

  private:
    int64_t threads_;
    int64_t ready_;
    int64_t replicas_;  // once all have started
    int64_t busy_replicas_ = 0;
    int64_t busy_ = 0;
    int64_t starting_ = 0;
    int64_t given_up_ = 0;  // of those that start: they need not come
};

}  // namespace mdisim
