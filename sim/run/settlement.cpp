#include "sim/run/settlement.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/endings.hpp"
#include "sim/measure/line_errors.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/series.hpp"
#include "sim/run/trials/line_tests.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/prices.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

std::vector<Duration> slas_for(const Cell& cell) {
    const ReadyClasses& classes = cell.world->classes();
    std::vector<Duration> slas;
    for (size_t c = 0; c < classes.size(); ++c) slas.push_back(classes.sla(c, cell.sla));
    return slas;
}

// The tally before the first request, with the parts that the world has.
Tally empty_tally(const ReadyWorld& world, const std::vector<Duration>& slas) {
    Tally tally(world.models().size(), world.phones().models().size());
    if (world.combines()) tally.expect_combined();
    if (world.described().retries) tally.retries.emplace();
    tally.sites.resize(world.described().sites.size());
    if (world.correctness() != nullptr) tally.rights.emplace(world.models().size());
    const bool uses = knows_uses(world.described());
    if (uses) tally.phones.emplace().models.resize(world.phones().models().size());
    if (world.classes().named()) {
        tally.classes.assign(world.classes().size(), tally);
        for (size_t c = 0; c < slas.size(); ++c) tally.classes[c].deadlines.add(slas[c]);
    }
    const size_t kinds = prices_of(world.described()).core_hours.size();
    if (kinds > 1) tally.cores_of_kinds.resize(kinds);
    if (const auto& asked = world.described().series) {
        tally.series.emplace(Duration::from_ms(asked->window_s * 1000), world.models().size(),
                             world.phones().models().size(), std::vector<SeriesWindow>{}, uses);
    }
    if (has_logged_deadlines(world)) {
        for (Tally& of_class : tally.classes) of_class.deadlines = {};
    } else {
        for (const Duration sla : slas) tally.deadlines.add(sla);
    }
    return tally;
}

}  // namespace

LogBlocks log_blocks_of(const ReadyWorld& world, const Plan& plan) {
    constexpr uint64_t most = 32;
    if (world.log() == nullptr) return {};
    const double expected = world.workloads().expected(plan.end);
    uint64_t requests = std::min<uint64_t>(plan.requests, world.log()->size);
    if (expected < static_cast<double>(requests)) requests = static_cast<uint64_t>(expected);
    const uint64_t counted = requests > plan.warm_up ? requests - plan.warm_up : 1;
    return {plan.warm_up, counted, static_cast<size_t>(std::min<uint64_t>(most, counted))};
}

Settlement::Settlement(const Cell& cell, const Plan& plan, const RunAddresses& addresses,
                       const Watch& watch)
    : world_(*cell.world),
      correctness_(world_.correctness()),
      logged_(world_.log()),
      addresses_(addresses),
      watch_(watch),
      warm_up_(plan.warm_up),
      slas_(slas_for(cell)),
      best_cloud_(world_.models().accuracy(world_.models().by_accuracy().front())),
      combines_(world_.combines()),
      tally_(empty_tally(world_, slas_)),
      divided_(log_blocks_of(world_, plan)) {
    const ReadyPictures* pictures = world_.pictures();
    if (pictures != nullptr && pictures->described().trials.lines)
        tally_.lines = test_lines(world_, plan.replication);
    Tally block = tally_;
    block.lines.reset();
    block.series.reset();
    blocks_.assign(divided_.number, block);
}

void Settlement::add_logged(const Outcome& outcome) {
    const bool counted = counts(outcome.index);
    tally_of(outcome.index).add(outcome, counted);
    if (counted && tally_.series) tally_.series->add(outcome);
}

Tally Settlement::finished() {
    if (blocks_.empty()) return std::move(tally_);
    const std::optional<Series> series = std::exchange(tally_.series, std::nullopt);
    const std::optional<LineErrors> lines = std::exchange(tally_.lines, std::nullopt);
    for (const Tally& block : blocks_) tally_.merge(block);
    tally_.series = series;
    tally_.lines = lines;
    tally_.blocks = std::move(blocks_);
    return std::move(tally_);
}

void Settlement::charge_own_bytes(Outcome& outcome) const {
    const int64_t sent = outcome.attempts * outcome.own_bytes;
    outcome.energy_pj += costs_of(outcome).sending_pj(sent) -
                         outcome.attempts * world_.classes().sending_pj(outcome.source);
    outcome.sent_bytes = sent;
}

void Settlement::settle_answered() {
    Endings& e = endings_;
    const Duration sla = slas_[0];
    e.sent_bytes = world_.classes().up_bytes(0);
    e.sending_pj = world_.classes().sending_pj(0);
    bool copies = false;
    for (size_t i = 0; i < e.size; ++i) {
        e.latency[i] = e.uplink[i] + e.wait[i] + e.execution[i] + e.downlink[i];
        e.answer[i] = Answer::cloud;
        e.on_time[i] = e.latency[i] <= sla;
        e.rescued[i] = false;
        e.energy_pj[i] = e.sending_pj;
        copies |= e.phone[i].ns >= 0;
    }
    if (copies) settle_copies();
    tally_.add(e, warm_up_);
    e.size = 0;
}

void Settlement::settle_copies() {
    Endings& e = endings_;
    const PhoneCosts& costs = world_.phones().of(0).costs;
    for (size_t i = 0; i < e.size; ++i) {
        if (e.phone[i].ns < 0) continue;
        const Settled settled =
            settle(Arrival{e.latency[i], world_.models().accuracy(e.model[i])},
                   Arrival{e.phone[i], world_.phones().models().accuracy(e.phone_model[i])},
                   best_cloud_, slas_[0], true);
        e.answer[i] = settled.answer;
        e.latency[i] = settled.latency;
        e.on_time[i] = settled.on_time;
        e.rescued[i] = settled.rescued;
        e.energy_pj[i] += costs.computing_pj(e.phone_model[i], e.phone[i]);
    }
}

void Settlement::charge_front(Outcome& outcome, const ReadyFront& front) const {
    outcome.sent_bytes = front.sent_bytes;
    outcome.energy_pj = front.sending_pj + costs_of(outcome).computing_pj(outcome.prepare);
}

void Settlement::charge_picture(Outcome& outcome) const {
    const double power_mw = world_.pictures()->described().phone_power_mw;
    outcome.energy_pj += costs_of(outcome).sending_pj(outcome.sent_bytes) +
                         PhoneCosts::pj(power_mw, outcome.prepare);
}

// A phone idles until the answer comes or its request is dropped, and is online from the sending of
// the request on.
void Settlement::charge_waiting(Outcome& outcome, bool sent) const {
    const PhoneCosts& costs = costs_of(outcome);
    Duration until = outcome.latency;
    if (outcome.answer == Answer::none) until = outcome.ready() + outcome.wait;
    outcome.energy_pj += PhoneCosts::pj(costs.idle_mw(), until);
    if (!sent || until < outcome.prepare) return;
    outcome.energy_pj += PhoneCosts::pj(costs.online_mw(), until - outcome.prepare);
}

}  // namespace mdisim
