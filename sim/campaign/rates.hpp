// What work costs, by what earlier work has cost.
#pragma once

#include <map>
#include <string>

#include "sim/campaign/store.hpp"

namespace mdisim {

// Seconds a request on one core, by kind of work; what was never measured costs what the rest does.
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
    // Otherwise rates are in requests, not in seconds.
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
