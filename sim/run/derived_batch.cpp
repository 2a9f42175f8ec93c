#include "sim/run/derived_batch.hpp"

#include "sim/engine/time.hpp"
#include "sim/world/network/estimator.hpp"

namespace mdisim {

Digest derive(const ReadyWorld& world, Tape& tape, Derivation& derivation, DerivedBatch& derived) {
    RequestColumns& batch = derived.requests;
    derivation.next(tape, batch);
    const Estimator& estimator = world.described().estimator;
    for (size_t i = 0; i < batch.size; ++i) {
        const Duration down = derivation.down(batch, i, batch.created[i] + batch.up[i]);
        const NetworkEstimate estimate = memoryless_estimate(estimator, batch.up[i], down);
        derived.uplink_ms[i] = estimate.uplink_ms;
        derived.network_ms[i] = estimate.network_ms;
    }
    return tape_digest(world, tape);
}

}  // namespace mdisim
