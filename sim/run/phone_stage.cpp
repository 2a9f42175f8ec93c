#include "sim/run/phone_stage.hpp"

#include <cstdint>
#include <span>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

PhoneStage::PhoneStage(const ReadyWorld& world, const Plan& plan)
    : world_(world),
      loaded_(world.phones(), plan.seed, plan.replication),
      rescales_(world.phones().rescale()) {}

std::span<const PhoneModelCost> PhoneStage::costs(const Outcome& request, uint32_t phone) {
    if (!loaded_.present()) return {};
    const PhoneKind& kind = world_.phones().of(request.source);
    loaded_.begin(phone, kind);
    costs_ = kind.model_costs;
    for (size_t m = 0; m < costs_.size(); ++m) {
        costs_[m].load_ms = loaded_.left(phone, kind, m, request.created).ms();
    }
    return costs_;
}

bool PhoneStage::run_front(Outcome& outcome, const ReadyFront& front,
                           const Possible& request) const {
    const Duration took = request.phone_run(front.phone_model);
    if (request.exits(front)) {
        outcome.phone_model = front.phone_model;
        outcome.phone = took;
        return false;
    }
    outcome.prepare = took;
    outcome.uplink = request.up(front, took);
    return true;
}

void PhoneStage::load(Outcome& outcome, uint32_t phone) {
    const PhoneKind& kind = world_.phones().of(outcome.source);
    const auto brought = loaded_.bring_in(phone, kind, outcome.phone_model - kind.first_model,
                                          outcome.created + outcome.phone_start);
    outcome.phone_load = brought.wait;
    outcome.phone += brought.wait;
    outcome.loads = brought.load.ns > 0;
    outcome.models_pj += PhoneCosts::pj(kind.costs.load_mw(outcome.phone_model), brought.load);
}

void PhoneStage::preprocess(Outcome& outcome, uint32_t phone, const Possible& request,
                            Deciders& deciders) const {
    const PictureWay on_phone = request.way(Shrunk::on_phone);
    const PictureWay in_cloud = request.way(Shrunk::in_cloud);
    const Picture& picture = request.picture();
    const Pictures& pictures = world_.pictures()->described();
    const bool local = deciders.shrinks_on_phone(outcome.index, phone,
                                                 {picture.bytes, picture.width, picture.height,
                                                  pictures.target_pixels, pictures.preparation_ms},
                                                 {on_phone.ready(), in_cloud.ready()});
    const PictureWay& way = local ? on_phone : in_cloud;
    outcome.shrunk = local ? Shrunk::on_phone : Shrunk::in_cloud;
    outcome.better = on_phone.ready() < in_cloud.ready() ? Shrunk::on_phone : Shrunk::in_cloud;
    outcome.prepare = way.prepare + deciders.time_of_preprocess(phone);
    outcome.uplink = way.uplink;
    outcome.cloud_prepare = way.cloud_prepare;
    outcome.sent_bytes = way.sent_bytes;
}

}  // namespace mdisim
