#include "sim/run/servers/server_kinds.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

#include "sim/decide/characterisation.hpp"
#include "sim/world/ready_servers.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

ServerKinds::ServerKinds(const ReadyServers& servers, size_t models)
    : servers_(servers), models_(models), by_speed_(servers.kinds().size()) {
    for (const ServerKind& kind : servers.kinds()) kinds_.push_back({Cores(kind.on), kind.factor});
    std::iota(by_speed_.begin(), by_speed_.end(), size_t{0});
    sort();
}

void ServerKinds::sort() {
    std::sort(by_speed_.begin(), by_speed_.end(), [&](size_t a, size_t b) {
        return std::pair(kinds_[a].factor, a) < std::pair(kinds_[b].factor, b);
    });
}

size_t ServerKinds::find_idle(uint16_t model) const {
    for (size_t k : by_speed_) {
        if (kinds_[k].cores.can_start() && runs(k, model)) return k;
    }
    return none;
}

double ServerKinds::least_factor(uint16_t model) const {
    for (size_t k : by_speed_) {
        if (runs(k, model)) return kinds_[k].factor;
    }
    return 1;
}

int64_t ServerKinds::arrange(Arrangement on) {
    ServersOfKind& first = kinds_.front();
    first.factor = servers_.factor_of(on.threads);
    sort();
    return first.cores.arrange(on);
}

std::vector<std::vector<double>> ServerKinds::factors(ChooseAt choose_at) const {
    std::vector<std::vector<double>> factors;
    if (choose_at == ChooseAt::start) {
        for (const ServersOfKind& k : kinds_) factors.emplace_back(models_, k.factor);
        return factors;
    }
    std::vector<double>& each = factors.emplace_back();
    for (uint16_t m = 0; m < models_; ++m) each.push_back(least_factor(m));
    return factors;
}

}  // namespace mdisim
