#include "policies/parts/front_choice.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Hybrid inference by splitting a model (MDInference, Sec. II-C): the phone computes the
first layers, the front, and sends their output; the cloud computes the other layers. `front` names
a front of the phone; without a name, it is the first that never answers a request itself. The paper
has no numbers for splitting: the scenario says how long a front takes, what it sends and how much
work it leaves to the cloud.)";

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
