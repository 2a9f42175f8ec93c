#include "sim/metrics/distribution.hpp"

#include <algorithm>

#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/sections.hpp"

namespace mdisim {
namespace {

constexpr double enough_beyond = 30;
constexpr double step_of_tail = 1.1006941712522096;  // the 24th root of 10

constexpr Quantity quantities[] = {
    {"latency_ms", "latency", [](const Tally& t) -> const Histogram& { return t.latencies; }},
    {"wait_ms", "wait", [](const Tally& t) -> const Histogram& { return t.waits; }}};

}  // namespace

std::span<const Quantity> all_quantities() { return quantities; }

std::vector<Level> levels_of(const std::vector<Tally>& replications, const Quantity& quantity) {
    Histogram pooled;
    std::vector<const Histogram*> measured;
    for (const Tally& tally : replications) {
        const Histogram& values = quantity.of(tally);
        pooled.merge(values);
        if (values.total() > 0) measured.push_back(&values);
    }
    std::vector<Level> levels;
    if (measured.empty()) return levels;
    const Sections sections(measured, pooled);
    const auto add = [&](double level) {
        const Duration value = pooled.quantile(level);
        const Interval i = interval_about(level, sections.shares_above(value), from_zero_to_one);
        levels.push_back({level, std::max(i.low, 0.0), std::min(i.high, 1.0), value.ms()});
    };
    for (int percent = 0; percent < 90; ++percent) add(percent / 100.0);
    const auto total = static_cast<double>(pooled.total());
    for (double beyond = 0.1; beyond * total >= enough_beyond; beyond /= step_of_tail) {
        add(1 - beyond);
    }
    return levels;
}

}  // namespace mdisim
