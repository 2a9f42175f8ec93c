#include "sim/run/capacity/demand.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "sim/measure/ensemble.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/addresses.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/clients/further_attempts.hpp"
#include "sim/run/incoming.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/servers/model_memory.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/ready_servers.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/workload/request_log.hpp"

namespace mdisim {
namespace {

// The least whole number of units that is not below an accuracy.
uint64_t rounded_up(double accuracy) {
    const double units = accuracy * static_cast<double>(uint64_t{1} << accuracy_bits);
    const auto whole = static_cast<uint64_t>(units);
    return static_cast<double>(whole) < units ? whole + 1 : whole;
}

// Servers of one kind on one arrangement of their cores.
struct Way {
    uint32_t kind;
    int64_t threads;
    double factor;  // on execution times, as a multiple of the pool's
};

// What the servers of one site may do.
class SiteWays {
  public:
    // first_kind: the number of the site's first kind, among those of all sites. No control policy
    // operates one site of several.
    SiteWays(const ReadyWorld& world, const ReadySite& site, size_t first_kind)
        : site_(site), by_model_(world.models().size()), loaded_(world.models().size(), true) {
        const std::optional<Servers>& servers = site.described().servers;
        if (servers) {
            batching_ = servers->batching.value_or(Batching{1, 0, 1});
            loaded_ = models_at_start(*servers, world.models());
        }
        const std::vector<ServerKind>& kinds = site.servers().kinds();
        for (size_t k = 0; k < kinds.size(); ++k) {
            CoreKind& cores = kinds_.emplace_back();
            const bool rearranged = k == 0 && !world.has_sites();
            if (servers) cores = cores_of(kinds[k], rearranged ? &*servers : nullptr);
            add_ways(kinds[k], cores, static_cast<uint32_t>(first_kind + k));
        }
    }

    bool has(uint16_t model) const { return site_.has(model); }
    bool batches() const { return batching_.max_size > 1; }
    bool loaded(uint16_t model) const { return loaded_[model]; }
    const std::vector<CoreKind>& kinds() const { return kinds_; }
    // Adds the uses of a model that end in time. run: on a server of speed one. least: the shortest
    // run of the model by any request, with which a batch may be run.
    void add_uses(const CoreChance& chance, Duration run, Duration least,
                  std::vector<CoreUse>& uses) const {
        for (const Way& way : by_model_[chance.model]) {
            for (int64_t together = 1; together <= batching_.max_size; ++together) {
                const double further = batching_.each_further * static_cast<double>(together - 1);
                const Duration length =
                    times(together == 1 ? run : least, way.factor * (1 + further));
                if (length > chance.until - chance.from) break;
                uses.push_back({length, way.threads, together, way.kind});
            }
        }
    }

  private:
    // servers: of the first kind, whose cores can be rearranged; else null.
    CoreKind cores_of(const ServerKind& kind, const Servers* servers) const {
        CoreKind cores{kind.on.replicas * kind.on.threads, {kind.on}};
        if (servers == nullptr) return cores;
        cores.cores = servers->most_replicas.value_or(servers->replicas) * servers->threads;
        for (const Arrangement& on : site_.servers().arrangements()) {
            if (on != kind.on) cores.on.push_back(on);
        }
        return cores;
    }
    void add_ways(const ServerKind& kind, const CoreKind& cores, uint32_t number) {
        for (uint16_t model = 0; model < by_model_.size(); ++model) {
            if (!kind.runs(model)) continue;
            std::vector<Way>& ways = by_model_[model];
            if (cores.on.empty()) ways.push_back({number, 0, kind.factor});
            for (const Arrangement& on : cores.on) {
                const double factor =
                    on == kind.on ? kind.factor : site_.servers().factor_of(on.threads);
                ways.push_back({number, on.threads, factor});
            }
        }
    }

    const ReadySite& site_;
    std::vector<std::vector<Way>> by_model_;
    std::vector<bool> loaded_;
    std::vector<CoreKind> kinds_;
    Batching batching_{1, 0, 1};
};

class Gathering {
  public:
    Gathering(const ReadyWorld& world, Duration sla, const Plan& plan)
        : world_(world),
          sla_(sla),
          warm_up_(plan.warm_up),
          grading_(world.grading()),
          logged_(logged_executions_of(world)),
          addresses_(plan.seed, plan.replication, logged_ ? &*logged_ : nullptr),
          incoming_(world, plan),
          least_(world.models().size(), Duration::max()) {
        for (const ReadySite& site : world.sites()) {
            const SiteWays& ways = sites_.emplace_back(world, site, demand_.kinds.size());
            batches_ = batches_ || ways.batches();
            demand_.kinds.insert(demand_.kinds.end(), ways.kinds().begin(), ways.kinds().end());
            const std::optional<Servers>& servers = site.described().servers;
            demand_.schedulable = demand_.schedulable && !(servers && servers->waiting_room);
        }
        if (world.has_sites()) trips_.emplace(world.sites(), plan.seed, plan.replication);
        if (!world.described().retries) return;
        draws_.emplace(world, plan.seed, plan.replication);
        // A batch may be run with an attempt that is sent too late to be listed.
        if (batches_) least_.assign(least_.size(), {});
    }

    Demand demand() {
        for (; incoming_.more(); incoming_.pass()) {
            const bool counts = incoming_.number() >= warm_up_;
            if (counts || batches_) add_request(counts);
            incoming_.forget_before(incoming_.created());
        }
        add_uses();
        return std::move(demand_);
    }

  private:
    // A chance of a request of which it is not known yet how long it would keep which cores.
    struct Open {
        size_t request;
        size_t site;
        Duration run;
        CoreChance chance;
    };

    void add_request(bool counts) {
        const RequestColumns& batch = incoming_.batch();
        const size_t i = incoming_.cursor();
        const uint16_t of_class = batch.of_class[i];
        const bool own = has_logged_deadlines(world_) && batch.deadline[i].ns >= 0;
        const Duration sla = own ? batch.deadline[i] : world_.classes().sla(of_class, sla_);
        if (draws_)
            list_attempts_before(sla, *world_.described().retries, *draws_, incoming_, further_);
        Possible request(world_, incoming_.derivation(), batch, i,
                         addresses_.noise(incoming_.number()), further_);
        Destination first;
        if (trips_) {
            first = {&*trips_, incoming_.address(), 0, {}};
            first.send_to(0);
            request.go_to(first);
        }
        if (counts) demand_.requests.push_back({without_servers(request, of_class, sla), 0, 0});
        Destination there;
        for (size_t site = 0; site < sites_.size(); ++site) {
            const Possible at = trips_ ? request.at(site, there) : request;
            for (const uint16_t model : world_.models().by_accuracy()) {
                if (!sites_[site].has(model)) continue;
                const uint64_t accuracy = counts ? accuracy_of(request, model, of_class, sla) : 0;
                each_stay(at, model, of_class, [&](const Stay& stay) {
                    least_[model] = std::min(least_[model], stay.run);
                    if (!counts) return;
                    const Time created = batch.created[i];
                    const CoreChance chance{created + stay.reaches, created + (sla - stay.back),
                                            accuracy, model, sites_[site].loaded(model)};
                    open_.push_back({demand_.requests.size() - 1, site, stay.run, chance});
                });
            }
        }
    }

    template <class Visit>
    void each_stay(const Possible& request, uint16_t model, size_t of_class, Visit visit) const {
        visit(request.stay(model));
        for (const ReadyFront& front : fronts_of(of_class)) {
            const bool goes_on = front.cloud_model == no_model || front.cloud_model == model;
            if (goes_on && !request.exits(front)) visit(request.stay(front, model));
        }
        for (const Attempt& again : request.further()) visit(request.stay(again, model));
    }
    std::span<const ReadyFront> fronts_of(size_t of_class) const {
        const PhoneKind& phone = world_.phones().of(of_class);
        return std::span(world_.phones().fronts()).subspan(phone.first_front, phone.fronts.size());
    }

    // Calls visit(model) for each answer of the phone that is in time.
    template <class Visit>
    void each_on_phone(const Possible& request, size_t of_class, Duration sla, Visit visit) const {
        const PhoneKind& phone = world_.phones().of(of_class);
        for (uint16_t m = 0; m < world_.phones().models().size(); ++m) {
            if (phone.owns(m) && request.phone_run(m) <= sla) visit(m);
        }
        for (const ReadyFront& front : fronts_of(of_class)) {
            const uint16_t m = front.phone_model;
            if (request.exits(front) && request.phone_run(m) <= sla) visit(m);
        }
    }
    uint64_t without_servers(const Possible& request, size_t of_class, Duration sla) const {
        double best = 0;
        each_on_phone(request, of_class, sla,
                      [&](uint16_t m) { best = std::max(best, grading_.phone_accuracy[m]); });
        return rounded_up(best);
    }
    // Of the model's answer, combined with one of the phone where answers are combined.
    uint64_t accuracy_of(const Possible& request, uint16_t model, size_t of_class,
                         Duration sla) const {
        double best = world_.models().accuracy(model);
        if (world_.combines()) {
            each_on_phone(request, of_class, sla, [&](uint16_t m) {
                best = std::max(best, combined_accuracy(grading_, model, m));
            });
        }
        return rounded_up(best);
    }

    void add_uses() {
        for (Open& open : open_) {
            CoreDemand& request = demand_.requests[open.request];
            CoreChance& chance = open.chance;
            chance.first_use = demand_.uses.size();
            sites_[open.site].add_uses(chance, open.run, least_[chance.model], demand_.uses);
            chance.uses = static_cast<uint32_t>(demand_.uses.size() - chance.first_use);
            if (chance.uses == 0) continue;
            if (request.chances++ == 0) request.first_chance = demand_.chances.size();
            demand_.chances.push_back(chance);
        }
    }

    const ReadyWorld& world_;
    Duration sla_;
    uint64_t warm_up_;
    Grading grading_;
    std::optional<LoggedExecutions> logged_;
    RunAddresses addresses_;
    Incoming incoming_;
    std::vector<Duration> least_;  // run of each model
    std::vector<SiteWays> sites_;
    bool batches_ = false;
    std::optional<SiteTrips> trips_;
    std::optional<AttemptDraws> draws_;
    std::vector<Attempt> further_;
    std::vector<Open> open_;
    Demand demand_;
};

}  // namespace

Demand demand_of(const ReadyWorld& world, Duration sla, const Plan& plan) {
    return Gathering(world, sla, plan).demand();
}

}  // namespace mdisim
