#include "sim/world/phone/ready_phones.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

std::vector<const Phone*> kinds_of_phones(const World& world) {
    static const Phone none;
    std::vector<const Phone*> kinds = {world.phone ? &*world.phone : &none};
    for (const RequestClass& c : world.classes) {
        if (c.phone) kinds.push_back(&*c.phone);
    }
    return kinds;
}

double largest_gain(const World& world) {
    double gain = 0;
    for (const Phone* phone : kinds_of_phones(world)) gain = std::max(gain, phone->ensemble_gain);
    return gain;
}

bool has_phone_models(const World& world) {
    const std::vector<const Phone*> kinds = kinds_of_phones(world);
    return std::any_of(kinds.begin(), kinds.end(),
                       [](const Phone* phone) { return !phone->models.list.empty(); });
}

bool knows_uses(const World& world) {
    const std::vector<const Phone*> kinds = kinds_of_phones(world);
    return std::any_of(kinds.begin(), kinds.end(),
                       [](const Phone* phone) { return phone->knows_uses(); });
}

bool has_fronts(const World& world) {
    const std::vector<const Phone*> kinds = kinds_of_phones(world);
    return std::any_of(kinds.begin(), kinds.end(),
                       [](const Phone* phone) { return !phone->fronts.empty(); });
}

std::vector<ModelPool> pools_of_phones(const World& world) {
    std::vector<std::string> owners = {""};
    for (const RequestClass& c : world.classes) {
        if (c.phone) owners.push_back(c.name);
    }
    std::vector<ModelPool> pools;
    std::set<std::string> names;
    for (const Phone* phone : kinds_of_phones(world)) {
        ModelPool& pool = pools.emplace_back(phone->models);
        for (Model& m : as_models(phone->fronts)) pool.list.push_back(std::move(m));
        for (Model& m : pool.list) {
            if (names.count(m.name) > 0) m.name += " (" + owners[pools.size() - 1] + ")";
        }
        for (const Model& m : pool.list) names.insert(m.name);
    }
    return pools;
}

std::vector<Model> models_of_phones(const World& world) {
    std::vector<Model> models;
    for (const ModelPool& pool : pools_of_phones(world)) {
        models.insert(models.end(), pool.list.begin(), pool.list.end());
    }
    return models;
}

Placement PhoneKind::in_pool(Placement placement) const {
    placement.phone_model = static_cast<uint16_t>(placement.phone_model + first_model);
    if (placement.front != no_front)
        placement.front = static_cast<uint16_t>(placement.front + first_front);
    return placement;
}

ReadyPhones::ReadyPhones(const World& world, const ReadyPool& cloud)
    : models_(pools_of_phones(world), phone_by_model_draws), count_(world.phones) {
    for (const Phone* phone : kinds_of_phones(world)) add(*phone, cloud, world.payload);
    if (!have_own_phones(world.classes)) return;
    size_t kinds = 1;
    int64_t first = 0;
    for (const RequestClass& c : world.classes) {
        const PhoneNumbers numbers{first, c.phones.value_or(world.phones)};
        by_class_.push_back({c.phone ? kinds++ : 0, numbers});
        first += numbers.count;
    }
    count_ = first;
    if (world.log && world.log->phone) count_ = std::max(count_, world.log->content->phones);
}

void ReadyPhones::add(const Phone& phone, const ReadyPool& cloud, const Payload& payload) {
    PhoneKind kind;
    if (!kinds_.empty()) {
        const PhoneKind& last = kinds_.back();
        kind.first_model = last.first_model + last.own_models + last.fronts.size();
    }
    kind.own_models = phone.models.list.size();
    kind.first_front = fronts_.size();
    kind.costs = PhoneCosts(phone, kind.first_model);
    kind.sessions = phone.sessions;
    kind.stops_copies = phone.stop_copies;
    for (uint16_t m = 0; m < kind.own_models; ++m) {
        const auto in_pool = static_cast<uint16_t>(kind.first_model + m);
        if (phone.models.list[m].name == phone.model) kind.usual_model = m;
        kind.models.push_back(models_.beliefs()[in_pool]);
        kind.models.back().model = m;
        kind.model_costs.push_back({models_.load(in_pool).ms(),
                                    kind.costs.power_mw(in_pool, kind.models.back().mu_ms),
                                    kind.costs.load_mw(in_pool)});
    }
    kinds_.push_back(std::move(kind));
    for (const Front& front : phone.fronts) add_front(front, cloud, payload);
}

void ReadyPhones::add_front(const Front& front, const ReadyPool& cloud, const Payload& payload) {
    PhoneKind& kind = kinds_.back();
    ReadyFront f;
    f.phone_model = static_cast<uint16_t>(kind.first_model + kind.own_models + kind.fronts.size());
    f.cloud_share = front.cloud_share;
    f.exit_share = front.exit_share;
    f.sent_bytes = round_to_integer(front.sent_kb.value_or(payload.up_kb) * 1000);
    f.sending_pj = kind.costs.sending_pj(f.sent_bytes);
    if (front.model) {
        const std::vector<std::string>& names = cloud.names();
        const auto found = std::find(names.begin(), names.end(), *front.model);
        if (found == names.end()) {
            throw UserError("the front '" + front.name + "' begins '" + *front.model +
                            "', which the cloud does not have." +
                            suggestion(*front.model, {names.begin(), names.end()}));
        }
        f.cloud_model = static_cast<uint16_t>(found - names.begin());
    }
    fronts_.push_back(f);
    kind.fronts.push_back({front.name, front.mean_ms, front.exit_share});
}

bool ReadyPhones::is_own(size_t model) const {
    return std::any_of(kinds_.begin(), kinds_.end(),
                       [&](const PhoneKind& kind) { return kind.owns(model); });
}

bool ReadyPhones::rescale() const {
    return std::any_of(kinds_.begin(), kinds_.end(),
                       [](const PhoneKind& kind) { return kind.costs.rescale(); });
}

size_t ReadyPhones::most_own_models() const {
    size_t most = 0;
    for (const PhoneKind& kind : kinds_) most = std::max(most, kind.own_models);
    return most;
}

}  // namespace mdisim
