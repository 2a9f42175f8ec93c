#include <algorithm>

#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc = R"(Always the model with the least mean execution time.)";

class Fastest final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        return view.models.fastest().model;
    }
    void choose_all(const SelectBatch& batch, uint16_t* models) const override {
        std::fill_n(models, batch.size, batch.models.fastest().model);
    }
};

const Registered registered = policy<Fastest>("fastest", doc);

}  // namespace
}  // namespace mdisim
