#include "sim/world/retries.hpp"

#include <cstdint>

#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

const Object& describe(Tag<Retries>) {
    static const Object table = object<Retries>(
        "retries",
        "clients that send a request again if it is not answered in time; the first answer counts",
        {field("timeout_ms", &Retries::timeout_ms,
               "how long a client waits for an attempt before the next one; the last attempt has "
               "no time-out")
             .above(0)
             .at_most(1e9)
             .usually(1, 3.6e6, "milliseconds")
             .needed(),
         field("most", &Retries::most, "attempts after the first").at_least(0).at_most(30),
         field("backoff_ms", &Retries::backoff_ms,
               "time from a time-out until the next attempt is sent")
             .at_least(0)
             .at_most(1e9),
         field("backoff_factor", &Retries::backoff_factor,
               "factor of the backoff from each attempt to the next; 2 doubles it")
             .at_least(1)
             .at_most(100),
         field("jitter", &Retries::jitter,
               "share of the backoff that is drawn: uniform in [1 - jitter, 1] of it")
             .share(),
         field("cancel", &Retries::cancel,
               "tell the servers of attempts that have timed out or were overtaken: those that "
               "still wait leave, those that run end"),
         field("hedges", &Retries::hedges,
               "the request is hedged: an attempt that has timed out is still wanted, so with "
               "`cancel` only attempts that were overtaken are called off"),
         field("budget", &Retries::budget,
               "most attempts after the first, as a share of the requests: each request of a phone "
               "adds it to the phone's savings, which hold ten attempts at most, and each further "
               "attempt takes one; the bound does not know it (default: no limit)")
             .at_least(0)
             .at_most(30),
         field("same_network", &Retries::same_network,
               "whether all attempts of a request have the first one's draws of the phone's "
               "network, as if they shared its link; else each attempt has draws of its own")});
    return table;
}

AttemptDraws::AttemptDraws(const ReadyWorld& world, uint64_t seed, uint32_t replication)
    : world_(world),
      seed_(seed),
      replication_(replication),
      jitter_(world.described().retries->jitter),
      same_network_(world.described().retries->same_network) {
    const Retries& retries = *world.described().retries;
    double backoff_ms = retries.backoff_ms;
    backoff_ms_.push_back(0);
    for (int64_t k = 1; k <= retries.most; ++k, backoff_ms *= retries.backoff_factor) {
        backoff_ms_.push_back(backoff_ms < 1e9 ? backoff_ms : 1e9);
    }
}

NetworkDraws AttemptDraws::network(const RequestAddress& of, uint32_t attempt) const {
    NetworkDraws draws;
    if (same_network_) attempt = 0;
    if (world_.network().draws_latency()) {
        const Lanes latency = lanes(network_draws, of, attempt);
        draws.up = uniform_of(latency.lane[0]);
        draws.down = uniform_of(latency.lane[1]);
    }
    if (world_.network().draws_bandwidth()) {
        const Lanes rate = lanes(bandwidth_draws, of, attempt);
        draws.up_rate = uniform_of(rate.lane[0]);
        draws.down_rate = uniform_of(rate.lane[1]);
    }
    return draws;
}

double AttemptDraws::noise(const RequestAddress& of, uint32_t attempt) const {
    if (!world_.draws_execution()) return 0;
    const double uniform = uniform_of(lanes(execution_draws, of, attempt).lane[0]);
    double score = 0;
    score_column(world_.models().score(), &uniform, 1, &score);
    return score;
}

Duration AttemptDraws::pause(const RequestAddress& of, uint32_t attempt) const {
    const double backoff_ms = backoff_ms_[attempt];
    if (jitter_ == 0 || backoff_ms == 0) return Duration::from_ms(backoff_ms);
    const double uniform = uniform_of(lanes(retry_draws, of, attempt).lane[0]);
    return Duration::from_ms(backoff_ms * (1 - jitter_ * uniform));
}

}  // namespace mdisim
