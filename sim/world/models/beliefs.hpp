// Beliefs about models: fixed, or learnt from the execution times that the servers measure and from
// labels, which say whether an answer was right.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

enum class BeliefKind { fixed, ewma };

struct Beliefs {
    BeliefKind kind = BeliefKind::fixed;
    double alpha = 0.5;
    int64_t warm_up_runs = 0;
    std::optional<int64_t> remeasure_after_requests{};
    std::optional<double> accuracy_alpha{};
};

const Object& describe(Tag<Beliefs>);
const std::vector<std::string>& names_of(Tag<BeliefKind>);

// The servers' beliefs during one run.
class BeliefBook {
  public:
    // there: by model, whether these servers have it; empty: they have all. seed and replication:
    // of the random numbers for measurements.
    BeliefBook(const Beliefs& how, const ReadyPool& models, std::vector<bool> there, uint64_t seed,
               uint32_t replication);
    // The offer at one kind of servers. which: index into the factors given to offer_only().
    const Offer& offer(size_t which = 0) const { return offers_[which]; }
    // The belief about each model of the pool, with the first list of factors.
    std::vector<ModelBelief> beliefs() const;
    // Offers this model from now on, of those that are there: alone, or with all that are believed
    // to be faster; any_model offers all. factors: for each offer, the execution time of each model
    // as a multiple of the pool's.
    void offer_only(uint16_t model, Offering offers, std::vector<std::vector<double>> factors);
    // ModiPick's rule: sigma^2 <- (1-a)(sigma^2 + a (x-mu)^2), mu <- a x + (1-a) mu.
    void learn(uint16_t model, double execution_ms, uint64_t request);
    bool learns_accuracies() const { return how_.accuracy_alpha.has_value(); }
    // A label of an answer of this model will be known at `due`. Requires that no label before was
    // due later.
    void expect_label(uint16_t model, bool right, Time due) {
        labels_.push_back({due, model, right});
    }
    // Learns from the labels that are known now: A <- a [right] + (1-a) A.
    void learn_labels(Time now) {
        if (!labels_.empty() && labels_.front().due <= now) [[unlikely]]
            take_labels(now);
    }
    // Measures the models that have not been measured for long. No request waits for that.
    void measure_cold(uint64_t request) {
        if (how_.remeasure_after_requests) [[unlikely]]
            measure_cold_models(request);
    }

  private:
    struct Label {
        Time due;
        uint16_t model;
        bool right;
    };

    void take_labels(Time now);
    void measure_cold_models(uint64_t request);
    void warm_up();
    void renew_offers();
    bool is_offered(const ModelBelief& m, const ModelBelief& only) const {
        return m.model == only.model || (offering_ == Offering::and_faster && m.mu_ms < only.mu_ms);
    }
    std::vector<ModelBelief> scaled(const std::vector<double>& factors) const;
    void learn(ModelBelief& belief, double execution_ms) const;
    NoiseAddress noise_at(uint64_t index) const {
        return {seed_, {measurement_draws, 0, replication_, 0, index}};
    }

    Beliefs how_;
    const ReadyPool& models_;
    std::vector<bool> there_;
    uint64_t seed_;
    uint32_t replication_;
    std::vector<ModelBelief> beliefs_;  // without any factor
    std::vector<uint64_t> measured_;    // by model: the request at which it was last measured
    std::deque<Label> labels_;          // that are not known yet
    uint16_t only_ = any_model;
    Offering offering_ = Offering::one;
    std::vector<std::vector<double>> factors_;
    std::vector<Offer> offers_;
};

}  // namespace mdisim
