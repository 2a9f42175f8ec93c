#include "sim/scenario/head.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/scenario/decode.hpp"

namespace mdisim {
namespace {

constexpr int64_t current_version = 1;
constexpr HeadKey keys_of_a_file[] = {
    {"$schema", "where editors find the schema of scenarios"},
    {"version", "the version of the format, which is 1"},
    {"about", "what the scenario shows, for people"},
    {"policies", "a list of the policies that are compared",
     R"(A name alone, such as "mdinference", is a policy that selects. Anything else is
an object of decisions with at least one of preprocess, select, place and
control ('mdisim explain select'):
  {"name": "with a copy", "select": "mdinference", "place": "both"}
A policy with settings is an object below its decision:
  {"select": {"policy": "modipick", "threshold_ms": 50}}
)"},
    {"sweep", "an object of axes, whose values are all combined",
     R"(An axis is the path of a key with its values, or with a range:
  {"sla_ms": {"from": 0, "to": 500, "step": 10}, "network.cv": [0.5, 1]}
A list of such objects in place of one object sets the keys of each together.
)"},
    {"figures", "a list of the figures that are drawn from the results",
     R"('mdisim explain figure' has the keys of each:
  {"name": "accuracy", "x": "sla_ms", "y": "aggregate_accuracy"}
)"},
    {"labels", "labels in figures and tables",
     R"(They are of axes and their values, and of policies:
  {"network.cv": "spread of the network",
   "phone.profile": {"title": "phone", "values": {"phones/pixel2": "Pixel 2"}},
   "policy": {"values": {"fast": "the fastest model"}}}
)"},
    {"records", "requests that are kept one by one, in requests.csv",
     R"(They are the first ones, or a random sample of all:
  {"requests": 20, "which": "sampled"}
)"},
    {"precision", "how narrow intervals are to be: rounds of replications until they are",
     R"(Metrics, each with half the width that its interval may have at every point and
under every policy, in the metric's unit (shares and accuracies from 0 to 1):
  {"effective_accuracy": 0.001, "latency_ms_mean": 0.5}
Rounds end with 20 replications or more ("replications", if that is more), and
then with a quarter more, at least 10. Intervals are looked at when a round is
complete, and must be narrow enough after two rounds in a row. A quantile ends
nothing before it is shown ('mdisim help intervals'). The number of replications
depends on results alone; the manifest has it.
)"},
    {"best", "differences that matter: rounds of replications until the best policy is known",
     R"(Metrics, each with the difference from which on it matters which policy is the
best ('indifference'):
  {"effective_accuracy": 0.002}
After every round, policies are dropped from the race by Kim and Nelson's
procedure, until one is left at every point: the best with 95 %, if it is ahead
by that difference. Policies that know the truth do not take part, and every
policy gets all replications.
)"},
    {"warm_up", "\"auto\": results say how many requests at the start of runs do not count",
     R"(A pilot runs every policy at every point with nothing left out, and MSER-5 finds
in the mean of its replications from which request on the latency is that of the
steady state. The greatest number holds for all, so that policies stay paired;
the manifest has it. Refused where there is no steady state: loads that change,
recordings, shifts, policies that learn or control, overload, runs too short.
"warm_up_requests" says a number instead.
)"},
    {"claims", "statements of a paper with which results are compared",
     "'mdisim explain claim' has the keys of each.\n"},
    {"thresholds", "a list of what results must be",
     R"('mdisim run' ends with exit code 3 if they are not. Each is a check
('mdisim explain check'):
  {"policy": "mdinference", "metric": "attainment",
   "at": {"sla_ms": 250}, "expect": {"least": 0.99}}
)"},
};

}  // namespace

std::span<const HeadKey> head_keys() { return keys_of_a_file; }

void check_head(const Node& document, std::vector<Problem>& problems) {
    Decoder decoder(problems);
    if (document.kind != Node::Kind::object) {
        decoder.problem(document, "", "a scenario is an object, not " + name_of(document.kind));
        return;
    }
    const Node* version = document.find("version");
    if (version == nullptr) {
        decoder.problem(document, "", "a scenario needs \"version\": 1");
    } else if (version->kind != Node::Kind::integer || version->integer != current_version) {
        decoder.problem(*version, "/version", "this program reads version 1");
    }
    for (const char* key : {"about", "$schema"}) {
        const Node* text = document.find(key);
        if (text == nullptr || text->kind == Node::Kind::text) continue;
        decoder.problem(*text, std::string("/") + key, "expected text, not " + name_of(text->kind));
    }
}

Node take_list(Node& document, const char* key, std::vector<Problem>& problems) {
    Node list = Node::list();
    if (Node* found = document.find(key)) list = std::move(*found);
    document.erase(key);
    if (list.kind == Node::Kind::list) return list;
    problems.push_back(
        {list.where.text(), std::string("/") + key, "expected a list, not " + name_of(list.kind)});
    return Node::list();
}

}  // namespace mdisim
