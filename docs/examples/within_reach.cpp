#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The site with the most replicas of those within reach:
    round trip <= share * T_sla
Unlimited servers are more than any number; of equally large sites it takes the first. If no site is
within reach, the first. An example: models and loads are not looked at.)";

class WithinReach final : public Route {
  public:
    struct Options {
        double share = 0.25;
    };
    static std::vector<Field> fields() {
        return {field("share", &Options::share, "of the deadline that the round trip may take")
                    .share()};
    }
    explicit WithinReach(const Options& options) : options_(options) {}

    uint16_t choose(const RouteView& view, Draw&) const override {
        uint16_t best = 0;
        int64_t most = -1;
        for (uint16_t site = 0; site < view.sites.size(); ++site) {
            const SiteView& there = view.sites[site];
            if (there.round_trip_ms > options_.share * view.sla_ms) continue;
            const int64_t replicas = there.replicas == 0 ? INT64_MAX : there.replicas;
            if (replicas <= most) continue;
            most = replicas;
            best = site;
        }
        return best;
    }

  private:
    Options options_;
};

const Registered registered = policy<WithinReach>("within_reach", doc);

}  // namespace
}  // namespace mdisim
