#include "policies/parts/front_choice.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Hybrid inference with an early exit (MDInference, Sec. II-C): the phone runs a small model
first, the front. With some probability the front is confident enough to answer the request itself;
otherwise the request goes on to the cloud, which has the time that is left. `front` names a front
of the phone; without a name, it is the first that may answer itself. Whether a request exits is
drawn at random, since the confidence of models is not simulated.)";

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
