// Estimates of the cost of work, from the cost of earlier work.
#pragma once

#include <map>
#include <string>

#include "sim/campaign/store.hpp"

namespace mdisim {

// The seconds that a request takes on one core, by kind of work. A kind that was never measured has
// the mean rate of the kinds that were.
class Rates {
  public:
    explicit Rates(const std::map<std::string, Cost>& costs) {
        Cost all;
        for (const auto& [name, cost] : costs) {
            if (cost.requests <= 0 || cost.seconds <= 0) continue;
            by_kind_[name] = cost.seconds / cost.requests;
            all.requests += cost.requests;
            all.seconds += cost.seconds;
        }
        measured_ = all.requests > 0;
        if (measured_) usual_ = all.seconds / all.requests;
    }
    // Whether any kind was measured. If none was, all rates are 1, so that costs are in requests.
    bool measured() const { return measured_; }
    double of(const std::string& kind) const {
        const auto at = by_kind_.find(kind);
        return at == by_kind_.end() ? usual_ : at->second;
    }

  private:
    std::map<std::string, double> by_kind_;
    double usual_ = 1;
    bool measured_ = false;
};

}  // namespace mdisim
