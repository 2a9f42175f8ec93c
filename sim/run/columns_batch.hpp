// What a run by columns is made of: cells that share a tape, and the batch of requests that they
// decide about and settle.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <numeric>
#include <span>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/endings.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/cell_run.hpp"
#include "sim/run/clients/late_copies.hpp"
#include "sim/run/derived_batch.hpp"
#include "sim/run/event_classes.hpp"
#include "sim/run/form.hpp"
#include "sim/run/record.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/settlement.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/tape.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// A cell's run, with its late copies, which are the only events by columns.
struct CellByColumns {
    CellByColumns(const Cell& cell, const Plan& plan) : run(cell, plan), copies(run, events) {}

    // Lets all happen that comes before this event.
    void pass(EventOrder before) {
        EventQueue::Event event;
        while (events.pop_before(before, event)) {
            if (event.event_class == copy_due)
                copies.due(event.subject, event.time);
            else
                copies.free(event.subject, event.time);
        }
    }
    // Requires a request that was sent. execution: how long its copy would run.
    void finish_late(Outcome& outcome, uint32_t phone, const Placement& placement,
                     Duration execution) {
        const Duration after =
            outcome.ready() + outcome.wait + outcome.execution + outcome.downlink;
        const uint32_t copy = copies.expect(outcome, phone, placement, execution);
        copies.answered(copy, outcome, outcome.created + after);
        copies.finish(copy, outcome, placement, Fate::answered);
    }

    CellRun run;
    EventQueue events;
    LateCopies copies;
    // The models for the batches that are derived ahead, if the policy is asked about all of them
    // at once; else empty.
    std::vector<uint16_t> chosen;
};

// The cells of one world and one deadline, which share the bound.
struct DeadlineGroup {
    Bound bound;
    BoundTally bound_tally;
    std::vector<size_t> cells;

    // Counts the best answer to a request: for all cells at once or, if requests are taken from a
    // log, in the block of the request.
    void count(uint64_t index, const Best& best, bool logged, std::deque<CellByColumns>& all) {
        if (!logged) return Bound::count(bound_tally, best);
        for (size_t c : cells) Bound::count(all[c].run.settlement.tally_of(index).bound, best);
    }
};
struct WorldGroup {
    WorldGroup(const ReadyWorld& w, const Tape& tape, Time end)
        : world(w), plain(is_plain(w)), derivation(w, tape, end) {}
    const ReadyWorld& world;
    bool plain;
    Derivation derivation;
    std::vector<DerivedBatch> ahead;  // batches that are derived before the first of them is run
    Digest read;                      // digest of the draws that this world has read
    std::map<Duration, DeadlineGroup> deadlines;

    uint64_t first_ahead() const { return ahead.front().requests.first; }
};

// When each model would answer each request of a batch, a row of models for each request. They are
// computed once for all cells of a world.
class EndsOfBatch {
  public:
    void forget() { known_ = {}; }
    // request(i) is the Possible of request i of `size`.
    template <class Request>
    std::span<const Duration> of_all(size_t size, size_t models, Request request) {
        if (!known_.empty()) return known_;
        ends_.resize(column_size * models);
        for (size_t i = 0; i < size; ++i) {
            const Possible possible = request(i);
            for (uint16_t m = 0; m < models; ++m) ends_[i * models + m] = possible.finish(m);
        }
        return known_ = {ends_.data(), size * models};
    }

  private:
    std::vector<Duration> ends_;
    std::span<const Duration> known_;
};
// Runs the cells of one world over one batch.
class ColumnsBatch {
  public:
    // Keeps a reference to the cells.
    ColumnsBatch(const Plan& plan, std::deque<CellByColumns>& cells)
        : plan_(plan),
          cells_(cells),
          draws_(plan.seed, {draws_of(Decision::select), 0, plan.replication, 0, 0}),
          place_draws_(plan.seed, {draws_of(Decision::place), 0, plan.replication, 0, 0}) {}

    // The draws of select policies, from this request on.
    DrawColumn& draws_from(uint64_t first) {
        draws_.move_to(first, column_size);
        return draws_;
    }
    // Moves to a batch of the tape.
    void move_to(uint64_t first, size_t size) {
        draws_.move_to(first, size);
        place_draws_.move_to(first, size);
    }
    // Runs all cells of a world over the batch. Requires that it is the one that was moved to.
    void run(WorldGroup& group, const DerivedBatch& derived) {
        now_ = &derived;
        ends_.forget();
        if (batch().size == 0) return;
        for (auto& [sla, deadline] : group.deadlines) {
            count_bound(group, deadline);
            for (size_t c : deadline.cells) run_cell(cells_[c], group);
        }
        group.derivation.forget_before(batch().created[batch().size - 1]);
    }

  private:
    // With this many deadlines or more it is quicker to compute once how every request ends under
    // every model. With fewer, only the ends that a deadline needs are computed.
    static constexpr size_t enough_deadlines = 4;

    const RequestColumns& batch() const { return now_->requests; }

    Possible possible(WorldGroup& group, const CellRun& run, size_t i) {
        return {group.world, group.derivation, batch(), i, run.addresses.noise(batch().first + i)};
    }

    void count_bound(WorldGroup& group, DeadlineGroup& deadline) {
        const CellRun& any = cells_[deadline.cells.front()].run;
        if (group.plain && deadline.bound.fixed_phone()) {
            const uint64_t warm = plan_.warm_up > batch().first ? plan_.warm_up - batch().first : 0;
            const size_t from = std::min<uint64_t>(warm, batch().size);
            if (group.deadlines.size() < enough_deadlines)
                return deadline.bound.count_all(deadline.bound_tally, batch(), from);
            return deadline.bound.count_all(deadline.bound_tally, ends(group, any), from);
        }
        for (size_t i = 0; i < batch().size; ++i) {
            if (batch().first + i < plan_.warm_up) continue;
            const Best best = deadline.bound.best(possible(group, any, i));
            deadline.count(batch().first + i, best, group.world.log() != nullptr, cells_);
        }
    }

    void choose(CellByColumns& cell, WorldGroup& group) {
        CellRun& run = cell.run;
        if (!cell.chosen.empty()) {
            const uint16_t* chosen = cell.chosen.data() + (batch().first - group.first_ahead());
            std::copy_n(chosen, batch().size, models_);
            return;
        }
        const SelectBatch asked{batch().size,     run.settlement.sla_of(0).ms(), now_->uplink_ms,
                                now_->network_ms, group.world.offer(),           draws_};
        const auto latency = [&] { return ends(group, run).data(); };
        run.deciders.select_all(asked, run.settlement.sla_of(0), latency, models_);
    }
    std::span<const Duration> ends(WorldGroup& group, const CellRun& any) {
        const RequestColumns& all = batch();
        return ends_.of_all(all.size, group.world.models().size(), [&](size_t i) -> Possible {
            return {group.world, group.derivation, all, i, any.addresses.noise(all.first + i)};
        });
    }

    void run_cell(CellByColumns& cell, WorldGroup& group) {
        CellRun& run = cell.run;
        if (run.simple) return run_simple_cell(cell, group);
        const bool plain = group.world.pictures() == nullptr;
        if (plain) choose(cell, group);
        // Requests are placed one by one if what a phone can do depends on earlier requests.
        const bool one_by_one = run.phone.loads();
        if (!one_by_one)
            run.deciders.place_each(place_draws_, batch().size, run.settlement.sla_of(0),
                                    placements_);
        for (size_t i = 0; i < batch().size; ++i) {
            Outcome o;
            o.index = batch().first + i;
            o.created = batch().created[i];
            if (group.world.log() != nullptr) group.derivation.add_terms(batch(), i, o);
            if (one_by_one) placements_[i] = run.place(o, batch().phone[i], 0);
            const Placement placement = placements_[i];
            o.uplink = batch().up[i];
            const bool sent =
                run.run_on_phone(o, batch().phone[i], placement, possible(group, run, i));
            if (sent) {
                o.model = plain && placement.front == no_front
                              ? models_[i]
                              : model_behind(run, group, placement, o, i);
                o.execution = run.execution(o, placement, batch().noise[i]);
                o.from_log = run.is_recorded(o);
                const Duration there = o.prepare + o.uplink + o.cloud_prepare + o.execution;
                o.downlink = group.derivation.down(batch(), i, o.created + there);
            } else {
                o.uplink = {};
            }
            if (!placement.copy_is_late()) {
                run.settlement.finish<false>(o, placement, sent ? Fate::answered : Fate::not_sent);
                continue;
            }
            cell.pass(event_order(o.created, creation));
            cell.finish_late(o, batch().phone[i], placement,
                             possible(group, run, i).phone_run(placement.phone_model));
        }
    }

    // Does what run_cell() does. Requires run.simple.
    void run_simple_cell(CellByColumns& cell, WorldGroup& group) {
        CellRun& run = cell.run;
        choose(cell, group);
        alike_ = run.deciders.place_all(place_draws_, batch().size, run.settlement.sla_of(0),
                                        placements_);
        const bool all_sent = std::all_of(placements_, placements_ + (alike_ ? 1 : batch().size),
                                          [](const Placement& p) { return p.cloud; });
        if (all_sent) {
            for (size_t from = 0; from < batch().size; from += Endings::capacity)
                end_block(run, group, from);
        } else {
            for (size_t i = 0; i < batch().size; ++i) end_one(run, group, i);
            run.settlement.settle_answered();
        }
    }

    // Ends the requests of the batch from index `from` on, as many as Endings hold. Requires that
    // all of these requests were sent.
    void end_block(CellRun& run, WorldGroup& group, size_t from) {
        Endings& e = run.settlement.endings();
        const RequestColumns& all = batch();
        e.size = std::min(Endings::capacity, all.size - from);
        std::iota(e.index, e.index + e.size, all.first + from);
        std::copy_n(all.created + from, e.size, e.created);
        std::copy_n(all.up + from, e.size, e.uplink);
        std::fill_n(e.wait, e.size, Duration{});
        std::copy_n(all.down + from, e.size, e.downlink);
        std::copy_n(models_ + from, e.size, e.model);
        const ReadyPool& models = group.world.models();
        for (size_t i = 0; i < e.size; ++i)
            e.execution[i] = models.plain_execution(e.model[i], all.noise[from + i]);
        std::fill_n(e.phone, e.size, Duration{-1});
        std::fill_n(e.phone_model, e.size, no_model);
        const bool no_copies = alike_ && !placements_[0].phone;
        for (size_t i = 0; i < (no_copies ? 0 : e.size); ++i) {
            const Placement& placement = placed(from + i);
            if (!placement.phone) continue;
            e.phone_model[i] = placement.phone_model;
            e.phone[i] = phone_run(group, placement, from + i);
        }
        run.settlement.settle_answered();
    }

    [[gnu::always_inline]] void end_one(CellRun& run, WorldGroup& group, size_t i) {
        const Placement& placement = placed(i);
        Outcome o;
        o.index = batch().first + i;
        o.created = batch().created[i];
        if (placement.phone) {
            o.phone_model = placement.phone_model;
            o.phone = phone_run(group, placement, i);
        }
        if (!placement.cloud) return run.settlement.finish<true>(o, placement, Fate::not_sent);
        o.uplink = batch().up[i];
        o.model = models_[i];
        o.execution = group.world.models().plain_execution(o.model, batch().noise[i]);
        o.downlink = batch().down[i];
        run.settlement.answered(o);
    }
    const Placement& placed(size_t i) const { return placements_[alike_ ? 0 : i]; }
    Duration phone_run(const WorldGroup& group, const Placement& placement, size_t i) const {
        return group.world.phones().models().plain_execution(placement.phone_model,
                                                             batch().phone_noise[i]);
    }

    // Selects the cloud's model for a request that carries a picture, or for which the phone ran a
    // front. A front may leave no choice.
    uint16_t model_behind(CellRun& run, WorldGroup& group, const Placement& placement,
                          const Outcome& o, size_t i) {
        if (run.forced_model(placement) != no_model) return run.forced_model(placement);
        const Duration before = o.prepare + o.uplink + o.cloud_prepare;
        const Duration down = group.derivation.down(batch(), i, o.created + before);
        const NetworkEstimate estimate =
            memoryless_estimate(group.world.described().estimator, o.uplink, down);
        const SelectView view{run.settlement.sla_of(0).ms() - (o.prepare + o.cloud_prepare).ms(),
                              estimate.uplink_ms,
                              estimate.network_ms,
                              group.world.offer(),
                              {},
                              nullptr};
        const Possible request = possible(group, run, i);
        return run.deciders.select(
            o, run.world.sites().front(), run.settlement.sla_of(0), view, [&](uint16_t model) {
                return placement.front == no_front
                           ? request.finish_after(before, model)
                           : request.finish(group.world.phones().fronts()[placement.front], model);
            });
    }

    const Plan& plan_;
    std::deque<CellByColumns>& cells_;
    DrawColumn draws_;
    DrawColumn place_draws_;
    const DerivedBatch* now_ = nullptr;
    EndsOfBatch ends_;
    uint16_t models_[column_size] = {};
    Placement placements_[column_size] = {};
    bool alike_ = false;  // whether the first placement is that of the whole batch
};

}  // namespace mdisim
