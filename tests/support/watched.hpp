// Small scenarios whose requests are looked at one by one.
#pragma once

#include <cstdint>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/records.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim::testing {

// Two replicas that requests wait for, two phones, a copy on the phone; `more` are members.
inline Scenario busy_scenario(const std::string& more = "", const Overrides& overrides = {}) {
    const TemporaryFolder folder;
    return Scenario::load(folder.write("scenarios/set/busy.json", R"({"version": 1,
  "requests": 300, "replications": 2, "warm_up_requests": 10, "seed": 3, "sla_ms": 90,
  "phones": 2, "workload": {"kind": "poisson", "rate_per_s": 60},
  "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 8, "sd_ms": 1},
                      {"name": "B, \"big\"", "accuracy": 0.75, "mean_ms": 30, "sd_ms": 6}]},
  "network": {"kind": "latency", "directions": "independent",
              "latency": {"kind": "truncated_normal", "mean_ms": 15, "sd_ms": 12}},
  "phone": {"model": "P",
            "models": {"list": [{"name": "P", "accuracy": 0.4, "mean_ms": 20, "sd_ms": 4}]}},
  "servers": {"replicas": 2, "waiting_room": 5},
  "policies": ["mdinference", {"name": "copy", "select": "most_accurate", "place": "both"},
               {"name": "phone only", "place": "phone"}, "clairvoyant"])" +
                                                                      more + "}"),
                          overrides);
}

inline std::vector<Record> watched(const Scenario& scenario, size_t policy, uint64_t count = 300,
                                   bool with_notes = false) {
    return Watcher()
        .watch(CellCursor(scenario, {0, policy}), first_requests(0, count, count), with_notes)
        .records;
}

}  // namespace mdisim::testing
