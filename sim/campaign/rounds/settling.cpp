#include "sim/campaign/rounds/settling.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/campaign/records.hpp"
#include "sim/campaign/watched.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/describe/error.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/warm_up.hpp"
#include "sim/run/form.hpp"
#include "sim/run/record.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/network/bandwidth_trace.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/workload/modulated.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

constexpr uint64_t most_requests = 1'000'000;  // of a replication, whose records are in memory

bool is_steady(const Workload& workload) {
    return std::holds_alternative<EveryWorkload>(workload.kind()) ||
           std::holds_alternative<PoissonWorkload>(workload.kind()) ||
           std::holds_alternative<RenewalWorkload>(workload.kind()) ||
           std::holds_alternative<ModulatedWorkload>(workload.kind());
}

bool is_steady(const Network& network) {
    return !std::holds_alternative<TraceNetwork>(network.kind()) &&
           !std::holds_alternative<SeriesNetwork>(network.kind());
}

// Why the cell has no steady state; empty if it has one, as far as its description says.
std::string unsteadiness(const World& world, const Combination& policies) {
    if (world.log) return "a log is replayed";
    bool steady_load = is_steady(world.workload);
    bool steady_network = is_steady(world.network);
    for (const RequestClass& one : world.classes) {
        steady_load = steady_load && (!one.workload || is_steady(*one.workload));
        steady_network = steady_network && (!one.network || is_steady(*one.network));
    }
    if (!steady_load) return "the load changes with time";
    if (!steady_network) return "the network follows a recording";
    for (const Model& model : world.models.list) {
        if (!model.shifts.empty()) return "the execution times of " + model.name + " shift";
    }
    if (policies.learns()) return "the policy learns";
    if (policies[Decision::control]) return "the policy controls the servers";
    return "";
}

// Whether the pilot runs the cell. In columns no request waits for another, so all are alike.
bool can_settle(const CellCursor& at) {
    return form_of(at.cell(), at.plan(Path::automatic)) != Form::columns;
}

// The mean of replications of each request's latency; not-a-number where none was answered. As many
// replications are in memory as there are threads, and sums are in the order of replications.
std::vector<double> mean_latencies(const CellCursor& at, unsigned jobs,
                                   const std::atomic<bool>* stop) {
    std::vector<uint64_t> requests(at.point().expected_requests());
    std::iota(requests.begin(), requests.end(), uint64_t{0});
    const auto replications = static_cast<size_t>(at.point().setting.replications);
    std::vector<double> sums(requests.size(), 0);
    std::vector<uint32_t> answered(requests.size(), 0);
    std::vector<std::vector<double>> latencies(std::min(threads_for(jobs), replications));
    for (size_t first = 0; first < replications; first += latencies.size()) {
        const size_t together = std::min(latencies.size(), replications - first);
        each_on_threads(together, together, [&](size_t i) {
            if (stop != nullptr && *stop) throw Interrupted();
            Watcher watcher(nullptr);
            latencies[i].assign(requests.size(), nan);
            const Watched watched =
                watcher.watch(at, requests, false, static_cast<uint32_t>(first + i));
            for (const Record& record : watched.records) {
                const Outcome& outcome = record.outcome;
                if (outcome.answer != Answer::none)
                    latencies[i][outcome.index] = outcome.latency.ms();
            }
        });
        for (size_t i = 0; i < together; ++i) {
            for (size_t q = 0; q < requests.size(); ++q) {
                if (std::isnan(latencies[i][q])) continue;
                sums[q] += latencies[i][q];
                ++answered[q];
            }
        }
    }
    for (size_t q = 0; q < requests.size(); ++q) {
        sums[q] = answered[q] > 0 ? sums[q] / static_cast<double>(answered[q]) : nan;
    }
    return sums;
}

}  // namespace

int64_t automatic_warm_up(const Scenario& scenario, unsigned jobs, const std::atomic<bool>* stop) {
    size_t most = 0;
    std::vector<Problem> problems;
    for (CellCursor at(scenario); !at.at_end(); at.next()) {
        const std::string cell = cell_name(scenario, at.index().point, at.policies().name);
        const auto refuse = [&](const std::string& why) {
            problems.push_back({cell, "/warm_up", why});
        };
        const std::string unsteady = unsteadiness(at.point().world->described(), at.policies());
        const uint64_t requests = at.point().expected_requests();
        if (!unsteady.empty()) {
            refuse(unsteady +
                   ", so there is no steady state to warm up to; set 'warm_up_requests' instead");
        } else if (requests < mser_least || requests > most_requests) {
            refuse("MSER-5 needs from " + std::to_string(mser_least) + " to " +
                   std::to_string(most_requests) + " requests a replication");
        } else if (can_settle(at)) {
            const std::optional<size_t> found = mser5(mean_latencies(at, jobs, stop));
            if (!found) {
                refuse(
                    "replications are too short to tell how long they warm up, or the servers "
                    "are overloaded: what is best left out is more than half of them");
            }
            most = std::max(most, found.value_or(0));
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    return static_cast<int64_t>(most);
}

double pilot_requests(const Scenario& scenario) {
    double requests = 0;
    for (CellCursor at(scenario); !at.at_end(); at.next()) {
        if (!can_settle(at)) continue;
        requests += static_cast<double>(at.point().expected_requests()) *
                    static_cast<double>(at.point().setting.replications);
    }
    return requests;
}

}  // namespace mdisim
