// A policy that brings the process down at one deadline, in the way it is told.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {
namespace {

class Crashing final : public Select {
  public:
    struct Options {
        double at_sla_ms = 0;
        bool overflow = false;
    };
    static std::vector<Field> fields() {
        return {field("at_sla_ms", &Options::at_sla_ms, "the deadline at which it crashes"),
                field("overflow", &Options::overflow, "the stack instead of aborting")};
    }
    explicit Crashing(const Options& options) : options_(options) {}

    uint16_t choose(const SelectView& view, Draw&) const override {
        if (view.sla_ms == options_.at_sla_ms) {
            if (!options_.overflow) std::abort();
            descend(1);
        }
        return view.models.fastest().model;
    }

  private:
    static int descend(int depth) {
        volatile char page[4096];
        page[0] = static_cast<char>(depth);
        return depth == 0 ? 0 : descend(depth + 1) + page[0];
    }

    Options options_;
};

const Registered registered = policy<Crashing>("crashing", "Crashes at one deadline.");

}  // namespace
}  // namespace mdisim
