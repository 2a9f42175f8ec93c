#include "sim/decide/registry.hpp"
#include "sim/decide/slack.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The most accurate model whose mean and one standard deviation fit into the budget:
    argmax { A(m) : mu(m) + sigma(m) < T_b }
Stage 1 of ModiPick and MDInference, and all that MDInference's released simulator does.
None fits: the least mu.)";

class MostAccurateWithinBudget final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) override {
        const double budget_ms = view.budget_ms();
        note_slack(view, [&](const ModelBelief& m) { return budget_ms - (m.mu_ms + m.sigma_ms); });
        for (const ModelBelief& m : view.models.by_accuracy()) {
            if (m.mu_ms + m.sigma_ms < budget_ms) return m.model;
        }
        return view.models.fastest().model;
    }
    void choose_all(const SelectBatch& batch, uint16_t* models) override {
        for (size_t i = 0; i < batch.size; ++i) {
            const double budget_ms = batch.sla_ms - batch.network_ms[i];
            models[i] = batch.models.fastest().model;
            for (const ModelBelief& m : batch.models.by_accuracy()) {
                if (!(m.mu_ms + m.sigma_ms < budget_ms)) continue;
                models[i] = m.model;
                break;
            }
        }
    }
};

const Registered registered =
    select_policy<MostAccurateWithinBudget>("most_accurate_within_budget", doc);

}  // namespace
}  // namespace mdisim
