// A continuous-time Markov chain: it stays an exponential time in a state, then goes to one of the
// others by weight. It starts from its stationary law.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sim/engine/time.hpp"

namespace mdisim {

class Chain {
  public:
    // Mean stays in nanoseconds and weights, state by state.
    Chain(std::vector<double> means, std::vector<double> weights)
        : means_(std::move(means)), weights_(std::move(weights)) {}

    size_t size() const { return means_.size(); }
    // Share of time spent in a state: its visits, w_i (W - w_i), times its mean stay.
    double share(size_t state) const { return mass(state) / total_mass(); }

    // Each of these three takes one uniform.
    size_t first(double uniform) const;
    size_t next(size_t from, double uniform) const;
    Duration stay(size_t state, double uniform) const;  // at least a nanosecond

  private:
    double mass(size_t state) const;
    double total_mass() const;

    std::vector<double> means_;
    std::vector<double> weights_;
};

}  // namespace mdisim
