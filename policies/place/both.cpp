#include <algorithm>

#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(MDInference's duplication: every request goes to the cloud and also runs on the phone.
Of the answers in by the deadline the more accurate is used; none in: the first to arrive.)";

class Both final : public Place {
  public:
    Placement choose(const PlaceView& view, Draw&) override {
        return {true, true, view.usual_model};
    }
    void choose_all(const PlaceBatch& batch, Placement* placements) override {
        std::fill_n(placements, batch.size, Placement{true, true, batch.view.usual_model});
    }
};

const Registered registered = place_policy<Both>("both", doc);

}  // namespace
}  // namespace mdisim
