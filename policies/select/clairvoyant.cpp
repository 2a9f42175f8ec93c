#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The bound: the most accurate model whose answer really would meet the deadline, knowing the
sampled times (with no waiting in the queue). It bounds effective accuracy from above for every
policy in an open loop; not aggregate accuracy, where late answers count. None: the earliest
answer; of equally accurate models the earlier answer.)";

class Clairvoyant final : public KnowingSelect {
  public:
    uint16_t choose_knowing(const SelectView& view, const Truth& truth, Draw&) override {
        const ModelBelief* best = nullptr;
        const ModelBelief* earliest = nullptr;
        for (const ModelBelief& m : view.models.by_accuracy()) {
            const Duration latency = truth.latency[m.model];
            if (view.notes != nullptr) view.notes->write(m.model, "latency, ms", latency.ms());
            if (earliest == nullptr || latency < truth.latency[earliest->model]) earliest = &m;
            if (latency > truth.sla) continue;
            const bool better = best == nullptr ||
                                truth.accuracy[m.model] > truth.accuracy[best->model] ||
                                (truth.accuracy[m.model] == truth.accuracy[best->model] &&
                                 latency < truth.latency[best->model]);
            if (better) best = &m;
        }
        return best != nullptr ? best->model : earliest->model;
    }
};

const Registered registered = select_policy<Clairvoyant>("clairvoyant", doc, {.truth = true});

}  // namespace
}  // namespace mdisim
