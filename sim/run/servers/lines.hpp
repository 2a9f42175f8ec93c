// The requests that wait for the servers: one line for all, or one for each model.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/key_heap.hpp"
#include "sim/engine/ring.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

// A line of requests, which are given by their slots. Of requests with equal deadlines, the first
// to come is served first.
class WaitingLine {
  public:
    explicit WaitingLine(Discipline discipline) : discipline_(discipline) {}

    bool empty() const { return size() == 0; }
    size_t size() const { return in_ring() ? line_.size() : heap_.size(); }
    // number: of the request among all that have joined any line.
    void push(uint32_t slot, Time deadline, uint64_t number) {
        const uint64_t key = number << 24 | slot;
        if (in_ring())
            line_.push_back(key);
        else
            heap_.push(static_cast<uint128>(static_cast<uint64_t>(deadline.ns)) << 64 | key);
    }
    // The next three require a line that is not empty.
    uint32_t front() { return static_cast<uint32_t>(front_key()) & slot_mask; }
    // The lesser of two lines' keys belongs to the request that is served first.
    uint128 front_key() {
        ensure(!empty(), "the front of an empty line");
        return in_ring() ? line_.front() : heap_.front();
    }
    uint32_t pop() {
        const uint32_t slot = front();
        if (in_ring())
            line_.pop_front();
        else
            heap_.pop();
        return slot;
    }
    // Removes a request. Returns whether it was in the line. Cost: linear in size().
    bool remove(uint32_t slot);

    Time alarm = Time::max();  // when an idle replica stops to wait for more of its requests

  private:
    static constexpr uint32_t slot_mask = 0xFFFFFFu;

    // Requests of a line that is served in order are in the ring, others in the heap.
    bool in_ring() const { return discipline_ == Discipline::fifo; }

    Discipline discipline_;
    Ring<uint64_t> line_;  // number 40 | slot 24
    KeyHeap heap_;         // deadline 64 | number 40 | slot 24
};

class Lines {
  public:
    Lines(const Servers& servers, size_t models)
        : lines_(servers.lines == LineKind::by_model ? models : 1, WaitingLine(servers.queue)) {}

    bool empty() const { return size_ == 0; }
    size_t size() const { return size_; }
    WaitingLine& of(uint16_t model) { return lines_[lines_.size() == 1 ? 0 : model]; }
    std::vector<WaitingLine>& all() { return lines_; }

    void push(uint32_t slot, uint16_t model, Time deadline) {
        of(model).push(slot, deadline, ++count_);
        ++size_;
    }
    uint32_t pop(WaitingLine& line) {
        --size_;
        return line.pop();
    }
    bool remove(uint32_t slot) {
        for (WaitingLine& line : lines_) {
            if (!line.remove(slot)) continue;
            --size_;
            return true;
        }
        return false;
    }

    // The line to serve next, among those with requests for which may_serve(model, line) is true:
    // that of the model on offer, else the one whose first request came first (or is due first).
    // Null if there is none.
    template <class MayServe>
    WaitingLine* next(uint16_t offered, MayServe may_serve) {
        if (lines_.size() == 1) {
            return !lines_[0].empty() && may_serve(any, lines_[0]) ? &lines_[0] : nullptr;
        }
        if (offered < lines_.size() && !lines_[offered].empty() &&
            may_serve(offered, lines_[offered])) {
            return &lines_[offered];
        }
        WaitingLine* best = nullptr;
        for (uint16_t m = 0; m < lines_.size(); ++m) {
            WaitingLine& line = lines_[m];
            if (line.empty() || !may_serve(m, line)) continue;
            if (best == nullptr || line.front_key() < best->front_key()) best = &line;
        }
        return best;
    }

  private:
    static constexpr uint16_t any = 0xFFFF;  // the model of the only line, which has all models

    std::vector<WaitingLine> lines_;
    size_t size_ = 0;
    uint64_t count_ = 0;
};

}  // namespace mdisim
