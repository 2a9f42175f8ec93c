#include "sim/world/beliefs.hpp"

namespace mdisim {

const Object& describe(Tag<Beliefs>) {
    static const Object table = object<Beliefs>(
        "beliefs", "what policies believe about the models as time goes on",
        {field("kind", &Beliefs::kind, "fixed: as profiled; ewma: learnt from execution times"),
         field("alpha", &Beliefs::alpha, "weight of the newest execution time in ewma")
             .above(0)
             .at_most(1)});
    return table;
}

const std::vector<std::string>& names_of(Tag<BeliefKind>) {
    static const std::vector<std::string> names = {"fixed", "ewma"};
    return names;
}

BeliefBook::BeliefBook(const Beliefs& how, std::vector<ModelBelief> start)
    : how_(how), beliefs_(std::move(start)), offer_(beliefs_) {}

void BeliefBook::learn(uint16_t model, double execution_ms) {
    if (how_.kind == BeliefKind::fixed) return;
    ModelBelief& belief = beliefs_[model];
    const double a = how_.alpha;
    const double off = execution_ms - belief.mu_ms;
    belief.sigma_ms = __builtin_sqrt((1 - a) * (belief.sigma_ms * belief.sigma_ms + a * off * off));
    belief.mu_ms = a * execution_ms + (1 - a) * belief.mu_ms;
    offer_ = Offer(beliefs_);
}

}  // namespace mdisim
