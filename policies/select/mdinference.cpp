#include "policies/parts/eligible.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(MDInference's three stages (MDInference, Sec. IV), with the budget T_b that the network
leaves of the deadline:
    1. base:     the most accurate m with mu + sigma < T_b; if there is none, the least mu
    2. eligible: mu_base - sigma_base <= mu(m) <= mu_base + sigma_base
    3. draw:     probability proportional to A (T_b - (mu + sigma)) / |T_b - mu|
In stage 3 a negative utility counts as zero; if all are zero, the base is taken. The authors'
released simulator stops after stage 1, which is the policy most_accurate_within_budget.)";

class MDInference final : public Select {
  public:
    static constexpr auto title = "MDInference";
    struct Options {
        int64_t accuracy_exponent = 1;
    };
    static std::vector<Field> fields() {
        return {field("accuracy_exponent", &Options::accuracy_exponent, exponent_doc)
                    .at_least(1)
                    .at_most(64)};
    }
    explicit MDInference(const Options& options) : exponent_(options.accuracy_exponent) {}

    uint16_t choose(const SelectView& view, Draw& draw) const override {
        const double budget_ms = view.budget_ms();
        const Eligible eligible(EligibleRule::mdinference, view.models, budget_ms);
        if (eligible.base() == nullptr) return least_mu(view.models, view.notes);
        return drawn(
            eligible, budget_ms, [&] { return draw.uniform(); }, view.notes);
    }
    void choose_all(const SelectBatch& batch, uint16_t* models) const override {
        sets_.renew(batch.models);
        for (size_t i = 0; i < batch.size; ++i) {
            const double budget_ms = batch.sla_ms - batch.network_ms[i];
            const MDInferenceSets::Set* eligible = sets_.find(budget_ms);
            const auto uniform = [&] { return batch.draws.uniform(0, i); };
            if (eligible == nullptr) {
                models[i] = least_mu(batch.models, nullptr);
            } else if (eligible->models.size() == 1) {  // the usual case
                models[i] = eligible->base()->model;
            } else {
                models[i] = drawn(*eligible, budget_ms, uniform, nullptr);
            }
        }
    }

  private:
    template <class Set, class Uniform>
    uint16_t drawn(const Set& eligible, double budget_ms, Uniform uniform, Notebook* notes) const {
        const auto utility = [&](const ModelBelief& m) {
            return papers_utility(m, budget_ms, budget_ms, exponent_);
        };
        return draw_by_weight(eligible, utility, uniform, some_, notes);
    }

    mutable MDInferenceSets sets_;       // scratch space, renewed for each batch
    mutable std::vector<Weighed> some_;  // scratch space
    int64_t exponent_;
};

const Registered registered = policy<MDInference>("mdinference", doc);

}  // namespace
}  // namespace mdisim
