#include "sim/decide/characterisation.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/engine/time.hpp"

namespace mdisim {

Characterisation::Characterisation(std::vector<Series> series) : series_(std::move(series)) {
    for (Series& s : series_) {
        for (AtRate& at : s.rates) at.p99_ms = at.latencies.quantile(0.99).ms();
    }
}

template <class Value>
double Characterisation::between(uint16_t model, Arrangement on, double rate_per_s, double beyond,
                                 Value value) const {
    const auto series = std::find_if(series_.begin(), series_.end(), [&](const Series& s) {
        return s.model == model && s.on == on;
    });
    if (series == series_.end()) return beyond;
    const auto above =
        std::lower_bound(series->rates.begin(), series->rates.end(), rate_per_s,
                         [](const AtRate& at, double rate) { return at.rate_per_s < rate; });
    if (above == series->rates.end()) return beyond;
    const double high = value(*above);
    if (above == series->rates.begin()) return high;
    const AtRate& below = *(above - 1);
    const double low = value(below);
    const double part = (rate_per_s - below.rate_per_s) / (above->rate_per_s - below.rate_per_s);
    return low + part * (high - low);
}

double Characterisation::p99_ms(uint16_t model, Arrangement on, double rate_per_s) const {
    constexpr double never = std::numeric_limits<double>::infinity();
    return between(model, on, rate_per_s, never, [](const AtRate& at) { return at.p99_ms; });
}

double Characterisation::share_within(uint16_t model, Arrangement on, double rate_per_s,
                                      double ms) const {
    return between(model, on, rate_per_s, 0, [ms](const AtRate& at) {
        const Histogram& h = at.latencies;
        const auto all = static_cast<double>(h.total());
        return all == 0 ? 0 : 1 - static_cast<double>(h.above(Duration::from_ms(ms))) / all;
    });
}

}  // namespace mdisim
