#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Shrinks each picture where it is ready for the servers sooner, by the sampled times, which
this policy is shown; in the cloud if both are equal. It is PieSlicer's "static minimum" (Sec. 6.1):
for each request, the lesser time of static_local and static_remote. The paper takes the two times
from two measurement runs; here both are of the very same request, so no policy can be below it.)";

class ClairvoyantMinimum final : public KnowingPreprocess {
  public:
    bool on_phone(const PictureView&, const PictureTruth& truth) const override {
        return truth.on_phone < truth.in_cloud;
    }
};

const Registered registered = policy<ClairvoyantMinimum>("clairvoyant_minimum", doc);

}  // namespace
}  // namespace mdisim
