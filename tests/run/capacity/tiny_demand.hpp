// Demands of a few requests, and the best schedule of each, found by trying all of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/capacity/demand.hpp"

namespace mdisim::testing {

// Servers of one kind with one or two replicas of one to three threads, and up to five requests
// with two or three models. With batches, any two requests may run the same model together, in 1.5
// times the time of the shortest run of that model.
struct TinyDemand {
    Demand demand;
    bool batches = false;

    TinyDemand(std::minstd_rand& draw, bool with_batches) : batches(with_batches) {
        const Arrangement on{1 + static_cast<int64_t>(draw() % 2),
                             1 + static_cast<int64_t>(draw() % 3)};
        demand.kinds.push_back({on.replicas * on.threads, {on}});
        const uint64_t models = 2 + draw() % 2;
        const uint64_t requests = 2 + draw() % (batches ? 3 : 4);
        std::vector<std::vector<int64_t>> runs(requests, std::vector<int64_t>(models));
        std::vector<int64_t> least(models, INT64_MAX);
        for (auto& of_request : runs) {
            for (uint64_t m = 0; m < models; ++m) {
                of_request[m] = static_cast<int64_t>(2 * (m + 1) + 2 * (draw() % 3));
                least[m] = std::min(least[m], of_request[m]);
            }
        }
        for (const auto& of_request : runs) {
            CoreDemand request;
            request.without = draw() % 4 == 0 ? accuracy(20) : 0;
            request.first_chance = demand.chances.size();
            const Time from{static_cast<int64_t>(draw() % 8)};
            const Time until{from.ns + 3 + static_cast<int64_t>(draw() % 10)};
            for (uint64_t m = models; m-- > 0;) {
                CoreChance chance{from, until, accuracy(60 + 10 * m), static_cast<uint16_t>(m)};
                chance.first_use = demand.uses.size();
                demand.uses.push_back({Duration{of_request[m]}, on.threads, 1, 0});
                if (batches) demand.uses.push_back({Duration{least[m] * 3 / 2}, on.threads, 2, 0});
                chance.uses = batches ? 2 : 1;
                demand.chances.push_back(chance);
                ++request.chances;
            }
            demand.requests.push_back(request);
        }
    }

    // The largest sum of accuracies of any schedule.
    uint64_t best() const {
        const auto replicas = static_cast<size_t>(demand.kinds[0].on[0].replicas);
        return best_of(std::vector<Time>(replicas), std::vector<bool>(demand.requests.size()));
    }

  private:
    static uint64_t accuracy(uint64_t percent) { return (percent << accuracy_bits) / 100; }

    // What the requests that are not yet served can be worth, if each server is free from `free`.
    uint64_t best_of(const std::vector<Time>& free, const std::vector<bool>& served) const {
        uint64_t most = 0;
        for (size_t r = 0; r < served.size(); ++r) {
            if (!served[r]) most += demand.requests[r].without;
        }
        for (size_t r = 0; r < served.size(); ++r) {
            if (served[r]) continue;
            for (size_t server = 0; server < free.size(); ++server) {
                for (const CoreChance& chance : demand.chances_of(demand.requests[r])) {
                    run_alone(free, served, r, server, chance, most);
                    if (batches) run_in_pairs(free, served, r, server, chance, most);
                }
            }
        }
        return most;
    }
    void run_alone(std::vector<Time> free, std::vector<bool> served, size_t r, size_t server,
                   const CoreChance& chance, uint64_t& most) const {
        free[server] = std::max(free[server], chance.from) + demand.uses_of(chance).front().length;
        if (free[server] > chance.until) return;
        served[r] = true;
        most = std::max(most, chance.accuracy + best_of(free, served));
    }
    void run_in_pairs(const std::vector<Time>& free, const std::vector<bool>& served, size_t r,
                      size_t server, const CoreChance& chance, uint64_t& most) const {
        for (size_t other = r + 1; other < served.size(); ++other) {
            if (served[other]) continue;
            for (const CoreChance& same : demand.chances_of(demand.requests[other])) {
                if (same.model != chance.model) continue;
                std::vector<Time> then = free;
                then[server] = std::max({free[server], chance.from, same.from}) +
                               demand.uses_of(chance).back().length;
                if (then[server] > std::min(chance.until, same.until)) continue;
                std::vector<bool> both = served;
                both[r] = both[other] = true;
                most = std::max(most, chance.accuracy + same.accuracy + best_of(then, both));
            }
        }
    }
};

}  // namespace mdisim::testing
