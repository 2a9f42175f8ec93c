#include "policies/parts/eligible.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(ModiPick's three stages (ModiPick, Sec. 3), with T_U the budget and T_L = T_U - T_threshold:
    1. base:     the most accurate m with mu + sigma < T_U and mu - sigma < T_L;
                 if there is none, the least mu is taken at once
    2. eligible: |mu - T_L| <= |mu_base - T_L| + sigma_base and mu + sigma < T_U
    3. draw:     probability proportional to A (T_U - (mu + sigma)) / |T_L - mu|
In stage 3 a negative utility counts as zero; if all are zero, the base is taken. In the paper,
T_threshold is at most the time that the phone's own model takes. At threshold 0 the eligible models
are some of those that dynamic_greedy considers, and stage 3 draws among them: a model is tried
again only while its mu is believed to be as near to the budget as that of the base, within
sigma_base.)";

class ModiPick final : public Select {
  public:
    static constexpr auto title = "ModiPick";
    struct Options {
        double threshold_ms = 0;
        int64_t accuracy_exponent = 1;
    };
    static std::vector<Field> fields() {
        return {field("threshold_ms", &Options::threshold_ms,
                      "T_threshold, by which T_L is below T_U; a larger one explores more models")
                    .at_least(0),
                field("accuracy_exponent", &Options::accuracy_exponent, exponent_doc)
                    .at_least(1)
                    .at_most(64)};
    }
    explicit ModiPick(const Options& options) : options_(options) {}

    uint16_t choose(const SelectView& view, Draw& draw) const override {
        const Eligible eligible(EligibleRule::modipick, view.models, view.budget_ms(),
                                options_.threshold_ms);
        if (eligible.base() == nullptr) return least_mu(view.models, view.notes);
        const auto utility = [&](const ModelBelief& m) {
            return papers_utility(m, eligible.upper_ms(), eligible.lower_ms(),
                                  options_.accuracy_exponent);
        };
        return draw_by_weight(
            eligible, utility, [&] { return draw.uniform(); }, some_, view.notes);
    }

  private:
    Options options_;
    mutable std::vector<Weighed> some_;  // scratch space
};

const Registered registered = policy<ModiPick>("modipick", doc);

}  // namespace
}  // namespace mdisim
