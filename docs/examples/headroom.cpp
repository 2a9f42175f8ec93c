#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(A copy on the phone when the deadline is tight for the cloud:
    mu of the cloud's fastest model > share * T_sla
An example: the network is not looked at. Without a model on the phone, the cloud alone.)";

class Headroom final : public Place {
  public:
    struct Options {
        double share = 0.5;
    };
    static std::vector<Field> fields() {
        return {field("share", &Options::share, "of the deadline that the cloud may use").share()};
    }
    explicit Headroom(const Options& options) : options_(options) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        const bool tight = view.cloud_ms > options_.share * view.sla_ms;
        Placement placement;
        placement.phone = tight && !view.phone_models.empty();
        placement.phone_model = view.usual_model;
        return placement;
    }

  private:
    Options options_;
};

const Registered registered = policy<Headroom>("headroom", doc);

}  // namespace
}  // namespace mdisim
