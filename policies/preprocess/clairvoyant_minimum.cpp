#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Shrinks each picture where, by the sampled times, it is ready for the servers sooner, in
the cloud if both are equal. PieSlicer's "static minimum" (Sec. 6.1), which the paper takes from
two measurement runs: the lesser of static_local and static_remote, request by request. Here both
are of the very same requests, so nothing can be below it.)";

class ClairvoyantMinimum final : public KnowingPreprocess {
  public:
    bool on_phone(const PictureView&, const PictureTruth& truth) const override {
        return truth.on_phone < truth.in_cloud;
    }
};

const Registered registered = policy<ClairvoyantMinimum>("clairvoyant_minimum", doc);

}  // namespace
}  // namespace mdisim
