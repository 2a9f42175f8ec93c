#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc = R"(Any model on offer, with equal probability, whatever the deadline.)";

class PureRandom final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw& draw) const override {
        const auto models = view.models.by_accuracy();
        const auto n = static_cast<double>(models.size());
        if (view.notes != nullptr) {
            for (const ModelBelief& m : models) view.notes->write(m.model, "probability", 1 / n);
        }
        return models[static_cast<size_t>(draw.uniform() * n)].model;
    }
};

const Registered registered = policy<PureRandom>("pure_random", doc);

}  // namespace
}  // namespace mdisim
