// The two papers' sets of eligible models, and a draw by weight among them: parts that several
// select policies are made of.
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

enum class EligibleRule { modipick, mdinference };

inline const std::vector<std::string>& names_of(Tag<EligibleRule>) {
    static const std::vector<std::string> names = {"modipick", "mdinference"};
    return names;
}

inline double distance(double a, double b) { return std::fabs(a - b); }

// With T_U the budget and T_L = T_U - threshold:
//   modipick     base: the most accurate with mu + sigma < T_U and mu - sigma < T_L;
//                eligible: |mu - T_L| <= |mu_base - T_L| + sigma_base and mu + sigma < T_U
//   mdinference  base: the most accurate with mu + sigma < T_U;
//                eligible: |mu - mu_base| <= sigma_base
class Eligible {
  public:
    Eligible(EligibleRule rule, const Offer& models, double budget_ms, double threshold_ms = 0)
        : rule_(rule), upper_ms_(budget_ms), lower_ms_(budget_ms - threshold_ms) {
        for (const ModelBelief& m : models.by_accuracy()) {
            const bool fits = m.mu_ms + m.sigma_ms < upper_ms_;
            if (fits && (rule == EligibleRule::mdinference || m.mu_ms - m.sigma_ms < lower_ms_)) {
                base_ = &m;
                break;
            }
        }
        if (base_ == nullptr) return;
        if (rule == EligibleRule::mdinference) {
            low_ms_ = base_->mu_ms - base_->sigma_ms;
            high_ms_ = base_->mu_ms + base_->sigma_ms;
        } else {
            low_ms_ = distance(base_->mu_ms, lower_ms_) + base_->sigma_ms;
        }
    }

    // Null when nothing fits: then a rule falls back to the least mu.
    const ModelBelief* base() const { return base_; }
    double upper_ms() const { return upper_ms_; }
    double lower_ms() const { return lower_ms_; }

    // Needs a base.
    bool contains(const ModelBelief& m) const {
        if (rule_ == EligibleRule::mdinference) return low_ms_ <= m.mu_ms && m.mu_ms <= high_ms_;
        return distance(m.mu_ms, lower_ms_) <= low_ms_ && m.mu_ms + m.sigma_ms < upper_ms_;
    }

  private:
    EligibleRule rule_;
    double upper_ms_;
    double lower_ms_;
    double low_ms_ = 0;   // mdinference: least mu; modipick: largest distance from T_L
    double high_ms_ = 0;  // mdinference: largest mu
    const ModelBelief* base_ = nullptr;
};

// The papers' utility A^k (T_U - (mu + sigma)) / |target - mu|, k = 1 in the papers: negative
// counts as zero, and a distance below a nanosecond as a nanosecond.
inline double papers_utility(const ModelBelief& m, double upper_ms, double target_ms,
                             int64_t exponent = 1) {
    constexpr double nanosecond_ms = 1e-6;
    const double slack_ms = upper_ms - (m.mu_ms + m.sigma_ms);
    const double off_ms = distance(target_ms, m.mu_ms);
    if (slack_ms <= 0) return 0;
    double weight = m.accuracy * slack_ms / (off_ms > nanosecond_ms ? off_ms : nanosecond_ms);
    for (int64_t k = 1; k < exponent; ++k) weight *= m.accuracy;
    return weight;
}

// The setting of both papers' policies that goes with it.
constexpr auto exponent_doc =
    "k: weighs accuracy as A^k; 1 is the papers', more keeps away from models of little accuracy";

struct Weighed {
    uint16_t model;
    double weight;
};

// Draws one of them with probability proportional to its weight, of which total is the sum; all
// zero: the base. Asks for a uniform only when there is something to draw.
template <class Uniform>
uint16_t draw_one(std::span<const Weighed> some, double total, uint16_t base, Uniform uniform) {
    if (some.size() == 1 || total <= 0) return base;
    double left = uniform() * total;
    for (const Weighed& one : some) {
        if (one.weight > 0 && left < one.weight) return one.model;
        left -= one.weight;
    }
    return base;
}

// MDInference's rule for many requests at once: who is eligible depends on the base alone, so each
// set is found once. draw gives what draw_by_weight does, to the bit.
class EligibleByBase {
  public:
    // Forgets all that was found for another offer.
    void renew(const Offer& offer) {
        models_ = offer.by_accuracy();
        fastest_ = offer.fastest().model;
        upper_ms_.clear();
        for (const ModelBelief& m : models_) upper_ms_.push_back(m.mu_ms + m.sigma_ms);
        sizes_.assign(models_.size(), 0);
        members_.resize(models_.size() * models_.size());
        some_.resize(models_.size());
    }

    template <class Uniform>
    uint16_t draw(double budget_ms, int64_t exponent, Uniform uniform) {
        size_t base = 0;
        while (base < upper_ms_.size() && !(upper_ms_[base] < budget_ms)) ++base;
        if (base == upper_ms_.size()) return fastest_;
        if (sizes_[base] == 0) find(base);
        const size_t size = sizes_[base];
        if (size == 1) return models_[base].model;
        const uint16_t* members = &members_[base * models_.size()];
        double total = 0;
        for (size_t k = 0; k < size; ++k) {
            const ModelBelief& m = models_[members[k]];
            some_[k] = {m.model, papers_utility(m, budget_ms, budget_ms, exponent)};
            total += some_[k].weight;
        }
        return draw_one(std::span(some_.data(), size), total, models_[base].model, uniform);
    }

  private:
    void find(size_t base) {
        const double low_ms = models_[base].mu_ms - models_[base].sigma_ms;
        const double high_ms = models_[base].mu_ms + models_[base].sigma_ms;
        for (size_t m = 0; m < models_.size(); ++m) {
            if (!(low_ms <= models_[m].mu_ms && models_[m].mu_ms <= high_ms)) continue;
            members_[base * models_.size() + sizes_[base]++] = static_cast<uint16_t>(m);
        }
    }

    std::span<const ModelBelief> models_;
    uint16_t fastest_ = 0;
    std::vector<double> upper_ms_;
    std::vector<size_t> sizes_;      // by base; 0: not found yet
    std::vector<uint16_t> members_;  // by base, in the order of accuracy
    std::vector<Weighed> some_;
};

// Notes which models are eligible, and which of them is the base. Needs a base.
inline void note_eligible(const Offer& models, const Eligible& eligible, Notebook* notes) {
    if (notes == nullptr) return;
    for (const ModelBelief& m : models.by_accuracy()) {
        if (eligible.contains(m)) notes->write(m.model, "eligible", 1);
    }
    notes->write(eligible.base()->model, "base", 1);
}

// What every rule does where nothing fits.
inline uint16_t least_mu(const Offer& models, Notebook* notes) {
    const uint16_t model = models.fastest().model;
    if (notes != nullptr) notes->write(model, "nothing fits", 1);
    return model;
}

// Notes what each of them weighs. Needs a base.
inline void note_weights(std::span<const Weighed> some, double total, uint16_t base,
                         Notebook& notes) {
    for (const Weighed& one : some) {
        notes.write(one.model, "utility", one.weight);
        const double sure = one.model == base ? 1 : 0;
        notes.write(one.model, "probability", total > 0 ? one.weight / total : sure);
    }
}

// Draws an eligible model with probability proportional to weight(m), as draw_one does. Needs a
// base. some: room for the eligible ones.
template <class Weight, class Uniform>
uint16_t draw_by_weight(const Offer& models, const Eligible& eligible, Weight weight,
                        Uniform uniform, std::vector<Weighed>& some, Notebook* notes) {
    double total = 0;
    some.clear();
    for (const ModelBelief& m : models.by_accuracy()) {
        if (!eligible.contains(m)) continue;
        some.push_back({m.model, weight(m)});
        total += some.back().weight;
    }
    if (notes != nullptr) note_weights(some, total, eligible.base()->model, *notes);
    return draw_one(some, total, eligible.base()->model, uniform);
}

}  // namespace mdisim
