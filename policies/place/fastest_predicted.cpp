#include "policies/parts/cloud_or_phone.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The cloud or the phone, whichever is expected to answer first (the paper
"Cloud-based or On-device" leaves this decision to developers). The phone's expected time is that of
the model that would answer first: mu plus, if the model is not in memory, what loading it still
takes divided by `loads_serve`, the requests expected to share a load. The cloud's expected time is
a running mean of the latencies x of its answers, l <- a x + (1-a) l. Requests go to the cloud until
it has answered once.)";

class FastestPredicted final : public Place {
  public:
    using Options = CloudOrPhone::Options;
    static std::vector<Field> fields() { return CloudOrPhone::fields(); }
    explicit FastestPredicted(const Options& options) : predicted_(options) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        if (!predicted_.heard()) return {};
        const ModelBelief& m = predicted_.fastest(view);
        predicted_.note(view);
        const bool phone = predicted_.phone_ms(view, m) < predicted_.cloud_ms();
        return {!phone, phone, m.model};
    }
    void learn(const Heard& heard) override { predicted_.learn(heard); }

  private:
    CloudOrPhone predicted_;
};

const Registered registered = policy<FastestPredicted>("fastest_predicted", doc);

}  // namespace
}  // namespace mdisim
