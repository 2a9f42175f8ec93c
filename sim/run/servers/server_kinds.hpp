// The servers during a run, by kind: their cores, their speed, and the models they run.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/engine/digest.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/servers/cores.hpp"
#include "sim/world/ready_servers.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

struct ServersOfKind {
    Cores cores;
    double factor = 1;  // execution times here, as a multiple of the pool's
};

class ServerKinds {
  public:
    static constexpr size_t none = ~size_t{0};

    // models: their number in the cloud.
    ServerKinds(const ReadyServers& servers, size_t models);

    ServersOfKind& operator[](size_t kind) { return kinds_[kind]; }
    const ServersOfKind& operator[](size_t kind) const { return kinds_[kind]; }
    // The kinds, the fastest first; of equally fast ones, the first described.
    const std::vector<size_t>& by_speed() const { return by_speed_; }
    bool runs(size_t kind, uint16_t model) const { return servers_.kinds()[kind].runs(model); }
    // Whether it runs the active model, which is no_model if all are active.
    bool runs_active(size_t kind, uint16_t active) const {
        return active == no_model || runs(kind, active);
    }
    // Below, `one` requires that there is one kind only, which runs every model.
    // Whether any kind can start a request now, whatever its model.
    template <bool one = false>
    bool can_start() const {
        if (one) return kinds_.front().cores.can_start();
        for (const ServersOfKind& k : kinds_) {
            if (k.cores.can_start()) return true;
        }
        return false;
    }
    // The fastest kind that can start a request of that model now.
    template <bool one = false>
    size_t idle(uint16_t model) const {
        if (one) return can_start<one>() ? 0 : none;
        return find_idle(model);
    }
    // The factor of the fastest kind that runs the model.
    double least_factor(uint16_t model) const;

    // Changes the arrangement of the first kind. Returns the number of cores that must start.
    int64_t arrange(Arrangement on);

    // Lists of execution times by model, as multiples of the pool's: a list for each kind if models
    // are chosen when requests begin to run, else one list with the fastest kind of each model.
    std::vector<std::vector<double>> factors(ChooseAt choose_at) const;

    // Adds a time in which these cores were there to the tally's counts by kind, if it has them.
    // from: the number of the first of these kinds in the tally.
    void pass(uint128 nanoseconds, size_t from, Tally& tally) const {
        if (tally.cores_of_kinds.empty()) return;
        for (size_t k = 0; k < kinds_.size(); ++k)
            tally.pass_kind(from + k, nanoseconds, kinds_[k].cores.there());
    }

    int64_t ready_replicas() const { return sum<&Cores::ready_replicas>(); }
    int64_t busy_replicas() const { return sum<&Cores::busy_replicas>(); }
    template <bool one = false>
    int64_t there() const {
        return one ? kinds_.front().cores.there() : sum<&Cores::there>();
    }
    template <bool one = false>
    int64_t busy() const {
        return one ? kinds_.front().cores.busy() : sum<&Cores::busy>();
    }

  private:
    size_t find_idle(uint16_t model) const;
    template <int64_t (Cores::*what)() const>
    int64_t sum() const {
        int64_t all = 0;
        for (const ServersOfKind& k : kinds_) all += (k.cores.*what)();
        return all;
    }
    void sort();

    const ReadyServers& servers_;
    size_t models_;
    std::vector<ServersOfKind> kinds_;
    std::vector<size_t> by_speed_;
};

}  // namespace mdisim
