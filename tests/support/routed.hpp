// Cells whose requests go to sites.
#pragma once

#include <string>
#include <variant>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::worlds {

// site: where all requests go; if it is empty, `route` decides.
inline Cell routed(const World& world, double sla_ms, const std::string& select,
                   const std::string& site, const std::string& route = "one_site") {
    Cell one = cell(world, sla_ms, select);
    Chosen chosen_route = chosen(Decision::route, route);
    if (!site.empty()) {
        const auto kind =
            chosen_route.entry->options.fields[0].slot(chosen_route.options.get()).kind();
        *std::get<std::string*>(kind) = site;
    }
    one.policies[Decision::route] = chosen_route;
    return one;
}

}  // namespace mdisim::worlds
