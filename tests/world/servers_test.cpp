#include "sim/world/servers.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

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

TEST_CASE("a line serves as its discipline says; of equal deadlines the first to come", "[world]") {
    for (Discipline discipline : {Discipline::fifo, Discipline::earliest_deadline}) {
        for (uint64_t spread : {uint64_t{1}, uint64_t{5}, uint64_t{1} << 62}) {
            std::mt19937_64 engine(spread);
            WaitingLine line(discipline);
            Oracle oracle(discipline);
            for (int i = 0; i < 5000; ++i) {
                if (oracle.size() > 0 && engine() % 5 < 2) {
                    if (line.pop() != oracle.pop()) FAIL_CHECK("step " << i);
                } else {
                    const auto slot = static_cast<uint32_t>(engine() % (1 << 24));
                    const Time deadline{static_cast<int64_t>(engine() % spread)};
                    line.push(slot, deadline);
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

TEST_CASE("nobody can be called from an empty line", "[world]") {
    for (Discipline discipline : {Discipline::fifo, Discipline::earliest_deadline}) {
        WaitingLine line(discipline);
        CHECK_THROWS_AS(line.pop(), InternalError);
        line.push(3, Time{9});
        CHECK(line.pop() == 3);
        CHECK_THROWS_AS(line.pop(), InternalError);
    }
}

TEST_CASE("servers are described: one replica at least, no line shorter than none", "[world]") {
    const Object& table = describe(Tag<Servers>{});
    const auto field = [&](const std::string& name) -> const Field& {
        return *std::find_if(table.fields.begin(), table.fields.end(),
                             [&](const Field& f) { return f.name == name; });
    };
    CHECK(field("replicas").low == 1);
    CHECK(field("replicas").required);
    CHECK(field("waiting_room").low == 0);
    CHECK(names_of(Tag<Discipline>{}) == std::vector<std::string>{"fifo", "earliest_deadline"});
    const Servers fresh;
    CHECK_FALSE(fresh.waiting_room.has_value());
    CHECK_FALSE(fresh.drop_late);
    CHECK(fresh.queue == Discipline::fifo);
}

}  // namespace
}  // namespace mdisim
