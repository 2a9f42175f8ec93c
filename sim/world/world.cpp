#include "sim/world/world.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"
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
      workloads_(world.workload, world.classes, world.log ? &*world.log : nullptr),
      models_(world.models, execution_by_model_draws),
      network_(world.network, world.payload),
      phone_costs_(world.phone.value_or(Phone{})),
      downlink_is_known_(network_.timeless() || (world.log && world.log->downlink)),
      classes_(world.classes, world.payload, phone_costs_),
      servers_(world.servers, world.models, models_),
      offer_(servers_.beliefs()) {
    if (world.phone) add_phone(*world.phone);
    if (world.log && world.log->has_executions()) models_.take_from_log();
    if (world.log && world.log->phone_executions) phone_models_.take_from_log();
    if (world.pictures) pictures_.emplace(*world.pictures);
    if (world.correctness) {
        const Phone phone = world.phone.value_or(Phone{});
        correctness_.emplace(*world.correctness, world.models.list, phone.models.list,
                             phone.fronts);
    }
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
            world_.retries ? world_.retries->most + 1 : 0,
            correctness_.has_value(),
            correctness_ ? correctness_->pair_accuracy() : std::vector<double>{},
            models_.takes_from_log()};
}

PlaceView ReadyWorld::place_view(double sla_ms, double overdue_ms) const {
    const std::span<const ModelBelief> models(phone_models_.beliefs());
    return {sla_ms,
            models.first(own_models_),
            phone_model_,
            front_views_,
            offer_.fastest().mu_ms,
            overdue_ms,
            nullptr,
            model_costs_,
            {phone_costs_.idle_mw(), phone_costs_.load_mw(), phone_costs_.online_mw(),
             static_cast<double>(classes_.sending_pj(0)) * 1e-12}};
}

bool ReadyWorld::draws_arrivals() const {
    const bool draws_phones = world_.phones > 1 && !(world_.log && world_.log->phone);
    return workloads_.random() || draws_phones;
}
bool ReadyWorld::draws_execution() const { return models_.random() || phone_models_.random(); }

}  // namespace mdisim
