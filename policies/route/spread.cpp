#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Sends each request to a site at random, as often as it has replicas: a site with three times
the replicas gets three times the requests. If a site has unlimited servers, all sites are equally
likely. A further attempt goes to another site than the attempt before it. Distances, models and
loads are not looked at.)";

class Spread final : public Route {
  public:
    uint16_t choose(const RouteView& view, Draw& draw) const override {
        const bool others = view.sites.size() > 1;
        bool limited = true;
        for (const SiteView& site : view.sites) limited = limited && site.replicas > 0;
        const auto weight = [&](size_t site) {
            if (others && site == view.last) return 0.0;
            return limited ? static_cast<double>(view.sites[site].replicas) : 1.0;
        };
        double all = 0;
        for (size_t site = 0; site < view.sites.size(); ++site) all += weight(site);
        double left = draw.uniform() * all;
        uint16_t chosen = 0;
        for (uint16_t site = 0; site < view.sites.size(); ++site) {
            if (weight(site) == 0) continue;
            chosen = site;
            left -= weight(site);
            if (left < 0) break;
        }
        return chosen;
    }
};

const Registered registered = policy<Spread>("spread", doc);

}  // namespace
}  // namespace mdisim
