// One cell on its way through a tape: its policies, asked in turn, and its tally. Both paths drive
// a Course, so that what is decided and what is counted is written once.
#pragma once

#include <algorithm>

#include "sim/describe/check.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/loaded_models.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/settlement.hpp"
#include "sim/run/simulation.hpp"

namespace mdisim {

// What the servers see of the network when a request arrives.
struct NetworkSight {
    double uplink_ms;
    double network_ms;
};
inline NetworkSight memoryless_sight(const Estimator& estimator, Duration up, Duration down) {
    const double uplink_ms = up.ms() + estimator.clock_skew_ms;
    if (estimator.kind == EstimatorKind::true_value) return {uplink_ms, (up + down).ms()};
    return {uplink_ms, 2 * uplink_ms};
}

class Course {
  public:
    Course(const Cell& cell, const Plan& plan);

    const ReadyWorld& world() const { return world_; }
    Duration sla_of(size_t of_class) const { return slas_[of_class]; }
    double sla_ms_of(size_t of_class) const { return slas_[of_class].ms(); }
    Tally& tally() { return tally_; }
    void learn(const Measured& measured) {
        if (select_) select_->learn(measured);
    }
    // For a whole batch. `latency` is asked for how each request would end only where the policy
    // knows the truth; it gives a row of the pool's models for each request.
    template <class Latency>
    void choose_all(const SelectBatch& batch, Duration sla, Latency latency, uint16_t* models) {
        if (select_) return select_->choose_all(batch, models);
        knowing_select_->choose_all(batch, truth(latency(), sla), models);
    }
    bool learns_of_pictures() const { return cell_.policies.learns_of_pictures(); }
    Preprocess& preprocess_policy(uint32_t phone) {
        return *preprocesses_[preprocesses_.size() == 1 ? 0 : phone];
    }
    // Whether what a phone can do depends on what it did before.
    bool loads_on_phone() const { return loaded_models_.present(); }
    // Whether the world is, phones load nothing, and nobody watches.
    bool simple() const { return simple_; }

    Placement place(const Outcome& request, uint32_t phone, double overdue_ms);
    Place& place_policy(uint32_t phone) { return *places_[places_.size() == 1 ? 0 : phone]; }
    // Needs n > 0. True: all alike, and only the first is set.
    bool place_all(DrawColumn& draws, size_t n, Placement* placements);
    void place_each(DrawColumn& draws, size_t n, Placement* placements) {
        if (place_all(draws, n, placements)) std::fill_n(placements + 1, n - 1, placements[0]);
    }
    // Needs a model of the offer in return; the truth is computed only for who may see it.
    template <class Finish>
    uint16_t choose(uint64_t index, Duration sla, const SelectView& asked, Draw& draw,
                    Finish finish) {
        SelectView view = asked;
        if (is_watched(index)) [[unlikely]]
            view.notes = show(index, view);
        uint16_t model;
        if (select_) {
            model = select_->choose(view, draw);
        } else {
            for (uint16_t m = 0; m < truth_.size(); ++m) truth_[m] = finish(m);
            model = knowing_select_->choose(view, truth(truth_.data(), sla), draw);
        }
        ensure(model < world_.models().size(), "a select policy chose a model that is not there");
        return model;
    }
    bool counts(uint64_t index) const { return index >= plan_.warm_up; }
    void count_bound(uint64_t index, const Bound& bound, const Possible& request) {
        const bool watched = is_watched(index);
        if (!counts(index) && !watched) return;
        const Best best = bound.best(request);
        if (counts(index)) Bound::count(tally_.bound, best);
        if (watched) [[unlikely]]
            show(index, best, bound.arrival(best, request));
    }
    Draw select_draw(uint64_t index, uint32_t attempt = 0) const {
        Address drawn = address(select_draws, index);
        drawn.source = attempt;
        return Draw(plan_.seed, drawn);
    }

    Duration execution(uint16_t model, double noise, uint64_t index) const {
        return world_.models().execution(model, noise, noise_address(index));
    }

    // What becomes of a request on the phone, before it is sent or beside it. False when that is
    // all: the phone alone, or a front that answered itself.
    bool run_on_phone(Outcome& outcome, uint32_t phone, const Placement& placement,
                      const Possible& request) {
        if (placement.phone) {
            outcome.phone_model = placement.phone_model;
            outcome.phone = request.phone_run(placement.phone_model);
            if (loaded_models_.present()) [[unlikely]]
                load_on_phone(outcome, phone);
        }
        if (placement.front != no_front) [[unlikely]]
            return run_front(outcome, world_.fronts()[placement.front], request);
        if (placement.cloud && world_.pictures() != nullptr) [[unlikely]]
            preprocess(outcome, phone, request);
        return placement.cloud;
    }
    // The model a front leaves no choice of, or no_model.
    uint16_t forced_model(const Placement& placement) const {
        return placement.front == no_front ? no_model
                                           : world_.fronts()[placement.front].cloud_model;
    }
    Duration execution(const Outcome& outcome, const Placement& placement, double noise) const {
        const Duration whole = world_.models().execution(
            outcome.model, noise, noise_address(outcome.index, outcome.attempts - 1));
        return placement.front == no_front ? whole
                                           : world_.fronts()[placement.front].left_of(whole);
    }

    // Settles whose answer counts and tallies. The outcome comes with its stages filled in;
    // `sent`: it went to the cloud; `returned`: the cloud answered it (it was not dropped).
    void finish(Outcome& outcome, const Placement& placement, bool sent, bool returned);
    // Where it is known whether the course is simple; then the outcome may stay in registers.
    template <bool simple>
    [[gnu::always_inline]] void finish_as(Outcome& outcome, const Placement& placement, bool sent,
                                          bool returned) {
        std::optional<Arrival> cloud;
        std::optional<Arrival> phone;
        outcome.executed = returned;
        if (returned) {
            const Duration at =
                outcome.ready() + outcome.wait + outcome.execution + outcome.downlink;
            cloud = Arrival{at, world_.models().accuracy(outcome.model)};
        }
        if (sent) {
            if (!simple && outcome.shrunk != Shrunk::none) [[unlikely]] {
                count_picture(outcome);
            } else {
                const int64_t times_sent = outcome.attempts;
                outcome.sent_bytes = times_sent * world_.classes().up_bytes(outcome.source);
                outcome.energy_pj += times_sent * world_.classes().sending_pj(outcome.source);
            }
            if (!simple && placement.front != no_front) [[unlikely]]
                count_front(outcome, world_.fronts()[placement.front]);
        }
        if (outcome.phone.ns >= 0) {
            phone = Arrival{outcome.phone, world_.phone_models().accuracy(outcome.phone_model)};
            const Duration run = outcome.phone - outcome.phone_load;
            outcome.energy_pj += world_.phone_costs().computing_pj(outcome.phone_model, run);
        }
        const Duration sla = slas_[outcome.source];
        const bool together = !simple && combines_ && sent && phone;
        const Settled settled = together ? settle_together(cloud, *phone, sla)
                                         : settle(cloud, phone, best_cloud_, sla, sent);
        outcome.answer = settled.answer;
        outcome.latency = settled.latency;
        outcome.on_time = settled.on_time;
        outcome.rescued = settled.rescued;
        if (!simple && world_.phone_costs().waiting_costs()) [[unlikely]]
            count_waiting(outcome, sent);
        tally_.add<simple>(outcome, counts(outcome.index));
        if (!simple && is_watched(outcome.index)) [[unlikely]]
            show(outcome, placement);
    }

    // The same of those that the cloud answered, in a simple course: perhaps later, many at once.
    // Whoever calls it ends with tally_endings().
    void end(const Outcome& o) {
        Endings& e = endings_;
        const size_t n = e.size;
        e.index[n] = o.index;
        e.created[n] = o.created;
        e.uplink[n] = o.uplink;
        e.wait[n] = o.wait;
        e.execution[n] = o.execution;
        e.downlink[n] = o.downlink;
        e.phone[n] = o.phone;
        e.model[n] = o.model;
        e.phone_model[n] = o.phone_model;
        if (++e.size == Endings::capacity) tally_endings();
    }
    void tally_endings();
    // Or they are put here, and counted at once.
    Endings& endings() { return endings_; }

    // When the user has the phone's answer if the cloud gives none, from creation. Needs a copy.
    Duration latest_answer(const Outcome& outcome) const;
    // One of several; only who watches is told.
    void show_attempt(const Outcome& outcome) {
        if (is_watched(outcome.index)) [[unlikely]]
            plan_.observer->record(outcome.index).attempts.push_back(outcome);
    }

    NoiseAddress noise_address(uint64_t index, uint32_t attempt = 0) const {
        NoiseAddress noise{plan_.seed, address(execution_draws, index)};
        noise.request.block = attempt;
        return noise;
    }

  private:
    void check(const Placement& placement) const;
    bool run_front(Outcome& outcome, const ReadyFront& front, const Possible& request) const;
    void count_front(Outcome& outcome, const ReadyFront& front) const;
    void load_on_phone(Outcome& outcome, uint32_t phone);
    void preprocess(Outcome& outcome, uint32_t phone, const Possible& request);
    bool shrinks_on_phone(const Outcome& outcome, uint32_t phone, const Possible& request,
                          const PictureWay& on_phone, const PictureWay& in_cloud);
    void settle_copies();
    void count_picture(Outcome& outcome) const;
    void count_waiting(Outcome& outcome, bool sent) const;
    Address address(Purpose purpose, uint64_t index) const {
        return {purpose, 0, plan_.replication, 0, index};
    }

    Truth truth(const Duration* latency, Duration sla) const {
        const ReadyPool& models = world_.models();
        return {latency, models.accuracies().data(), models.by_accuracy(), sla};
    }

    // What the observer is told.
    bool is_watched(uint64_t index) const {
        return plan_.observer != nullptr && plan_.observer->watches(index);
    }
    Notebook* show(uint64_t index, const SelectView& view);
    void show(uint64_t index, const Best& best, Duration at);
    void show(const Outcome& outcome, const Placement& placement);

    const Cell& cell_;
    const ReadyWorld& world_;
    Plan plan_;
    std::vector<std::unique_ptr<Place>> places_;  // one, or one a phone if they learn
    bool remembers_;  // the place policy: else it need not be told of what it answered
    std::unique_ptr<Select> select_;
    std::unique_ptr<KnowingSelect> knowing_select_;          // where there is no select_
    std::vector<std::unique_ptr<Preprocess>> preprocesses_;  // one, or one a phone if they learn
    // Where there are no preprocesses_. None of either: all is shrunk on the phone.
    std::unique_ptr<KnowingPreprocess> knowing_preprocess_;
    LoadedModels loaded_models_;
    std::vector<PhoneModelCost> costs_;  // of the phone that is asked
    Tally tally_;
    Endings endings_;
    std::vector<Duration> slas_;  // by class
    double best_cloud_;
    bool combines_;
    bool simple_;
    std::vector<Duration> truth_;
};

}  // namespace mdisim
