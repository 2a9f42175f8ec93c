// The least scenario, with a sweep.
#pragma once

#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim::testing {

inline Scenario swept(const std::string& sweep, const Overrides& overrides = {}) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.json", R"({"version": 1, "requests": 1, "sla_ms": 7,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 1,
            "below_zero": "cut"}},
        "policies": ["fastest"], "sweep": )" + sweep + "}");
    return Scenario::load(file, overrides);
}

}  // namespace mdisim::testing
