#include "sim/world/characterise.hpp"

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

World world_of_trial(const World& world, uint16_t model, Arrangement on, double rate_per_s) {
    World w = world;
    w.series.reset();
    w.workload = PoissonWorkload{rate_per_s};
    w.classes.clear();
    w.phones = 1;
    w.phone.reset();
    w.models.list = {world.models.list[model]};
    w.servers->replicas = on.replicas;
    w.servers->threads = on.threads;
    w.servers->most_replicas.reset();
    w.servers->waiting_room.reset();
    w.servers->drop_late = false;
    return w;
}

Chosen by_default(Decision decision, const char* name) {
    const PolicyEntry* entry = find_policy(decision, name);
    ensure(entry != nullptr, "a policy that trials need is not there");
    return {entry, entry->options.make()};
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
        for (const Arrangement& on : world.arrangements()) {
            if (tried == Tried::as_described && on != running) continue;
            const double capacity_per_s = static_cast<double>(on.replicas) * 1000 /
                                          (m.mu_ms * world.thread_factor(on.threads));
            for (int64_t step = 1; step <= how.steps; ++step) {
                const double load =
                    how.most_load * static_cast<double>(step) / static_cast<double>(how.steps);
                const double rate = load * capacity_per_s;
                trials.push_back(
                    {m.model, on, rate, world_of_trial(described, m.model, on, rate), plan});
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
    Combination policies;
    policies.name = "trial";
    policies.place = by_default(Decision::place, "cloud");
    policies.select = by_default(Decision::select, "fastest");
    return {std::make_shared<const ReadyWorld>(trial.world), Duration{}, std::move(policies)};
}

Characterisation characterise(const ReadyWorld& world) {
    const std::vector<Trial> trials = trials_of(world);
    std::vector<Histogram> latencies;
    for (const Trial& trial : trials) {
        const Cell cell = cell_of(trial);
        latencies.push_back(std::move(simulate({&cell, 1}, trial.plan).front().tally.latencies));
    }
    return characterisation(trials, std::move(latencies));
}

}  // namespace mdisim
