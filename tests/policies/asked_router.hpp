// Route policies, asked one question at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {

// Two models near, three far, one in between.
inline std::vector<SiteView> three_sites() {
    return {{"far", 60, 6, Offer({{20, 1, 0.6, 0}, {50, 2, 0.7, 1}, {100, 5, 0.8, 2}})},
            {"near", 5, 1, Offer({{20, 1, 0.6, 0}, {50, 2, 0.7, 1}})},
            {"middle", 15, 2, Offer({{20, 1, 0.6, 0}})}};
}

struct AskedRouter {
    std::vector<SiteView> sites = three_sites();
    Chosen chosen;
    std::unique_ptr<Route> policy;

    explicit AskedRouter(const std::string& name, const std::string& site = "",
                         double explore = 0) {
        chosen = worlds::chosen(Decision::route, name);
        for (const Field& f : chosen.entry->options.fields) {
            const auto kind = f.slot(chosen.options.get()).kind();
            if (f.name == "site") *std::get<std::string*>(kind) = site;
            if (f.name == "explore") *std::get<double*>(kind) = explore;
        }
        policy = chosen.make<Route>();
    }
    std::string choose(double sla_ms = 200, uint32_t attempt = 0, uint64_t request = 0,
                       double elapsed_ms = 0) const {
        Draw draw(1, {draws_of(Decision::route), 0, 0, 0, request});
        return sites[policy->choose({sla_ms, elapsed_ms, sites, attempt}, draw)].name;
    }
    double share_of(const std::string& name) const {
        constexpr uint64_t n = 20'000;
        uint64_t there = 0;
        for (uint64_t i = 0; i < n; ++i) there += choose(200, 0, i) == name;
        return static_cast<double>(there) / n;
    }
    void hear(uint16_t site, double network_ms, double waited_ms, double execution_ms,
              int times = 200) {
        for (int i = 0; i < times; ++i)
            policy->learn({site, network_ms, waited_ms, execution_ms, true});
    }
};

}  // namespace mdisim
