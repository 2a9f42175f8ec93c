// Unit of work: one event taken out and one put in, with so many pending.
#include "bench/support.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

void hold(benchmark::State& state) {
    EventQueue<uint32_t> queue;
    std::vector<int64_t> gaps(4096);
    for (size_t i = 0; i < gaps.size(); ++i) {
        gaps[i] = static_cast<int64_t>(random_lanes(1, {Purpose{1}, 0, 0, 0, i}).lane[0] >> 44);
    }
    for (int64_t i = 0; i < state.range(0); ++i)
        queue.push(Time{gaps[static_cast<size_t>(i)]}, 0, 1);
    size_t next = 0;
    for (auto _ : state) {
        const auto event = queue.pop();
        queue.push(event.time + Duration{gaps[next++ & 4095]}, 0, event.payload);
    }
    per_unit(state, 1, {state.range(0) == 64 ? 30.0 : 0, 0, "", "event"});
}
BENCHMARK(hold)->ArgName("pending")->Arg(4)->Arg(64)->Arg(1024);

// A deadline is set for each request and cancelled when its answer comes before. Unit of work: one
// request, with so many outstanding.
void cancelled_timers(benchmark::State& state) {
    constexpr unsigned answer = 0, deadline = 2;
    EventQueue<uint32_t> queue;
    const auto outstanding = static_cast<uint32_t>(state.range(0));
    std::vector<EventQueue<uint32_t>::Handle> timers(outstanding);
    std::vector<int64_t> gaps(4096);
    for (size_t i = 0; i < gaps.size(); ++i) {
        gaps[i] = static_cast<int64_t>(random_lanes(1, {Purpose{1}, 0, 0, 0, i}).lane[0] >> 44);
    }
    size_t next = 0;
    const auto ask = [&](Time now, uint32_t slot) {
        queue.push(now + Duration{gaps[next++ & 4095]}, answer, slot);
        timers[slot] = queue.push(now + Duration{int64_t{1} << 21}, deadline, slot);
    };
    for (uint32_t slot = 0; slot < outstanding; ++slot) ask(Time{0}, slot);
    for (auto _ : state) {
        const auto event = queue.pop();
        queue.cancel(timers[event.payload]);
        ask(event.time, event.payload);
    }
    per_unit(state, 1, {100, 60, "hold/pending:1024"});
}
BENCHMARK(cancelled_timers)->ArgName("outstanding")->Arg(256);

}  // namespace
}  // namespace mdisim
