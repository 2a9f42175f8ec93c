#include "sim/world/ready_servers.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

// For each model of the pool, whether it is named. If none is named, all models run, and the result
// is empty.
std::vector<bool> which_of(const ReadyPool& pool, const std::vector<std::string>& named) {
    std::vector<bool> run(named.empty() ? 0 : pool.size());
    for (size_t m = 0; m < run.size(); ++m) {
        run[m] = contains(named, pool.names()[m]);
    }
    return run;
}

}  // namespace

ReadyServers::ReadyServers(const std::optional<Servers>& servers, const ModelPool& described,
                           const ReadyPool& models)
    : threads_(described.threads), least_factors_(models.size(), 1), beliefs_(models.beliefs()) {
    if (!servers) return;
    speed_ = servers->speed;
    add_kinds(*servers, models);
    const double least = add_arrangements(*servers);
    for (uint16_t m = 0; m < models.size(); ++m) {
        double& possible = least_factors_[m];
        double usual = possible = std::numeric_limits<double>::infinity();
        for (const ServerKind& kind : kinds_) {
            if (!kind.runs(m)) continue;
            usual = std::min(usual, kind.factor);
            possible = std::min(possible, &kind == &kinds_.front() ? least : kind.factor);
        }
        beliefs_[m].mu_ms *= usual;
        beliefs_[m].sigma_ms *= usual;
    }
}

void ReadyServers::add_kinds(const Servers& servers, const ReadyPool& models) {
    kinds_ = {{{servers.replicas, servers.threads},
               factor_of(servers.threads),
               which_of(models, servers.models)}};
    for (const FurtherServers& f : servers.further) {
        kinds_.push_back({{f.replicas, f.threads},
                          thread_factor(f.threads) / f.speed,
                          which_of(models, f.models)});
    }
}

double ReadyServers::add_arrangements(const Servers& servers) {
    double least = kinds_.front().factor;
    if (threads_.empty()) arrangements_ = {kinds_.front().on};
    for (const ThreadTime& t : threads_) {
        if (t.threads > servers.cores()) continue;
        least = std::min(least, factor_of(t.threads));
        if (servers.cores() % t.threads == 0) {
            arrangements_.push_back({servers.cores() / t.threads, t.threads});
        }
    }
    return least;
}

double ReadyServers::factor_of(int64_t threads) const { return thread_factor(threads) / speed_; }

double ReadyServers::thread_factor(int64_t threads) const {
    for (const ThreadTime& t : threads_) {
        if (t.threads == threads) return t.factor;
    }
    return 1;
}

}  // namespace mdisim
