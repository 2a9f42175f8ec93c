// The servers during a run, by kind: what cores there are, how fast, for which models.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/run/servers/cores.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

struct ServersOfKind {
    Cores cores;
    double factor = 1;  // execution times here, to what the pool says
};

class ServerKinds {
  public:
    static constexpr size_t none = ~size_t{0};

    explicit ServerKinds(const ReadyWorld& world);

    ServersOfKind& operator[](size_t kind) { return kinds_[kind]; }
    const ServersOfKind& operator[](size_t kind) const { return kinds_[kind]; }
    // The fastest first; of equals in the order they are described.
    const std::vector<size_t>& by_speed() const { return by_speed_; }
    bool runs(size_t kind, uint16_t model) const {
        return world_.servers().kinds()[kind].runs(model);
    }
    // Below, `one` says that there is one kind, which runs every model. Requires that this is so.
    // Whether any can start a request now, of whatever model.
    template <bool one = false>
    bool can_start() const {
        if (one) return kinds_.front().cores.can_start();
        for (const ServersOfKind& k : kinds_) {
            if (k.cores.can_start()) return true;
        }
        return false;
    }
    // The fastest that can start a request of that model now.
    template <bool one = false>
    size_t idle(uint16_t model) const {
        if (one) return can_start<one>() ? 0 : none;
        return find_idle(model);
    }
    // By the fastest kind that runs it.
    double least_factor(uint16_t model) const;

    // The first kind: from now on so many replicas of so many threads. How many cores must start.
    int64_t arrange(Arrangement on);

    // What execution takes by model, to what the pool says: where each would be fastest, or, where
    // models are chosen when requests begin to run, on each kind.
    std::vector<std::vector<double>> factors(ChooseAt choose_at) const;

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

    const ReadyWorld& world_;
    std::vector<ServersOfKind> kinds_;
    std::vector<size_t> by_speed_;
};

}  // namespace mdisim
