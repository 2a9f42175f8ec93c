// Beliefs about models: fixed, or learnt from the execution times the servers measure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

enum class BeliefKind { fixed, ewma };

struct Beliefs {
    BeliefKind kind = BeliefKind::fixed;
    double alpha = 0.5;
    int64_t warm_up_runs = 0;
    std::optional<int64_t> remeasure_after_requests{};
};

const Object& describe(Tag<Beliefs>);
const std::vector<std::string>& names_of(Tag<BeliefKind>);

// The servers' beliefs during one run; one for all requests at servers of a kind.
class BeliefBook {
  public:
    // seed and replication: of the runs that measure.
    BeliefBook(const Beliefs& how, const ReadyPool& models, uint64_t seed, uint32_t replication);
    // The offer at servers of that kind, an index into the factors given to offer_only().
    const Offer& offer(size_t which = 0) const { return offers_[which]; }
    // By place in the pool, on what runs now.
    std::vector<ModelBelief> beliefs() const;
    // From now on this model, alone or with all faster ones, as believed; or all. There is an
    // offer for each list of factors: what execution takes by model, to what the pool says.
    void offer_only(uint16_t model, Offering offers, std::vector<std::vector<double>> factors);
    // ModiPick's rule: sigma^2 <- (1-a)(sigma^2 + a (x-mu)^2), mu <- a x + (1-a) mu.
    void learn(uint16_t model, double execution_ms, uint64_t request);
    // Measures what has not been measured for long. It happens aside: no request waits for it.
    void measure_cold(uint64_t request) {
        if (how_.remeasure_after_requests) [[unlikely]]
            measure_those_cold(request);
    }

  private:
    void measure_those_cold(uint64_t request);
    void warm_up();
    void renew_offers();
    bool is_offered(const ModelBelief& m, const ModelBelief& held) const {
        return m.model == held.model || (offering_ == Offering::and_faster && m.mu_ms < held.mu_ms);
    }
    std::vector<ModelBelief> scaled(const std::vector<double>& factors) const;
    void learn(ModelBelief& belief, double execution_ms) const;
    NoiseAddress noise_at(uint64_t index) const {
        return {seed_, {measurement_draws, 0, replication_, 0, index}};
    }

    Beliefs how_;
    const ReadyPool& models_;
    uint64_t seed_;
    uint32_t replication_;
    std::vector<ModelBelief> beliefs_;  // at the times the pool is given with
    std::vector<uint64_t> measured_;    // at which request, by model
    uint16_t only_ = any_model;
    Offering offering_ = Offering::one;
    std::vector<std::vector<double>> factors_;
    std::vector<Offer> offers_;
};

}  // namespace mdisim
