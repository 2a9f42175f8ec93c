#include "sim/run/servers/server_kinds.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace mdisim {

Groups::Groups(const ReadyWorld& world) : world_(world), by_speed_(world.kinds().size()) {
    for (const ServerKind& kind : world.kinds()) groups_.push_back({Cores(kind.on), kind.factor});
    std::iota(by_speed_.begin(), by_speed_.end(), size_t{0});
    sort();
}

void Groups::sort() {
    std::sort(by_speed_.begin(), by_speed_.end(), [&](size_t a, size_t b) {
        return std::pair(groups_[a].factor, a) < std::pair(groups_[b].factor, b);
    });
}

size_t Groups::find_idle(uint16_t model) const {
    for (size_t g : by_speed_) {
        if (groups_[g].cores.can_start() && runs(g, model)) return g;
    }
    return none;
}

double Groups::least_factor(uint16_t model) const {
    for (size_t g : by_speed_) {
        if (runs(g, model)) return groups_[g].factor;
    }
    return 1;
}

int64_t Groups::arrange(Arrangement on) {
    Group& first = groups_.front();
    first.factor = world_.factor_of(on.threads);
    sort();
    return first.cores.arrange(on);
}

std::vector<std::vector<double>> Groups::factors(ChooseAt choose_at) const {
    std::vector<std::vector<double>> factors;
    const size_t models = world_.models().size();
    if (choose_at == ChooseAt::start) {
        for (const Group& g : groups_) factors.emplace_back(models, g.factor);
        return factors;
    }
    std::vector<double>& each = factors.emplace_back();
    for (uint16_t m = 0; m < models; ++m) each.push_back(least_factor(m));
    return factors;
}

}  // namespace mdisim
