#include "sim/run/deciders.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// The number of copies of a phone's policy: one for each phone if the policy learns, else one.
int64_t copies_of(const Chosen& chosen, const ReadyWorld& world) {
    return chosen.needs().learning ? world.phones().count() : 1;
}

// As many copies of a decision point's policy as `copies` says; none if the policy does not
// implement Interface.
template <class Interface>
std::vector<std::unique_ptr<Interface>> copies_for(const Cell& cell, int64_t copies) {
    const Chosen& chosen = cell.policies[PolicyKind<Interface>::decision];
    std::vector<std::unique_ptr<Interface>> list;
    for (int64_t p = 0; p < copies; ++p) {
        if (auto policy = chosen.make<Interface>()) list.push_back(std::move(policy));
    }
    return list;
}

template <class Interface>
std::vector<std::unique_ptr<Interface>> copies_for_phones(const Cell& cell) {
    return copies_for<Interface>(
        cell, copies_of(cell.policies[PolicyKind<Interface>::decision], *cell.world));
}

std::vector<std::unique_ptr<Select>> selects_for(const Cell& cell) {
    const bool learns = cell.policies[Decision::select].needs().learning;
    auto list =
        copies_for<Select>(cell, learns ? static_cast<int64_t>(cell.world->sites().size()) : 1);
    for (const auto& select : list) select->know(cell.world->models().names());
    return list;
}

std::vector<std::unique_ptr<Preprocess>> preprocesses_for(const Cell& cell) {
    const Chosen& chosen = cell.policies[Decision::preprocess];
    std::vector<std::unique_ptr<Preprocess>> list;
    if (!chosen || chosen.needs().truth || cell.world->pictures() == nullptr) return list;
    const std::shared_ptr<const Preprocess> first =
        cell.trained ? cell.trained : trained_preprocess(chosen, *cell.world);
    for (int64_t p = 0; p < copies_of(chosen, *cell.world); ++p) {
        list.push_back(chosen.entry->copy_preprocess(*first));
    }
    return list;
}

}  // namespace

Deciders::Deciders(const Cell& cell, const RunAddresses& addresses, const Watch& watch)
    : world_(*cell.world),
      addresses_(addresses),
      watch_(watch),
      place_remembers_(cell.policies[Decision::place].needs().remembering),
      late_copies_(cell.policies.copies_start_late()),
      route_learns_(cell.policies.learns_of_sites()),
      preprocess_learns_(cell.policies.learns_of_pictures()),
      follows_log_(cell.policies.follows_log() && world_.log() != nullptr),
      places_(copies_for_phones<Place>(cell)),
      routes_(cell.world->has_sites() ? copies_for_phones<Route>(cell)
                                      : std::vector<std::unique_ptr<Route>>{}),
      selects_(selects_for(cell)),
      knowing_select_(cell.policies[Decision::select].make<KnowingSelect>()),
      preprocesses_(preprocesses_for(cell)),
      knowing_preprocess_(cell.policies[Decision::preprocess].make<KnowingPreprocess>()),
      latency_(world_.models().size()) {}

void Deciders::check(const Placement& placement, const PhoneKind& phone) const {
    ensure(placement.cloud || placement.phone, "a place policy sent a request nowhere");
    ensure(!placement.phone || phone.owns(placement.phone_model),
           "a place policy used a phone's model that is not there");
    ensure(
        placement.front == no_front || (placement.front >= phone.first_front &&
                                        placement.front < phone.first_front + phone.fronts.size() &&
                                        placement.cloud && !placement.phone),
        "a place policy used a front that is not there, or a copy beside it");
    ensure(placement.phone_after_ms == Placement::with_the_request ||
               (placement.copy_is_late() && placement.cloud && placement.phone && late_copies_),
           "a place policy without `late_copies`, or without cloud and phone, let a copy wait");
}

Placement Deciders::place(const Outcome& request, uint32_t phone, Duration sla, double overdue_ms,
                          std::span<const PhoneModelCost> costs) {
    const PhoneKind& kind = world_.phones().of(request.source);
    Draw draw = addresses_.draw(draws_of(Decision::place), request.index);
    PlaceView view = world_.place_view(request.source, sla.ms(), overdue_ms);
    if (watch_.watches(request.index)) [[unlikely]]
        view.notes = watch_.asks_place(request.index, phone);
    if (!costs.empty()) view.costs = costs;
    // Where kinds of phones differ, a phone without models and fronts sends every request.
    if (world_.phones().by_class() && !kind.can_help()) return {};
    Place& policy = place_of(phone);
    const Placement chosen = policy.choose(view, draw);
    const Placement placement = kind.in_pool(chosen);
    check(placement, kind);
    if (place_remembers_) policy.remember(view, chosen);
    return placement;
}

bool Deciders::place_all(DrawColumn& draws, size_t n, Duration sla, Placement* placements) {
    const PlaceView view = world_.place_view(0, sla.ms());
    const bool alike = places_.front()->choose_all({n, view, draws}, placements);
    const PhoneKind& kind = world_.phones().of(0);
    for (size_t i = 0; i < (alike ? 1 : n); ++i) check(placements[i], kind);
    return alike;
}

uint16_t Deciders::route(const Outcome& request, uint32_t phone, Duration sla, Duration elapsed) {
    if (routes_.empty()) return 0;
    const uint32_t attempt = request.attempts - 1;
    RouteView view{sla.ms(), elapsed.ms(), world_.site_views(), attempt,
                   attempt == 0 ? no_site : request.site};
    if (watch_.watches(request.index)) [[unlikely]]
        view.notes = watch_.asks_route(request.index);
    Draw draw = addresses_.draw(draws_of(Decision::route), request.index, attempt);
    const uint16_t site = route_of(phone).choose(view, draw);
    ensure(site < view.sites.size(), "a route policy chose a site that is not there");
    return site;
}

bool Deciders::shrinks_on_phone(uint64_t index, uint32_t phone, PictureView view,
                                const PictureTruth& truth) {
    if (preprocesses_.empty() && !knowing_preprocess_) return true;
    if (watch_.watches(index)) [[unlikely]]
        view.notes = watch_.asks_preprocess(index);
    if (knowing_preprocess_) return knowing_preprocess_->on_phone(view, truth);
    Draw draw = addresses_.draw(draws_of(Decision::preprocess), index);
    return preprocess_of(phone).on_phone(view, draw);
}

}  // namespace mdisim
