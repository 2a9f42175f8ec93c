#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Every picture is shrunk on the phone before it is sent (a baseline of PieSlicer,
Sec. 6.1).)";

class StaticLocal final : public Preprocess {
  public:
    bool on_phone(const PictureView&, Draw&) const override { return true; }
};

const Registered registered = policy<StaticLocal>("static_local", doc);

}  // namespace
}  // namespace mdisim
