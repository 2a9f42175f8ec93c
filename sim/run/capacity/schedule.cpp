#include "sim/run/capacity/schedule.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {
namespace {

constexpr int64_t always_free = -1;  // before any time

uint64_t rounded_down(uint64_t accuracy) { return accuracy == 0 ? 0 : accuracy - 1; }

// A request on a server.
struct Scheduled {
    const CoreDemand* request;
    const CoreChance* chance;
    Duration length;
    Time begin;

    Time end() const { return begin + length; }
};

// One schedule, for one arrangement of each kind. Prices are multiplied by `quarters` / 4.
class Schedule {
  public:
    Schedule(const Demand& demand, const CorePrices& prices, std::vector<Arrangement> on,
             uint64_t quarters)
        : demand_(demand), prices_(prices), on_(std::move(on)), quarters_(quarters) {
        for (const Arrangement& of_kind : on_) {
            kinds_.emplace_back();
            for (int64_t r = 0; r < of_kind.replicas; ++r) {
                kinds_.back().emplace(always_free, runs_.size());
                runs_.emplace_back();
            }
        }
    }

    uint128 accuracy() {
        serve_all();
        for (std::vector<Scheduled>& of_server : runs_) improve(of_server);
        return sum_;
    }

  private:
    // The servers of a kind by the time from which they are free.
    using Servers = std::priority_queue<std::pair<int64_t, size_t>,
                                        std::vector<std::pair<int64_t, size_t>>, std::greater<>>;
    // Requests that have come, by deadline.
    using Line = std::priority_queue<std::pair<Time, size_t>, std::vector<std::pair<Time, size_t>>,
                                     std::greater<>>;

    static Time earliest(const Demand& demand, const CoreDemand& request) {
        Time from = Time::max();
        for (const CoreChance& chance : demand.chances_of(request))
            from = std::min(from, chance.from);
        return from;
    }

    void serve_all() {
        std::vector<std::pair<Time, size_t>> coming;
        for (size_t r = 0; r < demand_.requests.size(); ++r) {
            const CoreDemand& request = demand_.requests[r];
            if (request.chances == 0)
                sum_ += rounded_down(request.without);
            else
                coming.emplace_back(earliest(demand_, request), r);
        }
        std::sort(coming.begin(), coming.end());
        Line line;
        for (size_t next = 0; next < coming.size() || !line.empty();) {
            Time now = free_from();
            if (line.empty()) now = std::max(now, coming[next].first);
            for (; next < coming.size() && coming[next].first <= now; ++next) {
                const size_t r = coming[next].second;
                line.emplace(demand_.chances_of(demand_.requests[r]).front().until, r);
            }
            if (line.empty()) continue;
            serve(demand_.requests[line.top().second], now);
            line.pop();
        }
    }
    Time free_from() const {
        int64_t first = INT64_MAX;
        for (const Servers& servers : kinds_) {
            if (!servers.empty()) first = std::min(first, servers.top().first);
        }
        return {first == INT64_MAX ? 0 : std::max<int64_t>(first, 0)};
    }

    // The length of the run of a request alone on a kind as it is arranged; 0: it cannot run there.
    Duration length_on(const CoreChance& chance, size_t kind) const {
        for (const CoreUse& use : demand_.uses_of(chance)) {
            if (use.kind == kind && use.together == 1 && use.threads == on_[kind].threads)
                return use.length;
        }
        return {};
    }
    uint64_t price(size_t kind, Time begin, Time end) const {
        const auto threads = static_cast<uint64_t>(on_[kind].threads);
        return (prices_.between(kind, begin, end) * threads >> CorePrices::price_bits) * quarters_ /
               4;
    }

    void serve(const CoreDemand& request, Time now) {
        uint64_t best = request.without;
        Scheduled served{&request, nullptr, {}, {}};
        size_t on = 0;
        for (const CoreChance& chance : demand_.chances_of(request)) {
            for (size_t kind = 0; kind < kinds_.size(); ++kind) {
                const Duration length = length_on(chance, kind);
                if (!chance.loaded || length.ns == 0 || kinds_[kind].empty()) continue;
                const Time free{kinds_[kind].top().first};
                const Time begin = std::max({free, now, chance.from});
                if (begin + length > chance.until) continue;
                const uint64_t paid = price(kind, begin, begin + length);
                if (paid >= chance.accuracy || chance.accuracy - paid <= best) continue;
                best = chance.accuracy - paid;
                served = {&request, &chance, length, begin};
                on = kind;
            }
        }
        if (served.chance == nullptr) {
            sum_ += rounded_down(request.without);
            return;
        }
        const size_t server = kinds_[on].top().second;
        kinds_[on].pop();
        kinds_[on].emplace(served.end().ns, server);
        runs_[server].push_back(served);
        kind_of_.resize(runs_.size());
        kind_of_[server] = on;
    }

    // Gives the requests of a server, one after the other, the most accurate models with which all
    // later ones still end in time.
    void improve(std::vector<Scheduled>& of_server) {
        if (of_server.empty()) return;
        const size_t kind = kind_of_[static_cast<size_t>(&of_server - runs_.data())];
        std::vector<Time> latest(of_server.size());
        for (size_t i = of_server.size(); i-- > 0;) {
            latest[i] = of_server[i].chance->until;
            if (i + 1 == of_server.size()) continue;
            const Duration next{-of_server[i + 1].length.ns};
            latest[i] = std::min(latest[i], latest[i + 1] + next);
        }
        Time free;
        for (size_t i = 0; i < of_server.size(); ++i) {
            Scheduled& served = of_server[i];
            served.begin = std::max(free, served.chance->from);
            for (const CoreChance& chance : demand_.chances_of(*served.request)) {
                const Duration length = length_on(chance, kind);
                const Time begin = std::max(free, chance.from);
                const Time until = std::min(chance.until, latest[i]);
                if (!chance.loaded || length.ns == 0 || begin + length > until) continue;
                if (chance.accuracy > served.chance->accuracy)
                    served = {served.request, &chance, length, begin};
            }
            free = served.end();
            sum_ += rounded_down(std::max(served.chance->accuracy, served.request->without));
        }
    }

    const Demand& demand_;
    const CorePrices& prices_;
    std::vector<Arrangement> on_;
    uint64_t quarters_;
    std::vector<Servers> kinds_;
    std::vector<std::vector<Scheduled>> runs_;  // by server
    std::vector<size_t> kind_of_;               // by server
    uint128 sum_ = 0;
};

}  // namespace

uint128 foreseen(const Demand& demand, const CorePrices& prices) {
    if (!demand.schedulable) return 0;
    std::vector<Arrangement> described;
    for (const CoreKind& kind : demand.kinds)
        described.push_back(kind.on.empty() ? Arrangement{0, 0} : kind.on.front());
    uint128 best = 0;
    const auto try_on = [&](const std::vector<Arrangement>& on) {
        for (const uint64_t quarters : {3u, 4u, 5u})
            best = std::max(best, Schedule(demand, prices, on, quarters).accuracy());
    };
    try_on(described);
    for (size_t kind = 0; kind < demand.kinds.size(); ++kind) {
        for (size_t a = 1; a < demand.kinds[kind].on.size(); ++a) {
            std::vector<Arrangement> on = described;
            on[kind] = demand.kinds[kind].on[a];
            try_on(on);
        }
    }
    return best;
}

}  // namespace mdisim
