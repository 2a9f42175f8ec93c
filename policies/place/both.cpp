#include "policies/parts/phone_model.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(MDInference's duplication: every request goes to the cloud and also runs on the phone.
Of the answers that arrive by the deadline the more accurate is used; if none does, the first to
arrive. The paper always runs the phone's fastest model, and names the choice of a model by phone
and deadline as future work.)";

class Both final : public Place {
  public:
    struct Options {
        PhoneModel model = PhoneModel::usual;
    };
    static std::vector<Field> fields() {
        return {field("model", &Options::model, phone_model_doc)};
    }
    explicit Both(const Options& options) : model_(options.model) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        return {true, true, phone_model(view, model_)};
    }
    bool choose_all(const PlaceBatch& batch, Placement* placements) const override {
        placements[0] = {true, true, phone_model(batch.view, model_)};
        return true;
    }

  private:
    PhoneModel model_;
};

const Registered registered = policy<Both>("both", doc);

}  // namespace
}  // namespace mdisim
