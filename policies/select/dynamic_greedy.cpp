#include "policies/parts/slack.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The most accurate model whose mean execution time fits into the budget T_b, which is what
the network leaves of the deadline:
    argmax { A(m) : mu(m) <= T_b }
Unlike most_accurate_within_budget it leaves no room for the spread. If no model fits, it takes the
one with the least mu.)";

class DynamicGreedy final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        const double budget_ms = view.budget_ms();
        note_slack(view, [&](const ModelBelief& m) { return budget_ms - m.mu_ms; });
        for (const ModelBelief& m : view.models.by_accuracy()) {
            if (m.mu_ms <= budget_ms) return m.model;
        }
        return view.models.fastest().model;
    }
};

const Registered registered = policy<DynamicGreedy>("dynamic_greedy", doc);

}  // namespace
}  // namespace mdisim
