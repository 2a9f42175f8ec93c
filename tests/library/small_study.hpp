// The study that tests of the library run: two deadlines, two policies, three replications.
#pragma once

#include <string>

#include "mdisim/mdisim.hpp"
#include "tests/app/child.hpp"

namespace mdisim::testing {

inline Study small_study() {
    return Study::load("hello/hello")
        .set("requests", 300)
        .set("replications", 3)
        .policies({"static_greedy", "mdinference"})
        .over("sla_ms", {150, 250});
}

// The same by the program, whose results are in the folder `out`.
inline Ended small_study_by_program(const std::string& out) {
    return run_program({"run", "hello/hello", "--set", "requests=300", "--set", "replications=3",
                        "--set", R"(policies=["static_greedy","mdinference"])", "--over",
                        "sla_ms=150,250", "--no-figures", "--out", out});
}

}  // namespace mdisim::testing
