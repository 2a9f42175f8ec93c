// The servers: replicas that each run one request at a time, and the line in front of them.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

enum class Discipline { fifo, earliest_deadline };

struct Servers {
    int64_t replicas = 1;
    Discipline queue = Discipline::fifo;
    std::optional<int64_t> waiting_room;  // how many may wait; none: no bound
    bool drop_late = false;               // at dispatch, drop what is already past its deadline
};

const Object& describe(Tag<Servers>);
const std::vector<std::string>& names_of(Tag<Discipline>);

// Requests that wait, by their slot. Equal deadlines: first come, first served.
class WaitingLine {
  public:
    explicit WaitingLine(Discipline discipline) : discipline_(discipline) {}

    bool empty() const { return size() == 0; }
    size_t size() const { return discipline_ == Discipline::fifo ? line_.size() : heap_.size(); }
    void push(uint32_t slot, Time deadline);
    uint32_t pop();  // needs a line that is not empty

  private:
    Discipline discipline_;
    std::deque<uint32_t> line_;
    std::vector<uint128> heap_;  // deadline 64 | sequence 40 | slot 24, the least on top
    uint64_t sequence_ = 0;
};

}  // namespace mdisim
