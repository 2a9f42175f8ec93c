// Limits how many attempts a phone sends after the first ones of its requests.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace mdisim {

// Each request of a phone adds the share to the phone's savings, which begin empty and hold ten
// attempts at most; an attempt after the first takes one. Without a share nothing is limited.
class RetryBudget {
  public:
    RetryBudget(const std::optional<double>& share, int64_t phones) {
        if (!share) return;
        added_ = static_cast<int64_t>(*share * static_cast<double>(attempt) + 0.5);
        savings_.resize(static_cast<size_t>(phones));
    }

    void asked(uint32_t phone) {
        if (savings_.empty()) return;
        int64_t& saved = savings_[phone];
        saved = saved + added_ < most ? saved + added_ : most;
    }
    // Takes what one more attempt costs. Returns whether there was enough.
    bool take(uint32_t phone) {
        if (savings_.empty()) return true;
        if (savings_[phone] < attempt) return false;
        savings_[phone] -= attempt;
        return true;
    }

  private:
    static constexpr int64_t attempt = 1'000'000'000;
    static constexpr int64_t most = 10 * attempt;

    int64_t added_ = 0;
    std::vector<int64_t> savings_;  // by phone, in billionths of an attempt; empty: no limit
};

}  // namespace mdisim
