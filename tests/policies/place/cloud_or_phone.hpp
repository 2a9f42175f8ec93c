// A phone with models of 100 and 300 ms, for tests of what chooses between them and the cloud.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "policies/parts/cloud_or_phone.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"

namespace mdisim::cloud_or_phone {

struct Asked {
    explicit Asked(const std::string& name, int64_t loads_serve = 1) {
        const PolicyEntry* entry = find_policy(Decision::place, name);
        REQUIRE(entry != nullptr);
        CHECK(entry->needs.learning);
        const auto options = entry->options.make();
        static_cast<CloudOrPhone::Options*>(options.get())->loads_serve = loads_serve;
        policy = entry->make<Place>(options.get());
        view.sla_ms = 1000;
        view.phone_models = models;
        view.power = {1000, 1000, 0};
    }
    Placement choose() {
        view.costs = costs;
        Draw draw(1, {draws_of(Decision::place), 0, 0, 0, 0});
        return policy->choose(view, draw);
    }
    void hear(double latency_ms) { policy->learn({10, 10, true, latency_ms}); }

    const std::vector<ModelBelief> models = {{100, 0, 0.4, 0}, {300, 0, 0.6, 1}};
    std::vector<PhoneModelCost> costs = {{0, 2000, 3000}, {0, 500, 3000}};
    PlaceView view;
    std::unique_ptr<Place> policy;
};

}  // namespace mdisim::cloud_or_phone
