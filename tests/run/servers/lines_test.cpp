#include "sim/run/servers/lines.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <utility>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

// A line that looks through everybody, every time.
class Oracle {
  public:
    explicit Oracle(Discipline discipline) : discipline_(discipline) {}
    size_t size() const { return waiting_.size(); }
    void push(uint32_t slot, Time deadline) { waiting_.push_back({slot, deadline}); }
    uint32_t pop() {
        auto next = waiting_.begin();
        if (discipline_ == Discipline::earliest_deadline) {
            next =
                std::min_element(waiting_.begin(), waiting_.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
        }
        const uint32_t slot = next->first;
        waiting_.erase(next);
        return slot;
    }

  private:
    Discipline discipline_;
    std::vector<std::pair<uint32_t, Time>> waiting_;  // in the order they came
};

TEST_CASE("a line serves as its discipline says, and of equal deadlines the first to come",
          "[run]") {
    for (Discipline discipline : {Discipline::fifo, Discipline::earliest_deadline}) {
        for (uint64_t spread : {uint64_t{1}, uint64_t{5}, uint64_t{1} << 62}) {
            std::mt19937_64 engine(spread);
            WaitingLine line(discipline);
            Oracle oracle(discipline);
            for (uint64_t i = 0; i < 5000; ++i) {
                if (oracle.size() > 0 && engine() % 5 < 2) {
                    if (line.pop() != oracle.pop()) FAIL_CHECK("step " << i);
                } else {
                    const auto slot = static_cast<uint32_t>(engine() % (1 << 24));
                    const Time deadline{static_cast<int64_t>(engine() % spread)};
                    line.push(slot, deadline, i);
                    oracle.push(slot, deadline);
                }
                if (line.size() != oracle.size()) FAIL_CHECK("step " << i);
            }
            CHECK(oracle.size() > 500);
            while (!line.empty()) {
                if (line.pop() != oracle.pop()) FAIL_CHECK("at the end");
            }
            CHECK(oracle.size() == 0);
        }
    }
}

TEST_CASE("nobody can be called from an empty line", "[run]") {
    for (Discipline discipline : {Discipline::fifo, Discipline::earliest_deadline}) {
        WaitingLine line(discipline);
        CHECK_THROWS_AS(line.pop(), InternalError);
        line.push(3, Time{9}, 1);
        CHECK(line.pop() == 3);
        CHECK_THROWS_AS(line.pop(), InternalError);
    }
}

TEST_CASE("of several lines: the offered model's, else who came first or is due first", "[run]") {
    const auto all = [](uint16_t, const WaitingLine&) { return true; };
    Servers servers;
    servers.lines = LineKind::by_model;
    for (Discipline discipline : {Discipline::fifo, Discipline::earliest_deadline}) {
        servers.queue = discipline;
        Lines lines(servers, 3);
        CHECK(lines.next(1, all) == nullptr);
        lines.push(10, 2, Time{90});
        lines.push(11, 0, Time{70});
        lines.push(12, 2, Time{80});
        CHECK(lines.size() == 3);
        const bool fifo = discipline == Discipline::fifo;
        CHECK(lines.next(0xFFFF, all) == &lines.of(fifo ? 2 : 0));
        CHECK(lines.next(1, all) == &lines.of(fifo ? 2 : 0));  // nobody waits for what is offered
        CHECK(lines.next(0, all) == &lines.of(0));
        CHECK(lines.next(2, all) == &lines.of(2));
        CHECK(lines.pop(lines.of(2)) == (fifo ? 10 : 12));
        CHECK(lines.next(2, [](uint16_t m, const auto&) { return m != 2; }) == &lines.of(0));
        CHECK(lines.next(2, [](uint16_t m, const auto&) { return m == 1; }) == nullptr);
        CHECK(lines.size() == 2);
    }
}

TEST_CASE("one line for all is everybody's", "[run]") {
    Lines lines(Servers{}, 3);
    lines.push(10, 2, Time{90});
    lines.push(11, 0xFFFF, Time{70});  // its model is chosen when it begins to run
    CHECK(&lines.of(0) == &lines.of(2));
    CHECK(lines.pop(lines.of(1)) == 10);
    CHECK(lines.pop(lines.of(0xFFFF)) == 11);
    CHECK(lines.empty());
}

TEST_CASE("who leaves a line is not served, and the others keep their turn", "[run]") {
    for (Discipline discipline : {Discipline::fifo, Discipline::earliest_deadline}) {
        WaitingLine line(discipline);
        std::vector<std::pair<int64_t, uint32_t>> stay;
        for (uint32_t slot = 0; slot < 200; ++slot) {
            const int64_t deadline = slot * 37 % 11;
            line.push(slot, Time{deadline}, slot);
            const bool by_turn = discipline == Discipline::fifo;
            if (slot % 3 != 1) stay.emplace_back(by_turn ? 0 : deadline, slot);
        }
        for (uint32_t slot = 1; slot < 200; slot += 3) CHECK(line.remove(slot));
        CHECK_FALSE(line.remove(1));
        CHECK_FALSE(line.remove(200));
        std::sort(stay.begin(), stay.end());
        CHECK(line.size() == stay.size());
        for (const auto& [deadline, slot] : stay) CHECK(line.pop() == slot);
        CHECK(line.empty());
    }
}

}  // namespace
}  // namespace mdisim
