#include "policies/parts/slack.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The most accurate model whose mean execution time plus one standard deviation fits into the
budget T_b, which is what the network leaves of the deadline:
    argmax { A(m) : mu(m) + sigma(m) < T_b }
It is stage 1 of MDInference, and of ModiPick at threshold 0, and all that MDInference's released
simulator does. If no model fits, it takes the one with the least mu.)";

uint16_t best_within(double budget_ms, const Offer& models) {
    for (const ModelBelief& m : models.by_accuracy()) {
        if (m.mu_ms + m.sigma_ms < budget_ms) return m.model;
    }
    return models.fastest().model;
}

class MostAccurateWithinBudget final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        const double budget_ms = view.budget_ms();
        note_slack(view, [&](const ModelBelief& m) { return budget_ms - (m.mu_ms + m.sigma_ms); });
        return best_within(budget_ms, view.models);
    }
    void choose_all(const SelectBatch& batch, uint16_t* models) const override {
        for (size_t i = 0; i < batch.size; ++i) {
            models[i] = best_within(batch.sla_ms - batch.network_ms[i], batch.models);
        }
    }
};

const Registered registered = policy<MostAccurateWithinBudget>("most_accurate_within_budget", doc);

}  // namespace
}  // namespace mdisim
