#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Always the model believed to be the most accurate, however long it takes. It is MDInference's
"static accuracy".)";

class MostAccurate final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        return view.models.most_accurate().model;
    }
};

const Registered registered = policy<MostAccurate>("most_accurate", doc);

}  // namespace
}  // namespace mdisim
