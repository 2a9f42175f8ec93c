#include <algorithm>

#include "policies/parts/slack.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The most accurate model whose mean execution time alone is below the deadline:
    argmax { A(m) : mu(m) < T_sla }
It never looks at the network, so it answers late whenever the network is slow. The baseline of
ModiPick and MDInference ("static greedy"). If no model fits, it takes the one with the least mu.)";

class StaticGreedy final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        note_slack(view, [&](const ModelBelief& m) { return view.sla_ms - m.mu_ms; });
        for (const ModelBelief& m : view.models.by_accuracy()) {
            if (m.mu_ms < view.sla_ms) return m.model;
        }
        return view.models.fastest().model;
    }
    void choose_all(const SelectBatch& batch, uint16_t* models) const override {
        Draw draw = batch.draw(0);
        std::fill_n(models, batch.size, choose(batch.view(0), draw));
    }
};

const Registered registered = policy<StaticGreedy>("static_greedy", doc);

}  // namespace
}  // namespace mdisim
