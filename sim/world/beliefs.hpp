// Beliefs about models: fixed, or learnt from the execution times the servers measure.
#pragma once

#include <vector>

#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

enum class BeliefKind { fixed, ewma };

struct Beliefs {
    BeliefKind kind = BeliefKind::fixed;
    double alpha = 0.5;
};

const Object& describe(Tag<Beliefs>);
const std::vector<std::string>& names_of(Tag<BeliefKind>);

// The servers' beliefs during one run; one for all requests of a server group.
class BeliefBook {
  public:
    BeliefBook(const Beliefs& how, std::vector<ModelBelief> start);
    const Offer& offer() const { return offer_; }
    // ModiPick's rule: sigma^2 <- (1-a)(sigma^2 + a (x-mu)^2), mu <- a x + (1-a) mu.
    void learn(uint16_t model, double execution_ms);

  private:
    Beliefs how_;
    std::vector<ModelBelief> beliefs_;
    Offer offer_;
};

}  // namespace mdisim
