// The common part of the select policies MDInference and ModiPick: both papers' sets of eligible
// models, and a draw by weight among them.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
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

// The execution time that both papers' rules assume of a model: mu + sigma.
inline double cautious_ms(const ModelBelief& m) { return m.mu_ms + m.sigma_ms; }

// The base and the eligible models of one request by a paper's rule. With T_U the budget and
// T_L = T_U - threshold:
//   modipick     base: the most accurate with mu + sigma < T_U and mu - sigma < T_L;
//                eligible: |mu - T_L| <= |mu_base - T_L| + sigma_base and mu + sigma < T_U
//   mdinference  base: the most accurate with mu + sigma < T_U;
//                eligible: |mu - mu_base| <= sigma_base
// Requires that the offer outlives this object.
class Eligible {
  public:
    Eligible(EligibleRule rule, const Offer& models, double budget_ms, double threshold_ms = 0)
        : models_(models.by_accuracy()),
          rule_(rule),
          upper_ms_(budget_ms),
          lower_ms_(budget_ms - threshold_ms) {
        for (const ModelBelief& m : models_) {
            const bool fits = cautious_ms(m) < upper_ms_;
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

    // The base. Null if no model fits; policies then take the model with the least mu.
    const ModelBelief* base() const { return base_; }
    double upper_ms() const { return upper_ms_; }
    double lower_ms() const { return lower_ms_; }

    // Requires a base.
    bool contains(const ModelBelief& m) const {
        if (rule_ == EligibleRule::mdinference) return low_ms_ <= m.mu_ms && m.mu_ms <= high_ms_;
        return distance(m.mu_ms, lower_ms_) <= low_ms_ && cautious_ms(m) < upper_ms_;
    }
    // Calls visit(m) for each eligible model m, the most accurate first. Requires a base.
    template <class Visit>
    void each(Visit visit) const {
        for (const ModelBelief& m : models_) {
            if (contains(m)) visit(m);
        }
    }

  private:
    std::span<const ModelBelief> models_;
    EligibleRule rule_;
    double upper_ms_;
    double lower_ms_;
    double low_ms_ = 0;   // mdinference: least mu; modipick: largest distance from T_L
    double high_ms_ = 0;  // mdinference: largest mu
    const ModelBelief* base_ = nullptr;
};

// The utility A^k (T_U - (mu + sigma)) / |target - mu|, where k = 1 in the papers. A negative
// utility counts as zero, and a distance |target - mu| below a nanosecond as a nanosecond.
inline double papers_utility(const ModelBelief& m, double upper_ms, double target_ms,
                             int64_t exponent = 1) {
    constexpr double nanosecond_ms = 1e-6;
    const double slack_ms = upper_ms - cautious_ms(m);
    const double off_ms = distance(target_ms, m.mu_ms);
    if (slack_ms <= 0) return 0;
    double weight = m.accuracy * slack_ms / (off_ms > nanosecond_ms ? off_ms : nanosecond_ms);
    for (int64_t k = 1; k < exponent; ++k) weight *= m.accuracy;
    return weight;
}

// The documentation of the setting `accuracy_exponent` of both policies.
constexpr auto exponent_doc =
    "k: accuracy has the weight A^k; 1 is that of the papers, a larger k avoids models of low "
    "accuracy";

struct Weighed {
    uint16_t model;
    double weight;
};

// Draws one model with probability proportional to its weight. total: the sum of weights; if total
// is zero, the base is taken. uniform() is called only if there is a choice.
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

// The sets of models that MDInference's rule finds eligible in one offer, kept for many requests. A
// set depends on nothing but its base, so it is computed once for each base.
class MDInferenceSets {
  public:
    struct Set {
        double base_ms = 0;  // cautious_ms of the base
        const ModelBelief* base_model = nullptr;
        std::vector<ModelBelief> models{};  // empty until the set is first used

        const ModelBelief* base() const { return base_model; }
        template <class Visit>
        void each(Visit visit) const {
            for (const ModelBelief& m : models) visit(m);
        }
    };

    // Starts anew with this offer. Requires that the offer outlives the use of its sets.
    void renew(const Offer& offer) {
        offer_ = &offer;
        sets_.resize(offer.by_accuracy().size());
        size_ = 0;
        double least_ms = std::numeric_limits<double>::infinity();
        for (const ModelBelief& m : offer.by_accuracy()) {
            // A model is never the base if a more accurate one takes no longer.
            if (!(cautious_ms(m) < least_ms)) continue;
            least_ms = cautious_ms(m);
            sets_[size_].base_ms = least_ms;
            sets_[size_++].models.clear();
        }
    }

    // The set for this budget; null if no model fits.
    const Set* find(double budget_ms) {
        size_t k = 0;
        while (k < size_ && !(sets_[k].base_ms < budget_ms)) ++k;
        if (k == size_) return nullptr;
        if (sets_[k].models.empty()) fill(sets_[k], budget_ms);
        return &sets_[k];
    }

  private:
    void fill(Set& set, double budget_ms) {
        const Eligible eligible(EligibleRule::mdinference, *offer_, budget_ms);
        set.base_model = eligible.base();
        eligible.each([&](const ModelBelief& m) { set.models.push_back(m); });
    }

    const Offer* offer_ = nullptr;
    std::vector<Set> sets_;  // the most accurate base first; size_ of them are valid
    size_t size_ = 0;
};

// Writes the eligible models and the base into the notebook, if there is one. Requires a base.
inline void note_eligible(const Eligible& eligible, Notebook* notes) {
    if (notes == nullptr) return;
    eligible.each([&](const ModelBelief& m) { notes->write(m.model, "eligible", 1); });
    notes->write(eligible.base()->model, "base", 1);
}

// The model with the least mu, which policies take if no model fits.
inline uint16_t least_mu(const Offer& models, Notebook* notes) {
    const uint16_t model = models.fastest().model;
    if (notes != nullptr) notes->write(model, "nothing fits", 1);
    return model;
}

// Writes the weight and the probability of each model into the notebook.
inline void note_weights(std::span<const Weighed> some, double total, uint16_t base,
                         Notebook& notes) {
    for (const Weighed& one : some) {
        notes.write(one.model, "utility", one.weight);
        const double sure = one.model == base ? 1 : 0;
        notes.write(one.model, "probability", total > 0 ? one.weight / total : sure);
    }
}

// Draws an eligible model with probability proportional to weight(m), as draw_one does. `eligible`
// is an Eligible or one of MDInferenceSets; `some` is scratch space. Requires a base.
template <class Set, class Weight, class Uniform>
uint16_t draw_by_weight(const Set& eligible, Weight weight, Uniform uniform,
                        std::vector<Weighed>& some, Notebook* notes) {
    double total = 0;
    some.clear();
    eligible.each([&](const ModelBelief& m) {
        some.push_back({m.model, weight(m)});
        total += some.back().weight;
    });
    if (notes != nullptr) note_weights(some, total, eligible.base()->model, *notes);
    return draw_one(some, total, eligible.base()->model, uniform);
}

}  // namespace mdisim
