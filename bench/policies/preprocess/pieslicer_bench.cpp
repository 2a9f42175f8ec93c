// PieSlicer's decision on this machine, which is no phone: the 0.33 ms that the paper measured on
// one are charged where a scenario says so (claim ps-7). Unit of work: one decision.
#include "bench/support.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

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
    for (auto _ : state) {
        view.bytes = (view.bytes * 48'271) % 10'000'019;
        benchmark::DoNotOptimize(policy->on_phone(view, draw));
    }
    per_unit(state, 1, {20, 0, "", "decision"});
}
BENCHMARK(pieslicer);

}  // namespace
}  // namespace mdisim
