#include "policies/parts/cloud_or_phone.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The cloud or one of the phone's models, whichever is expected to cost the phone the least
energy among those expected to answer by the deadline. If none is, it takes the fastest, like
fastest_predicted. Energy is power x time, idle power included: of the phone's model, while it
runs and, shared by requests as in fastest_predicted, while it is loaded; of the cloud, sending
and being online until the answer.)";

class LeastEnergy final : public Place {
  public:
    using Options = CloudOrPhone::Options;
    static std::vector<Field> fields() { return CloudOrPhone::fields(); }
    explicit LeastEnergy(const Options& options) : predicted_(options) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        if (!predicted_.heard()) return {};
        predicted_.note(view);
        const bool cloud_in_time = predicted_.cloud_ms() <= view.sla_ms;
        const ModelBelief* best = nullptr;
        for (const ModelBelief& m : view.phone_models) {
            if (predicted_.phone_ms(view, m) > view.sla_ms) continue;
            if (best == nullptr || predicted_.phone_j(view, m) < predicted_.phone_j(view, *best)) {
                best = &m;
            }
        }
        if (best != nullptr) {
            const bool phone =
                !cloud_in_time || predicted_.phone_j(view, *best) < predicted_.cloud_j(view);
            return {!phone, phone, best->model};
        }
        if (cloud_in_time) return {};
        const ModelBelief& m = predicted_.fastest(view);
        const bool phone = predicted_.phone_ms(view, m) < predicted_.cloud_ms();
        return {!phone, phone, m.model};
    }
    void learn(const Heard& heard) override { predicted_.learn(heard); }

  private:
    CloudOrPhone predicted_;
};

const Registered registered = policy<LeastEnergy>("least_energy", doc);

}  // namespace
}  // namespace mdisim
