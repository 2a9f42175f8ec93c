// Estimates of T_nw, the network's share of the deadline, as the servers have them when a request
// arrives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

enum class EstimatorKind { twice_uplink, true_value, twice_downlink, past_mean, ewma };

struct Estimator {
    EstimatorKind kind = EstimatorKind::twice_uplink;
    double alpha = 0.5;        // of ewma
    double clock_skew_ms = 0;  // by which the phone's clock is behind, so that T_in is too long
};

const Object& describe(Tag<Estimator>);
const std::vector<std::string>& names_of(Tag<EstimatorKind>);

// Whether an estimate uses nothing but the request's own measurement.
bool memoryless(EstimatorKind kind);

// The servers' estimate of the network's share when a request has reached them.
struct NetworkEstimate {
    double uplink_ms;  // measured
    double network_ms;
};
// Requires an estimator that is memoryless().
inline NetworkEstimate memoryless_estimate(const Estimator& estimator, Duration up, Duration down) {
    const double uplink_ms = up.ms() + estimator.clock_skew_ms;
    if (estimator.kind == EstimatorKind::true_value) return {uplink_ms, (up + down).ms()};
    return {uplink_ms, 2 * uplink_ms};
}

// A phone's memory of its past answers. Each request is sent with the estimate made from it.
class PastNetwork {
  public:
    void learn(EstimatorKind kind, double alpha, Duration up, Duration down);
    // The estimate; none before the first answer.
    std::optional<double> estimate_ms(EstimatorKind kind) const;

  private:
    double mean_ms_ = 0;
    double last_down_ms_ = 0;
    uint64_t answers_ = 0;
};

}  // namespace mdisim
