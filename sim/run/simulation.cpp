#include "sim/run/simulation.hpp"

#include <utility>

#include "sim/describe/check.hpp"
#include "sim/engine/random.hpp"
#include "sim/run/form.hpp"

namespace mdisim {

std::vector<CellResult> simulate(std::span<const Cell> cells, const Plan& plan) {
    ensure(plan.replication < replication_limit && plan.requests < index_limit,
           "a plan outside the addresses of random numbers");
    ensure(plan.observer == nullptr || cells.size() == 1, "an observer watches one cell");
    std::vector<CellResult> results(cells.size());
    std::vector<const Cell*> by_columns;
    std::vector<size_t> place;
    for (size_t c = 0; c < cells.size(); ++c) {
        if (form_of(cells[c], plan) == Form::columns) {
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
