#include "policies/parts/cloud_or_phone.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The cloud or the phone, whichever is expected to answer first (the decision that
"Cloud-based or On-device" leaves to developers). The phone's time is mu, and what loading the model
still takes, shared by the requests it is expected to serve; the cloud's is a running mean of what
its answers took, l <- a x + (1-a) l. The phone asks the cloud until it has answered once.)";

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
