#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Hybrid inference with an early exit (MDInference, Sec. II-C): the phone runs a small model in
front; with some probability it is sure enough and answers itself, else the request goes on to the
cloud, which has what is left of the time. Uses the phone's front of this name, or its first that
may answer itself; without one, everything goes to the cloud. Whether a request exits is drawn, not
decided: how sure a model is is not simulated.)";

class EarlyExit final : public Place {
  public:
    struct Options {
        std::string front;
    };
    static std::vector<Field> fields() {
        return {
            field("front", &Options::front, "the phone's front; empty: the first with an exit")};
    }
    explicit EarlyExit(const Options& options) : front_(options.front) {}

    Placement choose(const PlaceView& view, Draw&) override {
        for (uint16_t f = 0; f < view.fronts.size(); ++f) {
            const FrontView& front = view.fronts[f];
            const bool meant = front_.empty() ? front.exit_share > 0 : front.name == front_;
            if (meant) return {true, false, 0, f};
        }
        return {};
    }

  private:
    std::string front_;
};

const Registered registered = place_policy<EarlyExit>("early_exit", doc);

}  // namespace
}  // namespace mdisim
