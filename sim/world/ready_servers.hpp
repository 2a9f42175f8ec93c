// The servers made ready: their kinds, and the factor of each kind on execution times.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/views.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

// The servers of one kind.
struct ServerKind {
    Arrangement on;
    double factor = 1;          // execution times here, as a multiple of the pool's
    std::vector<bool> which{};  // by model, whether it runs here; empty: all do

    bool runs(uint16_t model) const { return which.empty() || which[model]; }
};

class ReadyServers {
  public:
    // Unlimited servers are one kind of factor 1. `described` and `models` are the same pool.
    ReadyServers(const std::optional<Servers>& servers, const ModelPool& described,
                 const ReadyPool& models);

    const std::vector<ServerKind>& kinds() const { return kinds_; }
    // Execution time on that many threads of the first kind, as a multiple of the pool's.
    double factor_of(int64_t threads) const;
    // The factor on the fastest cores that one request can have. The bound uses it.
    double least_factor(uint16_t model) const { return least_factors_[model]; }
    // The possible arrangements of the first kind's cores; empty if servers are unlimited.
    const std::vector<Arrangement>& arrangements() const { return arrangements_; }
    // The belief about each model, on the fastest kind that runs it.
    std::vector<ModelBelief> beliefs() const { return beliefs_; }

  private:
    void add_kinds(const Servers& servers, const ReadyPool& models);
    // The least factor that the first kind can have, however its cores are arranged.
    double add_arrangements(const Servers& servers);
    double thread_factor(int64_t threads) const;

    std::vector<ThreadTime> threads_;
    double speed_ = 1;  // speed of the first kind
    std::vector<ServerKind> kinds_ = {ServerKind{}};
    std::vector<Arrangement> arrangements_;
    std::vector<double> least_factors_;  // by model
    std::vector<ModelBelief> beliefs_;
};

}  // namespace mdisim
