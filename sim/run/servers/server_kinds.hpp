// The servers during a run, by kind: what cores there are, how fast, for which models.
#pragma once

#include <vector>

#include "sim/run/servers/cores.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

struct Group {
    Cores cores;
    double factor = 1;  // execution times here, to what the pool says
};

class Groups {
  public:
    static constexpr size_t none = ~size_t{0};

    explicit Groups(const ReadyWorld& world);

    Group& operator[](size_t group) { return groups_[group]; }
    const Group& operator[](size_t group) const { return groups_[group]; }
    // The fastest first; of equals in the order they are described.
    const std::vector<size_t>& by_speed() const { return by_speed_; }
    bool runs(size_t group, uint16_t model) const { return world_.kinds()[group].runs(model); }
    // Of these, `one` is for where it is known that there is but one kind, for all models.
    // Whether any can start a request now, of whatever model.
    template <bool one = false>
    bool can_start() const {
        if (one) return groups_.front().cores.can_start();
        for (const Group& g : groups_) {
            if (g.cores.can_start()) return true;
        }
        return false;
    }
    // The fastest that can start a request of that model now.
    template <bool one = false>
    size_t idle(uint16_t model) const {
        if (one) return can_start<one>() ? 0 : none;
        return find_idle(model);
    }
    // By the fastest group that runs it.
    double least_factor(uint16_t model) const;

    // The first group: from now on so many replicas of so many threads. How many cores must start.
    int64_t arrange(Arrangement on);

    // What execution takes by model, to what the pool says: where each would be fastest, or, where
    // models are chosen when requests begin to run, in each group.
    std::vector<std::vector<double>> factors(ChooseAt choose_at) const;

    int64_t ready_replicas() const { return sum<&Cores::ready_replicas>(); }
    int64_t busy_replicas() const { return sum<&Cores::busy_replicas>(); }
    template <bool one = false>
    int64_t there() const {
        return one ? groups_.front().cores.there() : sum<&Cores::there>();
    }
    template <bool one = false>
    int64_t busy() const {
        return one ? groups_.front().cores.busy() : sum<&Cores::busy>();
    }

  private:
    size_t find_idle(uint16_t model) const;
    template <int64_t (Cores::*what)() const>
    int64_t sum() const {
        int64_t all = 0;
        for (const Group& g : groups_) all += (g.cores.*what)();
        return all;
    }
    void sort();

    const ReadyWorld& world_;
    std::vector<Group> groups_;
    std::vector<size_t> by_speed_;
};

}  // namespace mdisim
