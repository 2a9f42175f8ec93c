// The servers: replicas that each run one request at a time, or a batch, on so many threads, and
// the line in front of them.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

enum class Discipline { fifo, earliest_deadline };
enum class ChooseAt { arrival, start };

// Requests that a replica runs together.
struct Batching {
    int64_t max_size = 1;
    double max_delay_ms = 0;  // a replica that idles waits so long for more
    double each_further = 1;  // share of a lone request's time that one more takes
};

struct Servers {
    int64_t replicas = 1;
    Discipline queue = Discipline::fifo;
    std::optional<int64_t> waiting_room;  // how many may wait; none: no bound
    bool drop_late = false;               // at dispatch, drop what is already past its deadline
    int64_t threads = 1;                  // of each replica
    ChooseAt choose_at = ChooseAt::arrival;
    std::optional<Batching> batching{};
    std::optional<int64_t>
        most_replicas{};                // a controller may ask for; none: no more than there are
    std::optional<double> memory_mb{};  // for models; none: all are there
    double start_ms = 0;                // until a new replica is ready

    int64_t cores() const { return replicas * threads; }
};

const Object& describe(Tag<Servers>);
const Object& describe(Tag<Batching>);
const std::vector<std::string>& names_of(Tag<Discipline>);
const std::vector<std::string>& names_of(Tag<ChooseAt>);

// Requests that wait, by their slot. Equal deadlines: first come, first served.
class WaitingLine {
  public:
    explicit WaitingLine(Discipline discipline) : discipline_(discipline) {}

    bool empty() const { return size() == 0; }
    size_t size() const { return discipline_ == Discipline::fifo ? line_.size() : heap_.size(); }
    void push(uint32_t slot, Time deadline);
    uint32_t front() const;  // needs a line that is not empty
    uint32_t pop();          // needs a line that is not empty

  private:
    Discipline discipline_;
    std::deque<uint32_t> line_;
    std::vector<uint128> heap_;  // deadline 64 | sequence 40 | slot 24, the least on top
    uint64_t sequence_ = 0;
};

// The cores: how many there are, how many will be, how many run something.
class Cores {
  public:
    explicit Cores(const Servers& servers)
        : threads_(servers.threads), ready_(servers.cores()), replicas_(servers.replicas) {}

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
    int64_t arrange(int64_t replicas, int64_t threads);
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
