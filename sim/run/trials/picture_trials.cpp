#include "sim/run/trials/picture_trials.hpp"

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/tape.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

PictureMeasured measured_of(const ReadyWorld& world, const Picture& picture, const Outcome& o) {
    return {picture.bytes,
            picture.width,
            picture.height,
            o.shrunk == Shrunk::on_phone,
            o.sent_bytes,
            o.prepare.ms(),
            (o.uplink + o.downlink).ms(),
            o.cloud_prepare.ms() - world.pictures()->described().preparation_ms};
}

std::vector<PictureMeasured> measure_pictures(const ReadyWorld& world, uint32_t again) {
    // Policies are not trained on the requests that they will decide on.
    if (world.log() != nullptr) {
        World drawn = world.described();
        drawn.log.reset();
        return measure_pictures(ReadyWorld(drawn), again);
    }
    const PictureTrials& trials = world.pictures()->described().trials;
    // No replication of a run has this number.
    const uint32_t replication = replication_limit - 1 - again;
    const auto seed = static_cast<uint64_t>(trials.seed);
    auto tape = std::make_unique<Tape>(seed, replication, static_cast<uint64_t>(trials.pictures));
    auto batch = std::make_unique<RequestColumns>();
    Derivation derivation(world, *tape, Time::max());
    std::vector<PictureMeasured> measured;
    while (!derivation.over() && tape->advance()) {
        derivation.next(*tape, *batch);
        for (size_t i = 0; i < batch->size; ++i) {
            const Possible request(world, derivation, *batch, i, {});
            for (const Shrunk where : {Shrunk::on_phone, Shrunk::in_cloud}) {
                const PictureWay way = request.way(where);
                Outcome o;
                o.shrunk = where;
                o.prepare = way.prepare;
                o.uplink = way.uplink;
                o.cloud_prepare = way.cloud_prepare;
                o.sent_bytes = way.sent_bytes;
                o.downlink = derivation.down(*batch, i, batch->created[i] + way.ready());
                measured.push_back(measured_of(world, batch->picture[i], o));
            }
        }
    }
    return measured;
}

std::unique_ptr<Preprocess> trained_preprocess(const Chosen& chosen, const ReadyWorld& world) {
    auto policy = chosen.make<Preprocess>();
    if (chosen.needs().learning) policy->train(measure_pictures(world));
    return policy;
}

}  // namespace mdisim
