// One cell on its way through a tape: its policies, asked in turn, and its tally. Both paths drive
// a Course, so that what is decided and what is counted is written once.
#pragma once

#include "sim/describe/check.hpp"
#include "sim/world/answer.hpp"
#include "sim/world/requests.hpp"
#include "sim/world/simulation.hpp"

namespace mdisim {

// The most accurate answer that could have met the deadline, request by request.
class Bound {
  public:
    Bound(const ReadyWorld& world, Duration sla);

    // finish(model): when that model's answer would arrive if nobody waited; phone_run(model): how
    // long the phone's would take.
    template <class Finish, class PhoneRun>
    void count(BoundTally& tally, Finish finish, PhoneRun phone_run) const {
        const uint16_t phone = fixed_phone_ ? best_phone_ : best_in_time(phone_run);
        const double phone_accuracy = phone == no_model ? -1 : phone_models_.accuracy(phone);
        for (uint16_t model : models_.by_accuracy()) {
            if (models_.accuracy(model) < phone_accuracy) break;
            if (finish(model) <= sla_) {
                ++tally.cloud[model];
                return;
            }
        }
        if (phone != no_model) ++tally.phone[phone];
    }

  private:
    template <class PhoneRun>
    uint16_t best_in_time(PhoneRun phone_run) const {
        for (uint16_t model : phone_models_.by_accuracy()) {
            if (phone_run(model) <= sla_) return model;
        }
        return no_model;
    }

    const ReadyPool& models_;
    const ReadyPool& phone_models_;
    Duration sla_;
    bool fixed_phone_;
    uint16_t best_phone_ = no_model;
};

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
    Duration sla() const { return cell_.sla; }
    double sla_ms() const { return sla_ms_; }
    Tally& tally() { return tally_; }
    Select& select() { return *select_; }
    bool needs_truth() const { return cell_.policies.needs_truth(); }

    Placement place(uint64_t index);
    void place_all(DrawColumn& draws, size_t n, Placement* placements);
    // Needs a model of the offer in return; the truth is computed only for who may see it.
    template <class Finish>
    uint16_t choose(const SelectView& view, Draw& draw, Finish finish) {
        uint16_t model;
        if (needs_truth()) {
            for (uint16_t m = 0; m < truth_.size(); ++m) truth_[m] = finish(m);
            auto& knowing = static_cast<KnowingSelect&>(*select_);
            model = knowing.choose_knowing(
                view, {truth_.data(), world_.models().accuracies().data(), cell_.sla}, draw);
        } else {
            model = select_->choose(view, draw);
        }
        ensure(model < world_.models().size(), "a select policy chose a model that is not there");
        return model;
    }
    Draw select_draw(uint64_t index) const {
        return Draw(plan_.seed, address(select_draws, index));
    }

    Duration execution(uint16_t model, double noise, uint64_t index) const {
        return world_.models().execution(model, noise, noise_address(index));
    }
    Duration phone_run(uint16_t model, double noise, uint64_t index) const {
        return world_.phone_models().execution(model, noise, noise_address(index));
    }

    // Settles whose answer counts and tallies. The outcome comes with its stages filled in;
    // `sent`: it went to the cloud; `returned`: the cloud answered it (it was not dropped).
    void finish(Outcome& outcome, bool sent, bool returned) {
        std::optional<Arrival> cloud;
        std::optional<Arrival> phone;
        outcome.executed = returned;
        if (returned) {
            const Duration at =
                outcome.uplink + outcome.wait + outcome.execution + outcome.downlink;
            cloud = Arrival{at, world_.models().accuracy(outcome.model)};
        }
        if (sent) {
            outcome.sent_bytes = world_.up_bytes();
            outcome.energy_pj = world_.phone_costs().sending_pj();
        }
        if (outcome.phone.ns >= 0) {
            phone = Arrival{outcome.phone, world_.phone_models().accuracy(outcome.phone_model)};
            outcome.energy_pj += world_.phone_costs().computing_pj(outcome.phone);
        }
        const Settled settled = settle(cloud, phone, best_cloud_, cell_.sla, sent);
        outcome.answer = settled.answer;
        outcome.latency = settled.latency;
        outcome.on_time = settled.on_time;
        outcome.rescued = settled.rescued;
        tally_.add(outcome, outcome.index >= plan_.warm_up);
    }

    NoiseAddress noise_address(uint64_t index) const {
        return {plan_.seed, address(execution_draws, index)};
    }

  private:
    PlaceView place_view() const {
        return {sla_ms_, world_.phone_models().beliefs(), world_.phone_model(), nullptr};
    }
    void check(const Placement& placement) const;
    Address address(Purpose purpose, uint64_t index) const {
        return {purpose, 0, plan_.replication, 0, index};
    }

    const Cell& cell_;
    const ReadyWorld& world_;
    Plan plan_;
    std::unique_ptr<Place> place_;
    std::unique_ptr<Select> select_;
    Tally tally_;
    double sla_ms_;
    double best_cloud_;
    std::vector<Duration> truth_;
};

}  // namespace mdisim
