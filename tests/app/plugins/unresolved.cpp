// A plug-in whose policy calls a function that nobody has.
#include <cstdint>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"

namespace mdisim {

double nobody_has_this(double budget_ms);

namespace {

class Unresolved final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        return nobody_has_this(view.budget_ms()) > 0 ? view.models.fastest().model
                                                     : view.models.most_accurate().model;
    }
};

const Registered registered = policy<Unresolved>("unresolved", "Asks a function that is missing.");

}  // namespace
}  // namespace mdisim
