#include <algorithm>
#include <vector>

#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The most accurate model whose answer meets the deadline. This policy is shown the sampled
latency of each model, without waiting in the queue. Where requests never wait, no other choice
of models has a higher effective accuracy; aggregate accuracy, where late answers count, may be
higher. It decides about the model alone: a policy that also runs a copy on the phone may do
better. The bound over all decisions is the metric bound_accuracy, and the row "^ bound" of a
table. If no answer can be in time, it takes the model that answers first; of equally accurate
models, the one that answers first, then the one named first.)";

class Clairvoyant final : public KnowingSelect {
  public:
    uint16_t choose(const SelectView& view, const Truth& truth, Draw&) const override {
        const auto offered = view.models.by_accuracy();
        if (view.notes != nullptr) {
            for (const ModelBelief& m : offered)
                view.notes->write(m.model, "latency, ms", truth.latency[m.model].ms());
        }
        if (offered.size() == truth.by_accuracy.size()) return best_of(truth.by_accuracy, truth);
        some_.clear();
        for (const uint16_t m : truth.by_accuracy) {
            const auto is_it = [m](const ModelBelief& belief) { return belief.model == m; };
            if (std::any_of(offered.begin(), offered.end(), is_it)) some_.push_back(m);
        }
        return best_of(some_, truth);
    }

  private:
    // The choice among `models`, which are some of truth.by_accuracy, in the order of accuracy.
    static uint16_t best_of(std::span<const uint16_t> models, const Truth& truth) {
        uint16_t earliest = models.front();
        for (size_t i = 0; i < models.size(); ++i) {
            const uint16_t m = models[i];
            if (truth.latency[m] <= truth.sla) return earliest_of_equals(models.subspan(i), truth);
            if (truth.latency[m] < truth.latency[earliest]) earliest = m;
        }
        return earliest;
    }
    // The model that answers first, among those as accurate as the first of `models`.
    static uint16_t earliest_of_equals(std::span<const uint16_t> models, const Truth& truth) {
        uint16_t earliest = models.front();
        for (const uint16_t m : models.subspan(1)) {
            if (truth.accuracy[m] < truth.accuracy[earliest]) break;
            if (truth.latency[m] < truth.latency[earliest]) earliest = m;
        }
        return earliest;
    }

    mutable std::vector<uint16_t> some_;  // scratch space: the models on offer, if not all
};

const Registered registered = policy<Clairvoyant>("clairvoyant", doc);

}  // namespace
}  // namespace mdisim
