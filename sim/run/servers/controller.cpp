#include "sim/run/servers/controller.hpp"

#include <cstdint>
#include <optional>
#include <span>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

Operation as_described(const std::optional<Servers>& described) {
    const Servers servers = described.value_or(Servers{});
    Operation operation;
    operation.on = {servers.replicas, servers.threads};
    if (servers.batching) operation.batch = servers.batching->max_size;
    return operation;
}

}  // namespace

ControlView first_view(const ReadyWorld& world, double sla_ms, const RecentArrivals& none) {
    const Servers servers = world.described().servers.value_or(Servers{});
    return {0,
            sla_ms,
            as_described(servers),
            servers.cores(),
            servers.most_replicas.value_or(servers.replicas),
            world.servers().arrangements(),
            {servers.replicas, 0, 0},
            none,
            world.models().beliefs(),
            world.models().names()};
}

Controller::Controller(const Cell& cell, const Plan& plan, const ReadySite& site)
    : world_(*cell.world),
      plan_(plan),
      sla_ms_(cell.sla.ms()),
      running_(as_described(site.described().servers)) {
    const Chosen& chosen = cell.policies[Decision::control];
    if (!chosen) return;
    ensure(world_.described().servers.has_value(), "a control policy without servers");
    ensure(cell.tables != nullptr || !chosen.needs().characterisation,
           "a control policy without the tables it needs");
    policy_ = chosen.make<Control>();
    if (cell.tables) policy_->consult(*cell.tables);
    period_ = Duration::from_ms(policy_->period_ms());
}

void Controller::check(const Operation& o) const {
    const Servers& servers = *world_.described().servers;
    ensure(o.model == any_model || o.model < world_.models().size(),
           "a control policy offered a model that is not there");
    const int64_t most = servers.most_replicas.value_or(servers.replicas);
    bool known = o.on.threads == running_.on.threads && o.on.replicas <= most &&
                 o.on.replicas * o.on.threads <= most * servers.threads;
    for (const Arrangement& a : world_.servers().arrangements()) known = known || a == o.on;
    ensure(known && o.on.replicas >= 1, "a control policy asked for cores that are not there");
    const int64_t together = servers.batching ? servers.batching->max_size : 1;
    ensure(o.batch >= 1 && o.batch <= together, "a control policy asked for too large a batch");
}

bool Controller::ask(Time now, const QueueView& queue, std::span<const ModelBelief> beliefs,
                     std::span<const ModelInMemory> memory) {
    ControlView view = first_view(world_, sla_ms_, arrivals_);
    view.now_ms = now.ms();
    view.running = running_;
    view.queue = queue;
    view.models = beliefs;
    view.memory = memory;
    Draw draw(plan_.seed, {draws_of(Decision::control), 0, plan_.replication, 0, asked_});
    const Operation next = policy_->decide(view, draw);
    check(next);
    const bool first = asked_++ == 0;
    if (next == running_ && !first) return false;
    running_ = next;
    Hasher decision;
    decision.absorb(now.ns)
        .absorb(uint64_t{next.model})
        .absorb(next.on.replicas)
        .absorb(next.on.threads)
        .absorb(next.batch);
    if (next.offers != Offering::one) decision.absorb(static_cast<uint64_t>(next.offers));
    decisions_ += decision.digest();
    return true;
}

}  // namespace mdisim
