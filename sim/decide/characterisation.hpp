// How the servers did when they were tried out: the latencies of each model on each arrangement of
// the cores, at rates up to what it can carry and a little beyond. Measured before a run, by runs
// of their own (sim/run/trials/characterise.hpp).
#pragma once

#include <cstdint>
#include <vector>

#include "sim/measure/histogram.hpp"

namespace mdisim {

// So many replicas of so many threads.
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
        double p99_ms = 0;  // of those
    };
    // Rates rise.
    struct Series {
        uint16_t model = 0;
        Arrangement on;
        std::vector<AtRate> rates;
    };
    explicit Characterisation(std::vector<Series> series);

    const std::vector<Series>& series() const { return series_; }
    // Between two rates it is interpolated; below the least it is as there; above the greatest
    // nothing is in time. Arrangements that were not tried are not either.
    // p99_ms is looked up; share_within counts.
    double p99_ms(uint16_t model, Arrangement on, double rate_per_s) const;
    double share_within(uint16_t model, Arrangement on, double rate_per_s, double ms) const;

  private:
    template <class Value>
    double between(uint16_t model, Arrangement on, double rate_per_s, double beyond,
                   Value value) const;

    std::vector<Series> series_;
};

}  // namespace mdisim
