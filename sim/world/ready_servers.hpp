// The servers made ready: which kinds there are and what each does to execution times.
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
    double factor = 1;          // execution times here, to what the pool says
    std::vector<bool> which{};  // by model; empty: all

    bool runs(uint16_t model) const { return which.empty() || which[model]; }
};

class ReadyServers {
  public:
    // Unlimited servers are of one kind that changes no time. The pool is as described and made
    // ready.
    ReadyServers(const std::optional<Servers>& servers, const ModelPool& described,
                 const ReadyPool& models);

    const std::vector<ServerKind>& kinds() const { return kinds_; }
    // What execution takes on so many threads of the first kind, to what the pool says.
    double factor_of(int64_t threads) const;
    // On the fastest cores that one request can have: what the bound reckons with.
    double least_factor(uint16_t model) const { return least_factors_[model]; }
    // How the cores of the first kind may be arranged; not empty where there are servers.
    const std::vector<Arrangement>& arrangements() const { return arrangements_; }
    // What is believed of the models, on the fastest kind that runs each.
    std::vector<ModelBelief> beliefs() const { return beliefs_; }

  private:
    void add_kinds(const Servers& servers, const ReadyPool& models);
    // The least factor that the first kind can have, however its cores are arranged.
    double add_arrangements(const Servers& servers);
    double thread_factor(int64_t threads) const;

    std::vector<ThreadTime> threads_;
    double speed_ = 1;  // of the first kind
    std::vector<ServerKind> kinds_ = {ServerKind{}};
    std::vector<Arrangement> arrangements_;
    std::vector<double> least_factors_;  // by model
    std::vector<ModelBelief> beliefs_;
};

}  // namespace mdisim
