#include "sim/decide/views.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "sim/describe/check.hpp"

namespace mdisim {

Offer::Offer(std::vector<ModelBelief> beliefs) : by_accuracy_(std::move(beliefs)) {
    ensure(!by_accuracy_.empty(), "an offer without models");
    std::stable_sort(by_accuracy_.begin(), by_accuracy_.end(),
                     [](const ModelBelief& a, const ModelBelief& b) {
                         return std::tuple(-a.accuracy, a.mu_ms, a.model) <
                                std::tuple(-b.accuracy, b.mu_ms, b.model);
                     });
    for (size_t i = 1; i < by_accuracy_.size(); ++i) {
        if (by_accuracy_[i].mu_ms < by_accuracy_[fastest_].mu_ms) fastest_ = i;
    }
}

}  // namespace mdisim
