// Settles requests: whose answer counts, what the request cost in bytes and energy, and the tally.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/endings.hpp"
#include "sim/measure/log_blocks.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/addresses.hpp"
#include "sim/run/answer_rule.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/watch.hpp"
#include "sim/world/correctness.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// What became of a request in the cloud.
enum class Fate { not_sent, dropped, answered };

// The blocks of a log's requests, over which intervals are computed; none without a log.
LogBlocks log_blocks_of(const ReadyWorld& world, const Plan& plan);

class Settlement {
  public:
    Settlement(const Cell& cell, const Plan& plan, const RunAddresses& addresses,
               const Watch& watch);

    // Whether a request is after warm-up.
    bool counts(uint64_t index) const { return index >= warm_up_; }
    // The deadline of a class, without a log that says otherwise; the deadline of a request.
    Duration sla_of(size_t of_class) const { return slas_[of_class]; }
    Duration sla_of(const Outcome& request) const {
        return request.own_deadline.ns < 0 ? slas_[request.source] : request.own_deadline;
    }
    size_t classes() const { return slas_.size(); }
    // The tally of what belongs to no request, and that of a request.
    Tally& tally() { return tally_; }
    Tally& tally_of(uint64_t index) {
        return blocks_.empty() || !counts(index) ? tally_ : blocks_[divided_.of(index)];
    }
    // The tally of the whole run. Requires that the run is over.
    Tally finished();

    // Settles a request whose stages are filled in, and counts it. simple: the value of
    // CellRun::simple; the outcome can then stay in registers.
    template <bool simple>
    [[gnu::always_inline]] void finish(Outcome& outcome, const Placement& placement, Fate fate) {
        const bool sent = fate != Fate::not_sent;
        outcome.executed = fate == Fate::answered;
        if (sent) {
            if (!simple && outcome.shrunk != Shrunk::none) [[unlikely]] {
                charge_picture(outcome);
            } else {
                const int64_t times_sent = outcome.attempts;
                outcome.sent_bytes = times_sent * world_.classes().up_bytes(outcome.source);
                outcome.energy_pj += times_sent * world_.classes().sending_pj(outcome.source);
                if (!simple && outcome.own_bytes >= 0) [[unlikely]]
                    charge_own_bytes(outcome);
            }
            if (!simple && placement.front != no_front) [[unlikely]]
                charge_front(outcome, world_.phones().fronts()[placement.front]);
        }
        const Settled settled = settled_of<simple>(outcome, sent);
        outcome.answer = settled.answer;
        outcome.latency = settled.latency;
        outcome.on_time = settled.on_time;
        outcome.rescued = settled.rescued;
        if (outcome.phone.ns >= 0) {
            outcome.stopped =
                !simple && stops_copies(outcome.source) && settled.latency < outcome.phone;
            const Duration run =
                simple ? outcome.phone : outcome.phone_done() - outcome.phone_ready();
            const PhoneCosts& costs = costs_of(outcome);
            outcome.models_pj += simple ? costs.computing_pj(outcome.phone_model, run)
                                        : costs.running_pj(outcome, run);
            outcome.energy_pj += outcome.models_pj;
        }
        if (!simple && costs_of(outcome).waiting_costs()) [[unlikely]]
            charge_waiting(outcome, sent);
        if (!simple && correctness_ != nullptr) [[unlikely]]
            outcome.rights = correctness_->rights_of(addresses_.noise(outcome.index), outcome);
        if (!simple && logged_ != nullptr) [[unlikely]]
            add_logged(outcome);
        else
            tally_.add<simple>(outcome, counts(outcome.index));
        if (!simple && watch_.watches(outcome.index)) [[unlikely]]
            watch_.end(outcome, placement);
    }

    // Notes a request that the cloud answered, in a simple run; many are settled and counted at
    // once. Requires settle_answered() after the last one.
    void answered(const Outcome& o) {
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
        if (++e.size == Endings::capacity) settle_answered();
    }
    // The requests noted by answered(). A caller may also fill the columns itself.
    Endings& endings() { return endings_; }
    void settle_answered();

    // Time from the creation of a request that was sent to the user's answer, with the answers that
    // are known so far: of the cloud if `executed` is set, of the phone if it ran a copy. Requires
    // that one of the two is known.
    Duration latency_of(const Outcome& outcome) const {
        return settled_of<false>(outcome, true).latency;
    }
    // Whether the phones of a class stop copies when the user has the answer.
    bool stops_copies(size_t of_class) const { return world_.phones().of(of_class).stops_copies; }

  private:
    template <bool simple>
    [[gnu::always_inline]] Settled settled_of(const Outcome& outcome, bool sent) const {
        std::optional<Arrival> cloud;
        std::optional<Arrival> phone;
        if (outcome.executed) {
            const Duration at =
                outcome.ready() + outcome.wait + outcome.execution + outcome.downlink;
            cloud = Arrival{at, world_.models().accuracy(outcome.model)};
        }
        if (outcome.phone.ns >= 0)
            phone = Arrival{outcome.phone, world_.phones().models().accuracy(outcome.phone_model)};
        const Duration sla = simple ? slas_[outcome.source] : sla_of(outcome);
        return !simple && combines_ && sent && phone ? settle_together(cloud, *phone, sla)
                                                     : settle(cloud, phone, best_cloud_, sla, sent);
    }
    const PhoneCosts& costs_of(const Outcome& request) const {
        return world_.phones().of(request.source).costs;
    }
    void settle_copies();
    void charge_front(Outcome& outcome, const ReadyFront& front) const;
    void charge_picture(Outcome& outcome) const;
    void charge_waiting(Outcome& outcome, bool sent) const;
    void charge_own_bytes(Outcome& outcome) const;
    void add_logged(const Outcome& outcome);

    const ReadyWorld& world_;
    const ReadyCorrectness* correctness_;  // null unless answers are right or wrong
    const LoggedRequests* logged_;         // null unless requests are taken from a log
    RunAddresses addresses_;
    Watch watch_;
    uint64_t warm_up_;
    std::vector<Duration> slas_;  // by class
    double best_cloud_;           // accuracy of the most accurate model of the cloud
    bool combines_;
    Tally tally_;
    // With a log: what tally_ would have of counted requests, by consecutive blocks of them.
    LogBlocks divided_;
    std::vector<Tally> blocks_;
    Endings endings_;
};

}  // namespace mdisim
