#include "policies/parts/phone_model.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc = R"(Every request is answered by a model on the phone and is never sent.)";

class Phone final : public Place {
  public:
    struct Options {
        PhoneModel model = PhoneModel::usual;
    };
    static std::vector<Field> fields() {
        return {field("model", &Options::model, phone_model_doc)};
    }
    explicit Phone(const Options& options) : model_(options.model) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        return {false, true, phone_model(view, model_)};
    }
    bool choose_all(const PlaceBatch& batch, Placement* placements) const override {
        placements[0] = {false, true, phone_model(batch.view, model_)};
        return true;
    }

  private:
    PhoneModel model_;
};

const Registered registered = policy<Phone>("phone", doc);

}  // namespace
}  // namespace mdisim
