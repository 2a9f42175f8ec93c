// A characterisation of the servers: the latencies of each model on each arrangement of the cores,
// at rates up to a little above its capacity. It is measured before a run, by runs of its own
// (sim/run/trials/characterise.hpp).
#pragma once

#include <cstdint>
#include <vector>

#include "sim/measure/histogram.hpp"

namespace mdisim {

// An arrangement of cores: `replicas` replicas of `threads` threads each.
struct Arrangement {
    int64_t replicas = 1;
    int64_t threads = 1;
    bool operator==(const Arrangement&) const = default;
};

class Characterisation {
  public:
    struct AtRate {
        double rate_per_s = 0;
        Histogram latencies;
        double p99_ms = 0;  // of `latencies`
    };
    // The trials of one model on one arrangement, in the order of rising rates.
    struct Series {
        uint16_t model = 0;
        Arrangement on;
        std::vector<AtRate> rates;
    };
    explicit Characterisation(std::vector<Series> series);

    const std::vector<Series>& series() const { return series_; }
    // p99_ms: the 99th percentile of latency; share_within: the share of latencies up to `ms`. Both
    // are interpolated between two rates, and constant below the least rate. Above the greatest
    // rate, and on arrangements that were not tried, no answer is in time.
    // Cost: p99_ms is looked up; share_within counts a histogram.
    double p99_ms(uint16_t model, Arrangement on, double rate_per_s) const;
    double share_within(uint16_t model, Arrangement on, double rate_per_s, double ms) const;

  private:
    template <class Value>
    double between(uint16_t model, Arrangement on, double rate_per_s, double beyond,
                   Value value) const;

    std::vector<Series> series_;
};

}  // namespace mdisim
