#include "sim/run/clients/late_copies.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/event_classes.hpp"
#include "sim/run/settlement.hpp"

namespace mdisim {
namespace {

// What became of a request in the cloud, with what its copy on the phone did.
Outcome joined(Outcome cloud, const Outcome& copy) {
    cloud.phone_model = copy.phone_model;
    cloud.phone = copy.phone;
    cloud.phone_start = copy.phone_start;
    cloud.phone_load = copy.phone_load;
    cloud.phone_rescale = copy.phone_rescale;
    cloud.loads = copy.loads;
    cloud.models_pj = copy.models_pj;
    return cloud;
}

}  // namespace

uint32_t LateCopies::expect(const Outcome& request, uint32_t phone, const Placement& placement,
                            Duration execution) {
    if (unused_.empty()) {
        unused_.push_back(static_cast<uint32_t>(copies_.size()));
        copies_.emplace_back();
    }
    const uint32_t number = unused_.back();
    unused_.pop_back();
    Copy& copy = copies_[number] = {};
    copy.outcome = request;
    copy.placement = placement;
    copy.execution = execution;
    copy.phone = phone;
    queue_.push(request.created + Duration::from_ms(placement.phone_after_ms), copy_due, number);
    return number;
}

void LateCopies::answered(uint32_t number, const Outcome& outcome, Time at) {
    Copy& copy = copies_[number];
    if (at >= copy.answer) return;
    copy.answer = at;
    copy.outcome = joined(outcome, copy.outcome);
    copy.outcome.executed = true;
    if (copy.state == State::begun) stop(number);
}

void LateCopies::known(uint32_t number, const Outcome& outcome, Fate fate) {
    Copy& copy = copies_[number];
    copy.outcome = joined(outcome, copy.outcome);
    copy.outcome.executed = fate == Fate::answered;
    copy.fate = fate;
    copy.client = no_copy;
    if (copy.state == State::begun || copy.state == State::never) settle(number);
}

std::optional<LateCopies::Begun> LateCopies::due(uint32_t number, Time now) {
    Copy& copy = copies_[number];
    if (copy.answer <= now) {
        never(number);
        return {};
    }
    if (phones_.size() <= copy.phone) phones_.resize(copy.phone + 1);
    Phone& phone = phones_[copy.phone];
    if (phone.line_is_empty() && phone.free <= now) return begin(number, now);
    copy.state = State::in_line;
    (phone.line_is_empty() ? phone.first : copies_[phone.last].next) = number;
    phone.last = number;
    set_alarm(copy.phone);
    return {};
}

std::optional<LateCopies::Begun> LateCopies::free(uint32_t number, Time now) {
    Phone& phone = phones_[number];
    if (phone.alarm != now) return {};
    phone.alarm = Time::max();
    while (!phone.line_is_empty() && copies_[phone.first].answer <= now) never(leave_line(phone));
    if (phone.line_is_empty()) return {};
    const auto begun = begin(leave_line(phone), now);
    if (!phone.line_is_empty()) set_alarm(number);
    return begun;
}

std::optional<LateCopies::Begun> LateCopies::begin(uint32_t number, Time now) {
    Copy& copy = copies_[number];
    copy.state = State::begun;
    copy.outcome.phone_start = now - copy.outcome.created;
    run_.phone.run_model(copy.outcome, copy.phone, copy.placement.phone_model, copy.execution);
    phones_[copy.phone].runs = number;
    phones_[copy.phone].free = copy.outcome.created + copy.outcome.phone;
    if (copy.answer != Time::max()) stop(number);
    const Begun begun{copy.client, copy.outcome.created + run_.settlement.latency_of(copy.outcome)};
    if (copy.fate) settle(number);
    if (begun.client == no_copy) return {};
    return begun;
}

void LateCopies::never(uint32_t number) {
    copies_[number].state = State::never;
    if (copies_[number].fate) settle(number);
}

// Lets the phone end a copy when the user has the answer, where phones do, unless it has ended.
void LateCopies::stop(uint32_t number) {
    const Copy& copy = copies_[number];
    const Outcome& o = copy.outcome;
    Phone& phone = phones_[copy.phone];
    if (!run_.settlement.stops_copies(o.source) || phone.runs != number) return;
    const Time end = o.created + std::max(o.phone_ready(), run_.settlement.latency_of(o));
    if (end >= phone.free) return;
    phone.free = end;
    if (!phone.line_is_empty()) set_alarm(copy.phone);
}

void LateCopies::set_alarm(uint32_t number) {
    Phone& phone = phones_[number];
    if (phone.alarm != phone.free) queue_.push(phone.free, phone_free, number);
    phone.alarm = phone.free;
}

void LateCopies::settle(uint32_t number) {
    Copy& copy = copies_[number];
    run_.finish(copy.outcome, copy.placement, *copy.fate);
    unused_.push_back(number);
}

}  // namespace mdisim
