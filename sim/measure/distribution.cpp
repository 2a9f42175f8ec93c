#include "sim/measure/distribution.hpp"

#include <algorithm>

#include "sim/measure/interval.hpp"

namespace mdisim {
namespace {

constexpr double enough_beyond = 30;
constexpr double step_of_tail = 1.1006941712522096;  // the 24th root of 10

constexpr Quantity quantities[] = {
    {"latency_ms", "latency", [](const Tally& t) -> const Histogram& { return t.latencies; }},
    {"wait_ms", "wait", [](const Tally& t) -> const Histogram& { return t.waits; }}};

// Half the width of the interval of the share of values beyond one.
double spread_at(const std::vector<Tally>& replications, const Quantity& quantity, Duration value) {
    std::vector<double> beyond;
    for (const Tally& tally : replications) {
        const Histogram& values = quantity.of(tally);
        if (values.total() == 0) continue;
        beyond.push_back(static_cast<double>(values.above(value)) /
                         static_cast<double>(values.total()));
    }
    return student_interval(beyond).half_width();
}

}  // namespace

std::span<const Quantity> all_quantities() { return quantities; }

std::vector<Level> levels_of(const std::vector<Tally>& replications, const Quantity& quantity) {
    Histogram pooled;
    for (const Tally& tally : replications) pooled.merge(quantity.of(tally));
    std::vector<Level> levels;
    if (pooled.total() == 0) return levels;
    const auto add = [&](double level) {
        const Duration value = pooled.quantile(level);
        const double off = spread_at(replications, quantity, value);
        levels.push_back(
            {level, std::max(level - off, 0.0), std::min(level + off, 1.0), value.ms()});
    };
    for (int percent = 0; percent < 90; ++percent) add(percent / 100.0);
    const auto total = static_cast<double>(pooled.total());
    for (double beyond = 0.1; beyond * total >= enough_beyond; beyond /= step_of_tail) {
        add(1 - beyond);
    }
    return levels;
}

}  // namespace mdisim
