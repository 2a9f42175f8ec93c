#include "sim/report/warnings.hpp"

#include <algorithm>
#include <utility>

#include "sim/campaign/policy_identity.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

// A point as text, such as "workload.rate_per_s = 200, servers.replicas = 1".
std::string point_text(const Scenario& scenario, const CellRow& row) {
    return joined(values_of_point(scenario, row.at));
}

}  // namespace

void Warnings::add(const CellRow& row) {
    if (known_.change_to(row)) {
        load_ = metric_index(known_.infos(), "offered_load");
        dropped_ = metric_index(known_.infos(), "dropped");
    }
    const Metric& load = row.metrics.at(load_);
    const double least_load = load.replications.size() > 1 ? load.interval.low : load.interval.mean;
    // If requests are dropped, the line does not grow without limit.
    if (!(least_load > 1) || row.metrics.at(dropped_).interval.mean > 0) return;
    auto known = std::find_if(overloads_.begin(), overloads_.end(),
                              [&](const Overload& o) { return o.policy == row.policy; });
    if (known == overloads_.end()) known = overloads_.insert(known, {row.policy, 0, 0, {}});
    ++known->points;
    if (load.interval.mean <= known->most) return;
    known->most = load.interval.mean;
    known->at = point_text(scenario_, row);
}

std::vector<std::string> Warnings::all() const {
    std::vector<std::string> texts;
    for (const Problem& w : scenario_.warnings()) texts.push_back(w.what + " [" + w.pointer + "]");
    for (std::string& text : of_policies()) texts.push_back(std::move(text));
    return texts;
}

std::vector<std::string> Warnings::of_policies() const {
    std::vector<std::string> names;  // of the policies with each text
    std::vector<std::string> texts;
    for (const Overload& o : overloads_) {
        const bool one = scenario_.size() == 1;
        std::string text = ": work arrives at " + std::string(one ? "" : "up to ") +
                           short_number(o.most, 3) + " x the capacity of the servers";
        if (!one) {
            text += ", at " + std::to_string(o.points) + " of " + std::to_string(scenario_.size()) +
                    " points (most at " + o.at + ")";
        }
        text += "; the line grows, and means depend on the length of the run";
        const auto same = std::find(texts.begin(), texts.end(), text);
        const std::string name = policies_.of(o.policy);
        if (same != texts.end()) {
            names[static_cast<size_t>(same - texts.begin())] += ", " + name;
        } else {
            names.push_back(name);
            texts.push_back(std::move(text));
        }
    }
    for (size_t i = 0; i < texts.size(); ++i) texts[i].insert(0, names[i]);
    for (const PolicyEntry* policy : policies_from_elsewhere(scenario_)) {
        if (identity_of(*policy).by != IdentifiedBy::nothing) continue;
        texts.push_back(full_name(*policy) +
                        ": nothing says what this policy is made of, so its runs are not stored "
                        "and every command computes them again");
    }
    return texts;
}

}  // namespace mdisim
