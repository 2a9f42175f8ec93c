#include "sim/world/prices.hpp"

#include <algorithm>
#include <vector>

#include "sim/world/classes.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

namespace {

void add_prices(const Servers& servers, std::vector<double>& core_hours) {
    core_hours.push_back(servers.dollars_per_core_hour);
    for (const FurtherServers& kind : servers.further)
        core_hours.push_back(kind.dollars_per_core_hour);
}

}  // namespace

Prices prices_of(const World& world) {
    Prices prices;
    if (world.servers) add_prices(*world.servers, prices.core_hours);
    for (const Site& site : world.sites)
        add_prices(site.servers.value_or(Servers{}), prices.core_hours);
    if (std::none_of(prices.core_hours.begin(), prices.core_hours.end(),
                     [](double price) { return price > 0; }))
        prices.core_hours.clear();
    bool any = false;
    const auto add = [&](const Payload& p) {
        prices.of_classes.push_back({p.up_dollars_per_gb, p.down_dollars_per_gb, p.down_kb * 1000});
        any = any || p.up_dollars_per_gb > 0 || p.down_dollars_per_gb > 0;
    };
    if (world.classes.empty()) add(world.payload);
    for (const RequestClass& c : world.classes) add(c.payload.value_or(world.payload));
    if (!any) prices.of_classes.clear();
    return prices;
}

}  // namespace mdisim
