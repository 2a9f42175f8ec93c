#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc = R"(MDInference's three stages (MDInference, Sec. IV), with T_b the budget the network leaves:
    1. base:     the most accurate m with mu + sigma < T_b; none: the least mu
    2. eligible: mu_base - sigma_base <= mu(m) <= mu_base + sigma_base
    3. draw:     probability proportional to A (T_b - (mu + sigma)) / |T_b - mu|
Negative utilities count as zero, and so does a model with mu = T_b; all zero: the base.
The authors' released simulator stops after stage 1: that is most_accurate_within_budget.)";

class MDInference final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw& draw) override {
        return decide(view.models, view.budget_ms(), view.notes, [&] { return draw.uniform(); });
    }
    void choose_all(const SelectBatch& batch, uint16_t* models) override {
        for (size_t i = 0; i < batch.size; ++i) {
            models[i] = decide(batch.models, batch.sla_ms - batch.network_ms[i], nullptr,
                               [&] { return batch.draws.uniform(0, i); });
        }
    }

  private:
    static double utility(const ModelBelief& m, double budget_ms) {
        const double slack = budget_ms - (m.mu_ms + m.sigma_ms);
        const double distance = budget_ms > m.mu_ms ? budget_ms - m.mu_ms : m.mu_ms - budget_ms;
        return slack > 0 && distance > 0 ? m.accuracy * slack / distance : 0;
    }

    template <class Uniform>
    static uint16_t decide(const Offer& models, double budget_ms, Notebook* notes,
                           Uniform uniform) {
        const ModelBelief* base = nullptr;
        for (const ModelBelief& m : models.by_accuracy()) {
            if (m.mu_ms + m.sigma_ms < budget_ms) {
                base = &m;
                break;
            }
        }
        if (base == nullptr) return models.fastest().model;

        const double low = base->mu_ms - base->sigma_ms;
        const double high = base->mu_ms + base->sigma_ms;
        const auto eligible = [&](const ModelBelief& m) { return low <= m.mu_ms && m.mu_ms <= high; };
        double total = 0;
        int candidates = 0;
        for (const ModelBelief& m : models.by_accuracy()) {
            if (!eligible(m)) continue;
            const double u = utility(m, budget_ms);
            if (notes != nullptr) notes->write(m.model, "utility", u);
            total += u;
            ++candidates;
        }
        if (candidates == 1 || total <= 0) return base->model;

        double left = uniform() * total;
        for (const ModelBelief& m : models.by_accuracy()) {
            if (!eligible(m)) continue;
            const double u = utility(m, budget_ms);
            if (u > 0 && left < u) return m.model;
            left -= u;
        }
        return base->model;
    }
};

const Registered registered = select_policy<MDInference>("mdinference", doc);

}  // namespace
}  // namespace mdisim
