// Small worlds for tests, built from plain descriptions.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/check.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/world.hpp"

namespace mdisim::worlds {

inline Model model(std::string name, double accuracy, double mean_ms, double sd_ms) {
    Model m;
    m.name = std::move(name);
    m.accuracy = accuracy;
    m.mean_ms = mean_ms;
    m.sd_ms = sd_ms;
    return m;
}

// Five models that trade accuracy for time, two of them close together.
inline ModelPool pool() {
    ModelPool p;
    p.list = {model("tiny", 0.5, 3, 0.2), model("small", 0.7, 8, 1), model("middle", 0.74, 30, 6),
              model("broad", 0.76, 33, 12), model("large", 0.82, 110, 4)};
    return p;
}

inline Phone phone() {
    Phone p;
    p.models.list = {model("pocket", 0.41, 6, 1), model("palm", 0.6, 60, 15)};
    p.model = "pocket";
    p.compute_power_mw = 2000;
    return p;
}

inline World plain(double mean_ms = 50, double sd_ms = 25) {
    World w;
    w.models = pool();
    LatencyLink link;
    link.latency = TruncatedNormal{mean_ms, sd_ms};
    w.network = link;
    w.phone = phone();
    return w;
}

inline Chosen chosen(Decision decision, const std::string& name) {
    const PolicyEntry* entry = find_policy(decision, name);
    ensure(entry != nullptr, "no such policy");
    return {entry, entry->options.make()};
}

inline Combination combination(const std::string& select, const std::string& place = "cloud") {
    return {select + "+" + place,
            {chosen(Decision::place, place), chosen(Decision::select, select)}};
}

inline Cell cell(const World& world, double sla_ms, const std::string& select,
                 const std::string& place = "cloud") {
    return {std::make_shared<const ReadyWorld>(world), Duration::from_ms(sla_ms),
            combination(select, place)};
}

inline Plan plan(uint64_t requests, uint32_t replication = 0, uint64_t seed = 7) {
    Plan p;
    p.seed = seed;
    p.replication = replication;
    p.requests = requests;
    return p;
}

}  // namespace mdisim::worlds
