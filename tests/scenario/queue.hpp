#pragma once

#include <string>

namespace mdisim::testing {

// A scenario of an M/M/1 queue at half load, of which all is known: times in the system are
// exponential with a mean of 200 ms. keys: its further keys, each behind a comma.
inline std::string half_loaded_queue(const std::string& keys) {
    return R"({"version": 1, "sla_ms": 300,
        "workload": {"kind": "poisson", "rate_per_s": 5},
        "network": {"kind": "latency", "latency": {"kind": "constant", "value_ms": 0}},
        "models": {"family": "exponential",
                   "list": [{"name": "model", "accuracy": 1, "mean_ms": 100}]},
        "servers": {"replicas": 1}, "policies": ["fastest"])" +
           keys + "}";
}

}  // namespace mdisim::testing
