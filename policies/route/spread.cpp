#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Sends each request to a site at random, as often as it has replicas: a site with three times
the replicas gets three times the requests. If a site has unlimited servers, all sites are equally
likely. Distances, models and loads are not looked at.)";

class Spread final : public Route {
  public:
    uint16_t choose(const RouteView& view, Draw& draw) const override {
        double all = 0;
        bool limited = true;
        for (const SiteView& site : view.sites) {
            all += static_cast<double>(site.replicas);
            limited = limited && site.replicas > 0;
        }
        const auto weight = [&](const SiteView& site) {
            return limited ? static_cast<double>(site.replicas) : 1;
        };
        double left = draw.uniform() * (limited ? all : static_cast<double>(view.sites.size()));
        uint16_t site = 0;
        while (site + 1u < view.sites.size() && left >= weight(view.sites[site])) {
            left -= weight(view.sites[site]);
            ++site;
        }
        return site;
    }
};

const Registered registered = policy<Spread>("spread", doc);

}  // namespace
}  // namespace mdisim
