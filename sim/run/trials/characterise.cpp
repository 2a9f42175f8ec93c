#include "sim/run/trials/characterise.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/check.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/world/ready_servers.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"

namespace mdisim {
namespace {

// Removes the kinds of servers that do not run the model. If `servers` itself does not, the first
// further kind that does takes its place.
void keep_for(const std::string& model, Servers& servers) {
    const auto lacks_it = [&](const std::vector<std::string>& models) {
        return !models.empty() && !contains(models, model);
    };
    std::erase_if(servers.further, [&](const auto& kind) { return lacks_it(kind.models); });
    if (lacks_it(servers.models)) {
        const FurtherServers first = servers.further.front();
        servers.further.erase(servers.further.begin());
        servers.replicas = first.replicas;
        servers.threads = first.threads;
        servers.speed = first.speed;
    }
    servers.models.clear();
    for (FurtherServers& kind : servers.further) kind.models.clear();
}

double capacity_per_s(const ReadyWorld& world) {
    const double mu_ms = world.models().beliefs().front().mu_ms;
    double sum = 0;
    for (const ServerKind& kind : world.servers().kinds()) {
        sum += static_cast<double>(kind.on.replicas) * 1000 / (mu_ms * kind.factor);
    }
    return sum;
}

// The world of a trial, without its workload.
World world_of_trial(const World& world, uint16_t model, Arrangement on) {
    World w = world;
    w.series.reset();
    w.capacity_bound.reset();
    w.log.reset();
    w.retries.reset();
    w.correctness.reset();
    w.beliefs.accuracy_alpha.reset();
    w.classes.clear();
    w.phones = 1;
    w.phone.reset();
    w.models.list = {world.models.list[model]};
    w.models.list.front().loading.reset();
    w.servers->replicas = on.replicas;
    w.servers->threads = on.threads;
    w.servers->most_replicas.reset();
    w.servers->waiting_room.reset();
    w.servers->drop_late = false;
    w.servers->drop_hopeless = false;
    w.servers->inactive_share.reset();
    keep_for(world.models.list[model].name, *w.servers);
    return w;
}

// The policies that decide if a scenario names none, as a combination of the name `called`.
Combination by_default(const char* called) {
    Combination policies;
    policies.name = called;
    for (const DecisionPoint& point : decision_points) {
        if (point.by_default.empty()) continue;
        const PolicyEntry* entry = find_policy(point.decision, point.by_default);
        ensure(entry != nullptr, "a policy that trials need is not there");
        policies[point.decision] = {entry, entry->options.make()};
    }
    return policies;
}

}  // namespace

std::vector<Trial> trials_of(const ReadyWorld& world, Tried tried) {
    const World& described = world.described();
    const TrialPlan& how = described.trials;
    const Arrangement running{described.servers->replicas, described.servers->threads};
    Plan plan;
    plan.seed = static_cast<uint64_t>(how.seed);
    plan.requests = static_cast<uint64_t>(how.requests);
    plan.warm_up = static_cast<uint64_t>(how.requests / 10);
    std::vector<Trial> trials;
    for (const ModelBelief& m : world.models().beliefs()) {
        for (const Arrangement& on : world.servers().arrangements()) {
            if (tried == Tried::as_described && on != running) continue;
            World tried_out = world_of_trial(described, m.model, on);
            const double capacity = capacity_per_s(ReadyWorld(tried_out));
            for (int64_t step = 1; step <= how.steps; ++step) {
                const double load =
                    how.most_load * static_cast<double>(step) / static_cast<double>(how.steps);
                const double rate = load * capacity;
                tried_out.workload = PoissonWorkload{rate};
                trials.push_back({m.model, on, rate, tried_out, plan});
            }
        }
    }
    return trials;
}

Characterisation characterisation(const std::vector<Trial>& trials,
                                  std::vector<Histogram> latencies) {
    std::vector<Characterisation::Series> series;
    for (size_t i = 0; i < trials.size(); ++i) {
        const Trial& t = trials[i];
        if (series.empty() || series.back().model != t.model || !(series.back().on == t.on)) {
            series.push_back({t.model, t.on, {}});
        }
        series.back().rates.push_back({t.rate_per_s, std::move(latencies[i])});
    }
    return Characterisation(std::move(series));
}

Cell cell_of(const Trial& trial) {
    return {std::make_shared<const ReadyWorld>(trial.world), Duration{}, by_default("trial")};
}

}  // namespace mdisim
