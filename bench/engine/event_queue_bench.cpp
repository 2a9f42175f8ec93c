// Unit of work: one event taken out and one put in, with so many pending.
#include "bench/support.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

void hold(benchmark::State& state) {
    EventQueue queue;
    std::vector<int64_t> gaps(4096);
    for (size_t i = 0; i < gaps.size(); ++i) {
        gaps[i] = static_cast<int64_t>(random_lanes(1, {Purpose{1}, 0, 0, 0, i}).lane[0] >> 44);
    }
    for (int64_t i = 0; i < state.range(0); ++i)
        queue.push(Time{gaps[static_cast<size_t>(i)]}, 0, 1);
    size_t next = 0;
    EventQueue::Event event;
    for (auto _ : state) {
        queue.pop_before(~EventOrder{0}, event);
        queue.push(event.time + Duration{gaps[next++ & 4095]}, 0, event.subject);
    }
    per_unit(state, 1, {state.range(0) == 64 ? 30.0 : 0, 0, "", "event"});
}
BENCHMARK(hold)->ArgName("pending")->Arg(4)->Arg(64)->Arg(1024);

}  // namespace
}  // namespace mdisim
