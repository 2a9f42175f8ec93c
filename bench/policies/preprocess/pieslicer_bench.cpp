// PieSlicer's decision: published 0.33 ms on a phone (claim ps-7; its verdict stands beside the
// number, for this is not a phone: only that a decision costs no more). Unit of work: one decision.
#include <chrono>

#include "bench/support.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr double published_ms = 0.33;

void pieslicer(benchmark::State& state) {
    const PolicyEntry* entry = find_policy(Decision::preprocess, "pieslicer");
    const auto policy = entry->make<Preprocess>(entry->options.make().get());
    std::vector<PictureMeasured> measured;
    for (int64_t i = 1; i <= 400; ++i) {
        PictureMeasured m{i * 10'000, 4000, 3000, i % 2 == 0};
        m.sent_bytes = m.on_phone ? 40'000 + 10 * i : m.bytes;
        m.phone_ms = static_cast<double>(50 + i);
        m.network_ms = 100 + 2e-4 * static_cast<double>(m.sent_bytes);
        m.cloud_ms = 4 + 6e-5 * static_cast<double>(m.sent_bytes);
        measured.push_back(m);
    }
    policy->train(measured);
    PictureView view{1, 4000, 3000};
    Draw draw(1, {draws_of(Decision::preprocess), 0, 0, 0, 0});
    const auto start = std::chrono::steady_clock::now();
    for (auto _ : state) {
        view.bytes = (view.bytes * 48'271) % 10'000'019;
        benchmark::DoNotOptimize(policy->on_phone(view, draw));
    }
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - start;
    const bool within = spent.count() <= published_ms * static_cast<double>(state.iterations());
    per_unit(state, 1, {20, 0, "", "decision", within ? "ps-7:reproduced" : "ps-7:not_reproduced"});
}
BENCHMARK(pieslicer);

}  // namespace
}  // namespace mdisim
