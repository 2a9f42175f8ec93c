#include <algorithm>

#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The model that ran the request by its log, for whatever reason the logged system chose it: to
judge a scenario by what was measured, or to compare other policies with what was done.

If the log names no model for a request, or one that is not on offer: the model with the least mean
execution time.)";

class Logged final : public Select {
  public:
    static constexpr auto title = "as logged";
    static constexpr bool follows_log = true;

    uint16_t choose(const SelectView& view, Draw&) const override {
        const auto models = view.models.by_accuracy();
        const bool offered = std::any_of(models.begin(), models.end(), [&](const ModelBelief& m) {
            return m.model == view.logged_model;
        });
        return offered ? view.logged_model : view.models.fastest().model;
    }
};

const Registered registered = policy<Logged>("logged", doc);

}  // namespace
}  // namespace mdisim
