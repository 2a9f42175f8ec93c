// The blocks over which a calibration has its intervals.
#pragma once

#include <vector>

#include "sim/measure/tally.hpp"
#include "sim/metrics/formulas.hpp"

namespace mdisim {

// Mean latency of the answers of a tally; not-a-number without answers.
inline double mean_latency_ms(const Tally& t) { return over(t.latency.total, answered(t)) / 1e6; }

// The blocks of a log over all replications, each with its place, though nothing may be in it.
// Requires a replication, and as many blocks in each.
std::vector<Tally> simulated_blocks(const std::vector<Tally>& replications);

// What is compared, by blocks. Neighbouring blocks are joined as long as there are many of them and
// they are not long enough: with 30 requests in each, and little that goes on in the next.
class CalibrationBlocks {
  public:
    // Requires that every replication has as many blocks as were measured.
    CalibrationBlocks(std::vector<Tally> of_measured, const std::vector<Tally>& replications);

    std::vector<Tally> measured;
    std::vector<Tally> simulated{};  // over all replications
    bool apart = false;              // whether the blocks are long enough

  private:
    bool are_apart() const;

    std::vector<std::vector<Tally>> each_{};  // by replication
};

}  // namespace mdisim
