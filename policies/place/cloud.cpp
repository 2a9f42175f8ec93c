#include <algorithm>

#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc = R"(Every request goes to the cloud and nowhere else.)";

class Cloud final : public Place {
  public:
    Placement choose(const PlaceView&, Draw&) override { return {true, false, 0}; }
    void choose_all(const PlaceBatch& batch, Placement* placements) override {
        std::fill_n(placements, batch.size, Placement{true, false, 0});
    }
};

const Registered registered = place_policy<Cloud>("cloud", doc);

}  // namespace
}  // namespace mdisim
