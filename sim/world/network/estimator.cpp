#include "sim/world/network/estimator.hpp"

#include <string>

namespace mdisim {

const Object& describe(Tag<Estimator>) {
    static const Object table = object<Estimator>(
        "estimator", "how the servers estimate the time on the network",
        {field("kind", &Estimator::kind,
               "twice_uplink: 2 T_in, as measured (the papers' rule); true_value: the true time; "
               "twice_downlink: twice the phone's last T_out; past_mean, ewma: a mean over the "
               "phone's past answers"),
         field("alpha", &Estimator::alpha, "weight of the newest answer in ewma")
             .above(0)
             .at_most(1),
         field("clock_skew_ms", &Estimator::clock_skew_ms,
               "how far the phone's clock is behind; T_in is measured too long by this time")});
    return table;
}

const std::vector<std::string>& names_of(Tag<EstimatorKind>) {
    static const std::vector<std::string> names = {"twice_uplink", "true_value", "twice_downlink",
                                                   "past_mean", "ewma"};
    return names;
}

bool memoryless(EstimatorKind kind) {
    return kind == EstimatorKind::twice_uplink || kind == EstimatorKind::true_value;
}

void PastNetwork::learn(EstimatorKind kind, double alpha, Duration up, Duration down) {
    const double ms = (up + down).ms();
    ++answers_;
    const double weight =
        kind == EstimatorKind::ewma && answers_ > 1 ? alpha : 1 / static_cast<double>(answers_);
    mean_ms_ += weight * (ms - mean_ms_);
    last_down_ms_ = down.ms();
}

std::optional<double> PastNetwork::estimate_ms(EstimatorKind kind) const {
    if (answers_ == 0) return std::nullopt;
    return kind == EstimatorKind::twice_downlink ? 2 * last_down_ms_ : mean_ms_;
}

}  // namespace mdisim
