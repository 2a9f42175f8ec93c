// A scenario with five mistakes, each of another kind, and what has to be said about them.
#pragma once

namespace mdisim::testing {

constexpr auto five_mistakes = R"({
  "version": 1,
  "about": "five mistakes",  // and a comment
  "requests": 0,
  "replication": 3,
  "sla_s": 0.25,
  "models": {"profile": "models/cloud_p2", "only": ["@table2"]},
  "network": {"profile": "networks/artifical"},
  "policies": ["fastest", "mdinferense"]
}
)";

struct Mistake {
    const char* place;  // line:column
    const char* what;
    const char* advice;
};
constexpr Mistake the_five[] = {
    {"4:15", "expected a number", "not 0"},
    {"5:3", "has no 'replication'", "Did you mean 'replications'?"},
    {"6:3", "wrong unit: 'sla_s'", "'sla_ms'"},
    {"8:26", "no profile 'networks/artifical'", "Did you mean 'networks/artificial'?"},
    {"9:27", "no policy 'mdinferense'", "Did you mean 'mdinference'?"}};

}  // namespace mdisim::testing
