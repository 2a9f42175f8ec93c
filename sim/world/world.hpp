// The world: everything a scenario says but the deadline and the policies. A plain description, and
// the same made ready to run. Cells that share a ReadyWorld share what is derived from the tape.
#pragma once

#include <memory>
#include <optional>

#include "sim/measure/metrics.hpp"
#include "sim/world/beliefs.hpp"
#include "sim/world/estimator.hpp"
#include "sim/world/network.hpp"
#include "sim/world/phone.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload.hpp"

namespace mdisim {

struct World {
    Workload workload = EveryWorkload{};
    int64_t phones = 1;
    ModelPool models;
    Network network = LatencyLink{};
    Payload payload;
    std::optional<Phone> phone;
    std::optional<Servers> servers;  // none: unlimited
    Estimator estimator;
    Beliefs beliefs;
};

const Object& describe(Tag<World>);

class ReadyWorld {
  public:
    explicit ReadyWorld(const World& world);

    const World& described() const { return world_; }
    const ReadyWorkload& workload() const { return workload_; }
    const ReadyPool& models() const { return models_; }
    const ReadyNetwork& network() const { return network_; }
    // The phone's own models, and behind them its fronts; empty without a phone.
    const ReadyPool& phone_models() const { return phone_models_; }
    size_t own_models() const { return own_models_; }
    const std::vector<ReadyFront>& fronts() const { return fronts_; }
    const std::vector<FrontView>& front_views() const { return front_views_; }
    uint16_t phone_model() const { return phone_model_; }
    const PhoneCosts& phone_costs() const { return phone_costs_; }
    int64_t up_bytes() const { return up_bytes_; }
    int64_t sending_pj() const { return sending_pj_; }  // of a whole request
    const Offer& offer() const { return offer_; }       // as first believed
    Grading grading() const;

    // Whether one request can change what happens to another.
    bool open_loop() const;

    // Which columns of the tape this world reads.
    bool draws_arrivals() const;
    bool draws_network() const;
    bool draws_bandwidth() const;
    bool draws_execution() const;

  private:
    void add_phone(const Phone& phone);
    void add_front(const Front& front);

    World world_;
    ReadyWorkload workload_;
    ReadyPool models_;
    ReadyNetwork network_;
    ReadyPool phone_models_;
    uint16_t phone_model_ = 0;
    size_t own_models_ = 0;
    std::vector<ReadyFront> fronts_;
    std::vector<FrontView> front_views_;
    int64_t up_bytes_ = 0;
    int64_t sending_pj_ = 0;
    PhoneCosts phone_costs_;
    Offer offer_;
};

}  // namespace mdisim
