// A small study with its results, on which tests do harm.
#pragma once

#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim::testing {

// A scenario of its own, so that nothing depends on those of the repository.
inline constexpr auto two_policies =
    R"({"version": 1, "requests": 40, "replications": 3, "sla_ms": 50,
    "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20},
                        {"name": "B", "accuracy": 0.7, "mean_ms": 60}]},
    "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 9, "sd_ms": 3,
                "below_zero": "cut"}},
    "policies": ["fastest", "static_greedy"], "sweep": {"sla_ms": [50, 90]},
    "records": {"requests": 2},
    "figures": [{"name": "one", "x": "sla_ms", "y": "attainment"},
                {"name": "all", "kind": "stages", "y": "latency_ms",
                 "policies": ["fastest"], "where": {"sla_ms": 50}},
                {"name": "used", "kind": "areas", "x": "sla_ms", "y": "usage", "panels": "policy"}]
    })";

// A study with its results.
class SmallStudy {
  public:
    SmallStudy() { folder_.write("study.json", two_policies); }
    Ended run(const std::vector<std::string>& words) const {
        Surroundings around;
        around.folder = folder_.path();
        around.variables = {"MDISIM_NODE_MODULES=" + folder_.path("none")};
        return run_program(words, around);
    }
    Ended compute(const std::vector<std::string>& more = {}) const {
        return run(with({"run", "study.json", "--no-figures", "--out", "r"}, more));
    }
    std::string path(const std::string& name) const { return folder_.path(name); }
    std::string write(const std::string& name, const std::string& text) const {
        return folder_.write(name, text);
    }
    std::string text(const std::string& name) const { return read_text(path(name)); }

  private:
    TemporaryFolder folder_;
};

}  // namespace mdisim::testing
