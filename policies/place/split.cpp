#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Hybrid inference by splitting a model (MDInference, Sec. II-C): the phone computes the first
layers, sends what they give, and the cloud computes the rest. Uses the phone's front of this name,
or its first that never answers itself; without one, everything goes to the cloud.
No numbers of it are in the paper: what a front takes, sends and leaves is the scenario's.)";

class Split final : public Place {
  public:
    struct Options {
        std::string front;
    };
    static std::vector<Field> fields() {
        return {field("front", &Options::front, "the phone's front; empty: the first split")};
    }
    explicit Split(const Options& options) : front_(options.front) {}

    Placement choose(const PlaceView& view, Draw&) override {
        for (uint16_t f = 0; f < view.fronts.size(); ++f) {
            const FrontView& front = view.fronts[f];
            const bool meant = front_.empty() ? front.exit_share == 0 : front.name == front_;
            if (meant) return {true, false, 0, f};
        }
        return {};
    }

  private:
    std::string front_;
};

const Registered registered = place_policy<Split>("split", doc);

}  // namespace
}  // namespace mdisim
