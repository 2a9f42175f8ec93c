#include "policies/parts/front_choice.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Hybrid inference with an early exit (MDInference, Sec. II-C): the phone runs a small model
in front; with some probability the model is sure enough and answers itself, else the request
goes on to the cloud, which has the time that is left. Uses the phone's front of this name, or
its first that may answer itself. Whether a request exits is drawn, not decided: how sure a model
is is not simulated.)";

class EarlyExit final : public Place {
  public:
    using Options = FrontChoice::Options;
    static std::vector<Field> fields() { return FrontChoice::fields(); }
    explicit EarlyExit(const Options& options) : choice_(options, true) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        return choice_.placement(view);
    }
    void check(const PlaceView& view) const override { choice_.check(view); }

  private:
    FrontChoice choice_;
};

const Registered registered = policy<EarlyExit>("early_exit", doc);

}  // namespace
}  // namespace mdisim
