#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Every picture is sent as it was taken and shrunk in the cloud (a baseline of PieSlicer,
Sec. 6.1).)";

class StaticRemote final : public Preprocess {
  public:
    bool on_phone(const PictureView&, Draw&) const override { return false; }
};

const Registered registered = policy<StaticRemote>("static_remote", doc);

}  // namespace
}  // namespace mdisim
