#include "policies/parts/cloud_or_phone.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The cloud or one of the phone's models: among those expected to answer by the deadline, the
one that is expected to cost the phone the least energy. If none is expected in time, it takes the
one expected to answer first, as fastest_predicted does. Energy is power x time, idle power
included. A model on the phone costs the energy of running it and, shared by requests as in
fastest_predicted, of loading it. The cloud costs the energy of sending the request and of being
online until the answer. Requests go to the cloud until it has answered once.)";

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
