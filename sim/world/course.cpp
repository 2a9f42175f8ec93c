#include "sim/world/course.hpp"

namespace mdisim {

bool Possible::exits(const ReadyFront& front) const {
    if (front.exit_share == 0) return false;
    Address address = noise_.request;
    address.purpose = front_draws;
    return uniform_of(random_lanes(noise_.seed, address).lane[0]) < front.exit_share;
}

Bound::Bound(const ReadyWorld& world, Duration sla)
    : world_(world), sla_(sla), fixed_phone_(!world.phone_models().random()) {
    if (fixed_phone_) {
        best_phone_ = best_on_phone([&](uint16_t model) {
            return world.phone_models().execution(model, 0, NoiseAddress{});
        });
    }
}

bool Bound::in_time(const Possible& request, uint16_t model) const {
    if (request.finish(model) <= sla_) return true;
    for (const ReadyFront& front : world_.fronts()) {
        const bool goes_on = front.cloud_model == no_model || front.cloud_model == model;
        if (goes_on && !request.exits(front) && request.finish(front, model) <= sla_) return true;
    }
    return false;
}

void Bound::count_with_fronts(BoundTally& tally, const Possible& request, uint16_t phone) const {
    const ReadyPool& on_phone = world_.phone_models();
    for (const ReadyFront& front : world_.fronts()) {
        const uint16_t m = front.phone_model;
        if (!request.exits(front) || request.phone_run(m) > sla_) continue;
        if (phone == no_model || on_phone.accuracy(m) > on_phone.accuracy(phone)) phone = m;
    }
    const double phone_accuracy = phone == no_model ? -1 : on_phone.accuracy(phone);
    for (uint16_t model : world_.models().by_accuracy()) {
        if (world_.models().accuracy(model) < phone_accuracy) break;
        if (in_time(request, model)) {
            ++tally.cloud[model];
            return;
        }
    }
    if (phone != no_model) ++tally.phone[phone];
}

namespace {

std::vector<std::unique_ptr<Place>> places_for(const Cell& cell) {
    const Chosen& chosen = cell.policies.place;
    const int64_t phones = cell.world->described().phones;
    std::vector<std::unique_ptr<Place>> places;
    for (int64_t p = 0; p < (chosen.entry->needs.learning ? phones : 1); ++p) {
        places.push_back(chosen.entry->make_place(chosen.options.get()));
    }
    return places;
}

}  // namespace

Course::Course(const Cell& cell, const Plan& plan)
    : cell_(cell),
      world_(*cell.world),
      plan_(plan),
      places_(places_for(cell)),
      select_(cell.policies.select.entry->make_select(cell.policies.select.options.get())),
      tally_(world_.models().size(), world_.phone_models().size()),
      sla_ms_(cell.sla.ms()),
      best_cloud_(world_.models().accuracy(world_.models().by_accuracy().front())),
      truth_(world_.models().size()) {}

void Course::check(const Placement& placement) const {
    ensure(placement.cloud || placement.phone, "a place policy sent a request nowhere");
    ensure(!placement.phone || placement.phone_model < world_.own_models(),
           "a place policy used a phone's model that is not there");
    ensure(placement.front == no_front ||
               (placement.front < world_.fronts().size() && placement.cloud && !placement.phone),
           "a place policy used a front that is not there, or a copy beside it");
}

Placement Course::place(uint64_t index, uint32_t phone, double overdue_ms) {
    Draw draw(plan_.seed, address(place_draws, index));
    const Placement placement = place_policy(phone).choose(place_view(overdue_ms), draw);
    check(placement);
    return placement;
}

bool Course::run_front(Outcome& outcome, const ReadyFront& front, const Possible& request) const {
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

void Course::count_front(Outcome& outcome, const ReadyFront& front) const {
    outcome.sent_bytes = front.sent_bytes;
    outcome.energy_pj = front.sending_pj + world_.phone_costs().computing_pj(outcome.prepare);
}

void Course::place_all(DrawColumn& draws, size_t n, Placement* placements) {
    places_.front()->choose_all({n, place_view(0), draws}, placements);
    for (size_t i = 0; i < n; ++i) check(placements[i]);
}

}  // namespace mdisim
