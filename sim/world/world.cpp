#include "sim/world/world.hpp"

#include <algorithm>
#include <limits>

#include "sim/describe/error.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

namespace {

ModelPool with_fronts(const Phone& phone) {
    ModelPool pool = phone.models;
    for (Model& m : as_models(phone.fronts)) pool.list.push_back(std::move(m));
    return pool;
}

int64_t whole_bytes(double kb) { return round_to_integer(kb * 1000); }

}  // namespace

ReadyWorld::ReadyWorld(const World& world)
    : world_(world),
      workloads_(world.workload, world.classes),
      models_(world.models, execution_by_model_draws),
      network_(world.network, world.payload),
      phone_costs_(world.phone.value_or(Phone{})),
      classes_(world.classes, world.payload, phone_costs_),
      offer_(models_.beliefs()),
      least_factors_(models_.size(), 1) {
    if (world.phone) add_phone(*world.phone);
    if (world.pictures) pictures_.emplace(*world.pictures);
    if (world.servers) add_servers(*world.servers);
}

void ReadyWorld::add_servers(const Servers& servers) {
    kinds_ = {
        {{servers.replicas, servers.threads}, factor_of(servers.threads), which(servers.models)}};
    for (const FurtherServers& f : servers.further) {
        kinds_.push_back(
            {{f.replicas, f.threads}, thread_factor(f.threads) / f.speed, which(f.models)});
    }
    double least = kinds_.front().factor;
    if (world_.models.threads.empty()) arrangements_ = {kinds_.front().on};
    for (const ThreadTime& t : world_.models.threads) {
        if (t.threads > servers.cores()) continue;
        least = std::min(least, factor_of(t.threads));
        if (servers.cores() % t.threads == 0) {
            arrangements_.push_back({servers.cores() / t.threads, t.threads});
        }
    }
    std::vector<ModelBelief> beliefs = models_.beliefs();
    for (uint16_t m = 0; m < models_.size(); ++m) {
        double& possible = least_factors_[m];
        double usual = possible = std::numeric_limits<double>::infinity();
        for (const ServerKind& kind : kinds_) {
            if (!kind.runs(m)) continue;
            usual = std::min(usual, kind.factor);
            possible = std::min(possible, &kind == &kinds_.front() ? least : kind.factor);
        }
        beliefs[m].mu_ms *= usual;
        beliefs[m].sigma_ms *= usual;
    }
    offer_ = Offer(std::move(beliefs));
}

double ReadyWorld::factor_of(int64_t threads) const {
    return thread_factor(threads) / (world_.servers ? world_.servers->speed : 1);
}

std::vector<bool> ReadyWorld::which(const std::vector<std::string>& models) const {
    std::vector<bool> run(models.empty() ? 0 : models_.size());
    for (size_t m = 0; m < run.size(); ++m) {
        run[m] = std::find(models.begin(), models.end(), models_.names()[m]) != models.end();
    }
    return run;
}

double ReadyWorld::thread_factor(int64_t threads) const {
    for (const ThreadTime& t : world_.models.threads) {
        if (t.threads == threads) return t.factor;
    }
    return 1;
}

void ReadyWorld::add_phone(const Phone& phone) {
    phone_models_ = ReadyPool(with_fronts(phone), phone_by_model_draws);
    own_models_ = phone.models.list.size();
    for (size_t m = 0; m < own_models_; ++m) {
        if (phone_models_.names()[m] == phone.model) phone_model_ = static_cast<uint16_t>(m);
    }
    for (uint16_t m = 0; m < own_models_; ++m) {
        model_costs_.push_back({phone_models_.load(m).ms(), phone_costs_.power_mw(m)});
    }
    for (const Front& front : phone.fronts) add_front(front);
}

void ReadyWorld::add_front(const Front& front) {
    ReadyFront f;
    f.phone_model = static_cast<uint16_t>(own_models_ + fronts_.size());
    f.cloud_share = front.cloud_share;
    f.exit_share = front.exit_share;
    f.sent_bytes = front.sent_kb ? whole_bytes(*front.sent_kb) : whole_bytes(world_.payload.up_kb);
    f.sending_pj = phone_costs_.sending_pj(f.sent_bytes);
    if (front.model) {
        const std::vector<std::string>& names = models_.names();
        const auto found = std::find(names.begin(), names.end(), *front.model);
        if (found == names.end()) {
            throw UserError("the front '" + front.name + "' begins '" + *front.model +
                            "', which the cloud does not have." +
                            suggestion(*front.model, {names.begin(), names.end()}));
        }
        f.cloud_model = static_cast<uint16_t>(found - names.begin());
    }
    fronts_.push_back(f);
    front_views_.push_back({front.name, front.mean_ms, front.exit_share});
}

Grading ReadyWorld::grading() const {
    return {models_.names(),
            models_.accuracies(),
            phone_models_.accuracies(),
            world_.servers ? world_.servers->replicas : 0,
            classes_.names(),
            world_.phone ? world_.phone->ensemble_gain : 0,
            pictures_.has_value(),
            world_.phone ? world_.phone->battery_wh : 0,
            phone_costs_.idle_mw(),
            world_.retries ? world_.retries->most + 1 : 0};
}

PlaceView ReadyWorld::place_view(double sla_ms, double overdue_ms) const {
    const std::span<const ModelBelief> models(phone_models_.beliefs());
    return {sla_ms,
            models.first(own_models_),
            phone_model_,
            front_views_,
            phone_costs_.power_mw(),
            offer_.fastest().mu_ms,
            overdue_ms,
            nullptr,
            model_costs_,
            {phone_costs_.idle_mw(), phone_costs_.load_mw(), phone_costs_.online_mw(),
             static_cast<double>(classes_.sending_pj(0)) * 1e-12}};
}

bool ReadyWorld::simple() const {
    bool all_in_memory = !world_.servers || !world_.servers->memory_mb;
    for (uint16_t m = 0; m < own_models_; ++m) all_in_memory &= phone_models_.load(m).ns == 0;
    return all_in_memory && !world_.retries && models_.plain() && phone_models_.plain() &&
           network_.timeless() && pictures() == nullptr && fronts_.empty() && !combines() &&
           !classes_.named() && !world_.series && !phone_costs_.waiting_costs();
}

bool ReadyWorld::open_loop() const {
    return !world_.servers && !world_.retries && world_.beliefs.kind == BeliefKind::fixed &&
           memoryless(world_.estimator.kind);
}

bool ReadyWorld::draws_arrivals() const { return workloads_.random() || world_.phones > 1; }
bool ReadyWorld::draws_network() const { return network_.draws_latency(); }
bool ReadyWorld::draws_bandwidth() const { return network_.draws_bandwidth(); }
bool ReadyWorld::draws_execution() const { return models_.random() || phone_models_.random(); }

}  // namespace mdisim
