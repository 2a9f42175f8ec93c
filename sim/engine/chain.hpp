// A continuous-time Markov chain: it stays in a state for an exponential time, then goes to one of
// the other states, chosen by weight. It starts from its stationary law.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sim/engine/time.hpp"

namespace mdisim {

class Chain {
  public:
    // means: the mean stay in each state, in nanoseconds. weights: the weight of each state.
    Chain(std::vector<double> means, std::vector<double> weights)
        : means_(std::move(means)), weights_(std::move(weights)) {}

    size_t size() const { return means_.size(); }
    // The stationary share of time in a state. For state i it is proportional to its share of
    // visits, w_i (W - w_i) where W is the sum of weights, times its mean stay.
    double share(size_t state) const { return mass(state) / total_mass(); }

    // The first state, the state after `from`, and the length of a stay, which is at least a
    // nanosecond. Each function takes one uniform number.
    size_t first(double uniform) const;
    size_t next(size_t from, double uniform) const;
    Duration stay(size_t state, double uniform) const;

  private:
    double mass(size_t state) const;
    double total_mass() const;

    std::vector<double> means_;
    std::vector<double> weights_;
};

}  // namespace mdisim
