#include "sim/run/course.hpp"

#include <algorithm>

#include "sim/run/trials/picture_trials.hpp"

namespace mdisim {

namespace {

std::vector<Duration> slas_for(const Cell& cell) {
    const ReadyClasses& classes = cell.world->classes();
    std::vector<Duration> slas;
    for (size_t c = 0; c < classes.size(); ++c) slas.push_back(classes.sla(c, cell.sla));
    return slas;
}

std::vector<std::unique_ptr<Place>> places_for(const Cell& cell) {
    const Chosen& chosen = cell.policies.place;
    const int64_t phones = cell.world->described().phones;
    std::vector<std::unique_ptr<Place>> places;
    for (int64_t p = 0; p < (chosen.entry->needs.learning ? phones : 1); ++p) {
        places.push_back(chosen.entry->make_place(chosen.options.get()));
    }
    return places;
}

std::vector<std::unique_ptr<Preprocess>> preprocesses_for(const Cell& cell) {
    const Chosen& chosen = cell.policies.preprocess;
    std::vector<std::unique_ptr<Preprocess>> list;
    if (chosen.entry == nullptr || chosen.entry->needs.truth || cell.world->pictures() == nullptr)
        return list;
    const std::shared_ptr<const Preprocess> first =
        cell.trained ? cell.trained : trained_preprocess(chosen, *cell.world);
    const int64_t phones = cell.world->described().phones;
    for (int64_t p = 0; p < (chosen.entry->needs.learning ? phones : 1); ++p) {
        list.push_back(chosen.entry->copy_preprocess(*first));
    }
    return list;
}

// The policy, if it is one that this function of its entry makes.
template <class Make>
typename Make::result_type made_by(Make PolicyEntry::*function, const Chosen& chosen) {
    if (chosen.entry == nullptr || !(chosen.entry->*function)) return nullptr;
    return (chosen.entry->*function)(chosen.options.get());
}

}  // namespace

Course::Course(const Cell& cell, const Plan& plan)
    : cell_(cell),
      world_(*cell.world),
      plan_(plan),
      places_(places_for(cell)),
      remembers_(cell.policies.place.entry->needs.remembering),
      select_(made_by(&PolicyEntry::make_select, cell.policies.select)),
      knowing_select_(made_by(&PolicyEntry::make_knowing_select, cell.policies.select)),
      preprocesses_(preprocesses_for(cell)),
      knowing_preprocess_(made_by(&PolicyEntry::make_knowing_preprocess, cell.policies.preprocess)),
      loaded_models_(world_.described().phone, world_.described().phones, world_.phone_models(),
                     plan.seed, plan.replication),
      costs_(world_.model_costs()),
      tally_(world_.models().size(), world_.phone_models().size()),
      slas_(slas_for(cell)),
      best_cloud_(world_.models().accuracy(world_.models().by_accuracy().front())),
      combines_(world_.combines()),
      simple_(world_.simple() && plan.observer == nullptr),
      truth_(world_.models().size()) {
    if (combines_) tally_.expect_combined();
    if (world_.described().retries) tally_.retries.emplace();
    if (const auto& asked = world_.described().series) {
        tally_.series.emplace(Duration::from_ms(asked->window_s * 1000), world_.models().size(),
                              world_.phone_models().size());
    }
    for (const Duration sla : slas_) tally_.deadlines.add(sla);
    if (!world_.classes().named()) return;
    Tally of_one(world_.models().size(), world_.phone_models().size());
    if (combines_) of_one.expect_combined();
    of_one.retries = tally_.retries;
    tally_.classes.assign(world_.classes().size(), of_one);
    for (size_t c = 0; c < slas_.size(); ++c) tally_.classes[c].deadlines.add(slas_[c]);
}

void Course::check(const Placement& placement) const {
    ensure(placement.cloud || placement.phone, "a place policy sent a request nowhere");
    ensure(!placement.phone || placement.phone_model < world_.own_models(),
           "a place policy used a phone's model that is not there");
    ensure(placement.front == no_front ||
               (placement.front < world_.fronts().size() && placement.cloud && !placement.phone),
           "a place policy used a front that is not there, or a copy beside it");
}

void Course::finish(Outcome& outcome, const Placement& placement, bool sent, bool returned) {
    if (simple_)
        finish_as<true>(outcome, placement, sent, returned);
    else
        finish_as<false>(outcome, placement, sent, returned);
}

void Course::tally_endings() {
    Endings& e = endings_;
    const Duration sla = slas_[0];
    e.sent_bytes = world_.classes().up_bytes(0);
    const int64_t sending_pj = world_.classes().sending_pj(0);
    bool copies = false;
    for (size_t i = 0; i < e.size; ++i) {
        e.latency[i] = e.uplink[i] + e.wait[i] + e.execution[i] + e.downlink[i];
        e.answer[i] = Answer::cloud;
        e.on_time[i] = e.latency[i] <= sla;
        e.rescued[i] = false;
        e.energy_pj[i] = sending_pj;
        copies |= e.phone[i].ns >= 0;
    }
    if (copies) settle_copies();
    tally_.add(e, plan_.warm_up);
    e.size = 0;
}

void Course::settle_copies() {
    Endings& e = endings_;
    for (size_t i = 0; i < e.size; ++i) {
        if (e.phone[i].ns < 0) continue;
        const Settled settled =
            settle(Arrival{e.latency[i], world_.models().accuracy(e.model[i])},
                   Arrival{e.phone[i], world_.phone_models().accuracy(e.phone_model[i])},
                   best_cloud_, slas_[0], true);
        e.answer[i] = settled.answer;
        e.latency[i] = settled.latency;
        e.on_time[i] = settled.on_time;
        e.rescued[i] = settled.rescued;
        e.energy_pj[i] += world_.phone_costs().computing_pj(e.phone_model[i], e.phone[i]);
    }
}

Placement Course::place(const Outcome& request, uint32_t phone, double overdue_ms) {
    const uint64_t index = request.index;
    Draw draw(plan_.seed, address(place_draws, index));
    PlaceView view = world_.place_view(sla_ms_of(request.source), overdue_ms);
    if (is_watched(index)) [[unlikely]] {
        Record& record = plan_.observer->record(index);
        record.phone = phone;
        if (plan_.observer->with_notes()) view.notes = &record.place_notes;
    }
    if (loaded_models_.present()) [[unlikely]] {
        loaded_models_.begin(phone);
        for (uint16_t m = 0; m < costs_.size(); ++m) {
            costs_[m].load_ms = loaded_models_.left(phone, m, request.created).ms();
        }
        view.costs = costs_;
    }
    Place& policy = place_policy(phone);
    const Placement placement = policy.choose(view, draw);
    check(placement);
    if (remembers_) policy.remember(view, placement);
    return placement;
}

Notebook* Course::show(uint64_t index, const SelectView& view) {
    if (!plan_.observer->with_notes()) return nullptr;
    Record& record = plan_.observer->record(index);
    const std::span<const ModelBelief> beliefs = view.models.by_accuracy();
    record.asked = true;
    record.sight = {view.sla_ms,    view.uplink_ms, view.network_ms,
                    view.waited_ms, view.queue,     {beliefs.begin(), beliefs.end()}};
    return &record.select_notes;
}

void Course::show(uint64_t index, const Best& best, Duration at) {
    Record& record = plan_.observer->record(index);
    record.best = best;
    record.best_at = at;
}

void Course::show(const Outcome& outcome, const Placement& placement) {
    Record& record = plan_.observer->record(outcome.index);
    record.ended = true;
    record.outcome = outcome;
    record.placement = placement;
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

void Course::load_on_phone(Outcome& outcome, uint32_t phone) {
    const auto brought = loaded_models_.bring_in(phone, outcome.phone_model, outcome.created);
    outcome.phone_load = brought.wait;
    outcome.phone += brought.wait;
    outcome.energy_pj += PhoneCosts::pj(world_.phone_costs().load_mw(), brought.load);
}

bool Course::shrinks_on_phone(const Outcome& outcome, uint32_t phone, const Possible& request,
                              const PictureWay& on_phone, const PictureWay& in_cloud) {
    if (preprocesses_.empty() && !knowing_preprocess_) return true;
    const Picture& p = request.picture();
    const Pictures& pictures = world_.pictures()->described();
    PictureView view{p.bytes, p.width, p.height, pictures.target_pixels, pictures.preparation_ms};
    if (is_watched(outcome.index) && plan_.observer->with_notes()) [[unlikely]]
        view.notes = &plan_.observer->record(outcome.index).place_notes;
    if (knowing_preprocess_)
        return knowing_preprocess_->on_phone(view, {on_phone.ready(), in_cloud.ready()});
    Draw draw(plan_.seed, address(preprocess_draws, outcome.index));
    return preprocess_policy(phone).on_phone(view, draw);
}

void Course::preprocess(Outcome& outcome, uint32_t phone, const Possible& request) {
    const PictureWay on_phone = request.way(Shrunk::on_phone);
    const PictureWay in_cloud = request.way(Shrunk::in_cloud);
    const bool local = shrinks_on_phone(outcome, phone, request, on_phone, in_cloud);
    const PictureWay& way = local ? on_phone : in_cloud;
    outcome.shrunk = local ? Shrunk::on_phone : Shrunk::in_cloud;
    outcome.better = on_phone.ready() < in_cloud.ready() ? Shrunk::on_phone : Shrunk::in_cloud;
    outcome.prepare = way.prepare;
    outcome.uplink = way.uplink;
    outcome.cloud_prepare = way.cloud_prepare;
    outcome.sent_bytes = way.sent_bytes;
}

void Course::count_picture(Outcome& outcome) const {
    const double power_mw = world_.pictures()->described().phone_power_mw;
    outcome.energy_pj += world_.phone_costs().sending_pj(outcome.sent_bytes) +
                         PhoneCosts::pj(power_mw, outcome.prepare);
}

Duration Course::latest_answer(const Outcome& outcome) const {
    const Arrival phone{outcome.phone, world_.phone_models().accuracy(outcome.phone_model)};
    const Duration sla = slas_[outcome.source];
    return combines_ ? settle_together({}, phone, sla).latency
                     : settle({}, phone, best_cloud_, sla, true).latency;
}

// Idle until the answer, or until it is known that there will be none; online from when the request
// was sent.
void Course::count_waiting(Outcome& outcome, bool sent) const {
    const PhoneCosts& costs = world_.phone_costs();
    Duration until = outcome.latency;
    if (outcome.answer == Answer::none) {
        until = outcome.ready() + outcome.wait;
    }
    outcome.energy_pj += PhoneCosts::pj(costs.idle_mw(), until);
    if (!sent || until < outcome.prepare) return;
    outcome.energy_pj += PhoneCosts::pj(costs.online_mw(), until - outcome.prepare);
}

bool Course::place_all(DrawColumn& draws, size_t n, Placement* placements) {
    const PlaceView view = world_.place_view(sla_ms_of(0));
    const bool alike = places_.front()->choose_all({n, view, draws}, placements);
    for (size_t i = 0; i < (alike ? 1 : n); ++i) check(placements[i]);
    return alike;
}

}  // namespace mdisim
