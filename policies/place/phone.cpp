#include <algorithm>

#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc = R"(Every request is answered by the phone's own model and never leaves it.)";

class Phone final : public Place {
  public:
    Placement choose(const PlaceView& view, Draw&) override {
        return {false, true, view.usual_model};
    }
    void choose_all(const PlaceBatch& batch, Placement* placements) override {
        std::fill_n(placements, batch.size, Placement{false, true, batch.view.usual_model});
    }
};

const Registered registered = place_policy<Phone>("phone", doc);

}  // namespace
}  // namespace mdisim
