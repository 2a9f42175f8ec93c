#include "sim/run/clients/further_attempts.hpp"

#include <cstdint>

#include "sim/run/requests.hpp"
#include "sim/world/network/network.hpp"

namespace mdisim {

void list_attempts_before(Duration sla, const Retries& retries, const AttemptDraws& draws,
                          Incoming& incoming, std::vector<Attempt>& list) {
    list.clear();
    const RequestAddress address = incoming.address();
    const RequestColumns& batch = incoming.batch();
    const size_t i = incoming.cursor();
    const int64_t bytes = incoming.derivation().up_bytes(batch, i);
    const Duration timeout = Duration::from_ms(retries.timeout_ms);
    Duration after;
    for (uint32_t k = 1; k <= static_cast<uint32_t>(retries.most); ++k) {
        after += timeout + draws.pause(address, k);
        if (after > sla) break;
        const NetworkDraws network = draws.network(address, k);
        const Duration up = incoming.paths(batch.of_class[i])
                                .up(batch.phone[i], batch.created[i] + after, network, bytes);
        list.push_back({k, after, up, network, draws.noise(address, k)});
    }
}

}  // namespace mdisim
