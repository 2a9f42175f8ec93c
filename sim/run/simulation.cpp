#include "sim/run/simulation.hpp"

#include "sim/describe/check.hpp"

namespace mdisim {

bool fits_columns(const Cell& cell) {
    return cell.world->open_loop() && !cell.world->classes().named() && !cell.policies.learns() &&
           cell.policies.control.entry == nullptr;
}

bool meets_simply(const Cell& cell, const Plan& plan) {
    const ReadyWorld& world = *cell.world;
    const World& described = world.described();
    if (plan.path == Path::events || plan.observer != nullptr || !world.simple()) return false;
    if (!described.servers || cell.policies.learns()) return false;
    const Servers& servers = *described.servers;
    const Beliefs& beliefs = described.beliefs;
    return servers.further.empty() && servers.models.empty() && !servers.batching &&
           servers.lines == LineKind::shared && memoryless(described.estimator.kind) &&
           beliefs.kind == BeliefKind::fixed && !beliefs.remeasure_after_requests;
}

std::vector<CellResult> simulate(std::span<const Cell> cells, const Plan& plan) {
    ensure(plan.replication < replication_limit && plan.requests < index_limit,
           "a plan outside the addresses of random numbers");
    ensure(plan.observer == nullptr || cells.size() == 1, "an observer watches one cell");
    std::vector<CellResult> results(cells.size());
    std::vector<const Cell*> by_columns;
    std::vector<size_t> place;
    for (size_t c = 0; c < cells.size(); ++c) {
        const bool free = plan.path == Path::automatic && plan.observer == nullptr;
        if (free && fits_columns(cells[c])) {
            by_columns.push_back(&cells[c]);
            place.push_back(c);
        } else {
            results[c] = simulate_events(cells[c], plan);
        }
    }
    if (by_columns.empty()) return results;
    std::vector<CellResult> shared = simulate_columns(by_columns, plan);
    for (size_t s = 0; s < by_columns.size(); ++s) results[place[s]] = std::move(shared[s]);
    return results;
}

}  // namespace mdisim
