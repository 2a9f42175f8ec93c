#include "sim/world/world.hpp"

#include <algorithm>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/prices.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

namespace {

std::vector<ReadyNetwork> networks_of(const World& world) {
    const bool by_class = std::any_of(world.classes.begin(), world.classes.end(),
                                      [](const RequestClass& c) { return c.network.has_value(); });
    if (!by_class) return {ReadyNetwork(world.network, world.payload)};
    std::vector<ReadyNetwork> networks;
    for (const RequestClass& c : world.classes) {
        networks.emplace_back(c.network.value_or(world.network), c.payload.value_or(world.payload));
    }
    return networks;
}

// The number of replicas of the first kind, of all sites together; 0 if those of one are unlimited.
int64_t replicas_of(const std::vector<ReadySite>& sites) {
    int64_t all = 0;
    for (const ReadySite& site : sites) {
        const std::optional<Servers>& servers = site.described().servers;
        if (!servers) return 0;
        all += servers->replicas;
    }
    return all;
}

}  // namespace

ReadyWorld::ReadyWorld(const World& world)
    : world_(world),
      workloads_(world.workload, world.classes, world.log ? &*world.log : nullptr),
      models_(world.models, execution_by_model_draws),
      network_(networks_of(world)),
      phones_(world, models_),
      ensemble_gain_(largest_gain(world)),
      downlink_is_known_(network_.timeless() || (world.log && world.log->downlink)),
      classes_(world.classes, world.payload, world.phone.value_or(Phone{})),
      sites_(ready_sites(world_, models_)),
      site_views_(views_of(sites_)),
      offer_(fastest_beliefs(sites_)) {
    if (world.log && world.log->has_executions()) models_.take_from_log();
    if (world.log && world.log->phone_executions) phones_.take_from_log();
    if (world.pictures) pictures_.emplace(*world.pictures);
    if (world.correctness)
        correctness_.emplace(*world.correctness, world.models.list, kinds_of_phones(world));
}

Grading ReadyWorld::grading() const {
    Grading grading{models_.names(),
                    models_.accuracies(),
                    phones_.models().accuracies(),
                    replicas_of(sites_),
                    classes_.names(),
                    ensemble_gain_,
                    pictures_.has_value(),
                    world_.phone ? world_.phone->battery_wh : 0,
                    phones_.kinds().front().costs.idle_mw(),
                    world_.retries ? world_.retries->most + 1 : 0,
                    correctness_.has_value(),
                    correctness_ ? correctness_->pair_accuracy() : std::vector<double>{},
                    models_.takes_from_log(),
                    prices_of(world_),
                    {},
                    {},
                    world_.capacity_bound.has_value()};
    for (const Site& site : world_.sites) grading.site_names.push_back(site.name);
    grading.stratified = world_.sampling == Sampling::stratified;
    grading.lines = world_.pictures && world_.pictures->trials.lines;
    if (knows_uses(world_)) {
        const double shrink_mw = world_.pictures ? world_.pictures->phone_power_mw : 0;
        grading.uses = uses_of(*world_.phone, phones_.kinds().front().costs, shrink_mw);
        grading.uses->phones = phones_.count();
    }
    if (!phones_.by_class()) return grading;
    grading.battery_wh = 0;  // kinds of phones may have several
    grading.idle_power_mw = 0;
    for (const RequestClass& c : world_.classes) {
        const Phone phone = c.phone.value_or(world_.phone.value_or(Phone{}));
        grading.class_phones.push_back({phone.battery_wh, phone.idle_power_mw});
    }
    return grading;
}

PlaceView ReadyWorld::place_view(size_t of_class, double sla_ms, double overdue_ms) const {
    const PhoneKind& phone = phones_.of(of_class);
    return {sla_ms,
            phone.models,
            phone.usual_model,
            phone.fronts,
            offer_.fastest().mu_ms,
            overdue_ms,
            nullptr,
            phone.model_costs,
            {phone.costs.idle_mw(), phone.costs.online_mw(),
             static_cast<double>(classes_.sending_pj(of_class)) * 1e-12}};
}

bool ReadyWorld::draws_arrivals() const {
    const bool draws_phones = phones_.count() > 1 && !(world_.log && world_.log->phone);
    return workloads_.random() || draws_phones;
}
bool ReadyWorld::draws_execution() const { return models_.random() || phones_.models().random(); }

}  // namespace mdisim
