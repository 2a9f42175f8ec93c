#include "sim/world/world.hpp"

#include "sim/world/purposes.hpp"

namespace mdisim {

ReadyWorld::ReadyWorld(const World& world)
    : world_(world),
      workload_(world.workload),
      models_(world.models, execution_by_model_draws),
      network_(world.network, world.payload),
      phone_models_(world.phone ? ReadyPool(world.phone->models, phone_by_model_draws)
                                : ReadyPool()),
      up_bytes_(round_to_integer(world.payload.up_kb * 1000)),
      phone_costs_(world.phone.value_or(Phone{}), up_bytes_),
      offer_(models_.beliefs()) {
    if (!world.phone) return;
    for (size_t m = 0; m < phone_models_.size(); ++m) {
        if (phone_models_.names()[m] == world.phone->model) phone_model_ = static_cast<uint16_t>(m);
    }
}

Grading ReadyWorld::grading() const {
    return {models_.names(), models_.accuracies(), phone_models_.accuracies(),
            world_.servers ? world_.servers->replicas : 0};
}

bool ReadyWorld::open_loop() const {
    return !world_.servers && world_.beliefs.kind == BeliefKind::fixed &&
           memoryless(world_.estimator.kind);
}

bool ReadyWorld::draws_arrivals() const { return workload_.random() || world_.phones > 1; }
bool ReadyWorld::draws_network() const { return network_.draws_latency(); }
bool ReadyWorld::draws_bandwidth() const { return network_.draws_bandwidth(); }
bool ReadyWorld::draws_execution() const { return models_.random() || phone_models_.random(); }

}  // namespace mdisim
