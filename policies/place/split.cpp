#include "policies/parts/front_choice.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Hybrid inference by splitting a model (MDInference, Sec. II-C): the phone computes the first
layers, sends what they give, and the cloud computes the rest. Uses the phone's front of this name,
or its first that never answers itself. No numbers of it are in the paper: what a front takes, sends
and leaves is the scenario's.)";

class Split final : public Place {
  public:
    using Options = FrontChoice::Options;
    static std::vector<Field> fields() { return FrontChoice::fields(); }
    explicit Split(const Options& options) : choice_(options, false) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        return choice_.placement(view);
    }
    void check(const PlaceView& view) const override { choice_.check(view); }

  private:
    FrontChoice choice_;
};

const Registered registered = policy<Split>("split", doc);

}  // namespace
}  // namespace mdisim
