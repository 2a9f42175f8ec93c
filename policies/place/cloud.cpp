#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc = R"(Every request goes to the cloud and nowhere else.)";

class Cloud final : public Place {
  public:
    Placement choose(const PlaceView&, Draw&) const override { return {true, false, 0}; }
    bool choose_all(const PlaceBatch&, Placement* placements) const override {
        placements[0] = {true, false, 0};
        return true;
    }
};

const Registered registered = policy<Cloud>("cloud", doc);

}  // namespace
}  // namespace mdisim
