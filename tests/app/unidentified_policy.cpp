// A policy of which nothing says what it is made of: it is registered from memory that was
// allocated, as a program does that makes policies while it runs.
#include <cstdint>
#include <memory>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"

namespace mdisim {
namespace {

class Unidentified final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        return view.models.fastest().model;
    }
};

const auto allocated = std::make_unique<const Registered>(
    policy_entry<Unidentified>("unidentified", "Chooses the least mu."));

}  // namespace
}  // namespace mdisim
