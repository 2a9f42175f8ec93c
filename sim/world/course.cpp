#include "sim/world/course.hpp"

namespace mdisim {

Bound::Bound(const ReadyWorld& world, Duration sla)
    : models_(world.models()),
      phone_models_(world.phone_models()),
      sla_(sla),
      fixed_phone_(!world.phone_models().random()) {
    if (fixed_phone_) {
        best_phone_ = best_in_time(
            [&](uint16_t model) { return phone_models_.execution(model, 0, NoiseAddress{}); });
    }
}

Course::Course(const Cell& cell, const Plan& plan)
    : cell_(cell),
      world_(*cell.world),
      plan_(plan),
      place_(cell.policies.place.entry->make_place(cell.policies.place.options.get())),
      select_(cell.policies.select.entry->make_select(cell.policies.select.options.get())),
      tally_(world_.models().size(), world_.phone_models().size()),
      sla_ms_(cell.sla.ms()),
      best_cloud_(world_.models().accuracy(world_.models().by_accuracy().front())),
      truth_(world_.models().size()) {}

void Course::check(const Placement& placement) const {
    ensure(placement.cloud || placement.phone, "a place policy sent a request nowhere");
    ensure(!placement.phone || placement.phone_model < world_.phone_models().size(),
           "a place policy used a phone's model that is not there");
}

Placement Course::place(uint64_t index) {
    Draw draw(plan_.seed, address(place_draws, index));
    const Placement placement = place_->choose(place_view(), draw);
    check(placement);
    return placement;
}

void Course::place_all(DrawColumn& draws, size_t n, Placement* placements) {
    place_->choose_all({n, place_view(), draws}, placements);
    for (size_t i = 0; i < n; ++i) check(placements[i]);
}

}  // namespace mdisim
