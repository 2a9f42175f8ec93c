// The world: phones, networks, servers, models, workload and classes of a scenario. World is the
// plain description, ReadyWorld the same made ready to run. Cells that share a ReadyWorld share
// what is derived from the tape.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "sim/measure/grading.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/correctness.hpp"
#include "sim/world/models/beliefs.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/ready_servers.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/workload/workload.hpp"

namespace mdisim {

// How servers are tried out before a run, for control policies that override `consult`.
struct TrialPlan {
    int64_t requests = 10000;  // in each trial; the first tenth is not counted
    double most_load = 1.1;    // largest rate, as a multiple of the arrangement's capacity
    int64_t steps = 22;        // number of rates, equally spaced up to the largest
    int64_t seed = 1;
};

// Asks for results by windows of time, beside those of the whole run.
struct SeriesRequest {
    double window_s = 1;
};

struct World {
    Workload workload = EveryWorkload{};
    int64_t phones = 1;
    ModelPool models;
    Network network = LatencyLink{};
    Payload payload;
    std::optional<Phone> phone;
    std::optional<Servers> servers;  // none: servers are unlimited
    Estimator estimator;
    Beliefs beliefs;
    TrialPlan trials;
    std::optional<SeriesRequest> series;
    std::vector<RequestClass> classes{};       // none: all requests are alike
    std::optional<Pictures> pictures{};        // none: the payload is the size of a request
    std::optional<Retries> retries{};          // none: a request is sent once
    std::optional<Correctness> correctness{};  // none: accuracies are means, nothing is drawn
    std::optional<RequestLog> log{};           // none: all of a request is drawn
};

const Object& describe(Tag<TrialPlan>);
const Object& describe(Tag<SeriesRequest>);
const Object& describe(Tag<World>);

class ReadyWorld {
  public:
    explicit ReadyWorld(const World& world);

    const World& described() const { return world_; }
    const ReadyWorkloads& workloads() const { return workloads_; }
    const ReadyClasses& classes() const { return classes_; }
    const ReadyPool& models() const { return models_; }
    const ReadyNetwork& network() const { return network_; }
    // The phone's own models, followed by its fronts; empty without a phone.
    const ReadyPool& phone_models() const { return phone_models_; }
    size_t own_models() const { return own_models_; }
    const std::vector<ReadyFront>& fronts() const { return fronts_; }
    // Whether answers of the cloud and the phone that are both in time are combined.
    bool combines() const {
        return (world_.phone && world_.phone->ensemble_gain > 0) ||
               (correctness_ && correctness_->combines());
    }
    // Null unless answers are right or wrong, request by request.
    const ReadyCorrectness* correctness() const { return correctness_ ? &*correctness_ : nullptr; }
    const PhoneCosts& phone_costs() const { return phone_costs_; }
    // The cost of each of the phone's own models while none of them is in memory.
    const std::vector<PhoneModelCost>& model_costs() const { return model_costs_; }
    const ReadyPictures* pictures() const { return pictures_ ? &*pictures_ : nullptr; }
    // What a log has of the requests; null without a log.
    const LoggedRequests* log() const { return world_.log ? world_.log->content.get() : nullptr; }
    // Whether the time of an answer on its way back does not depend on when it leaves.
    bool downlink_is_known() const { return downlink_is_known_; }
    const Offer& offer() const { return offer_; }  // with the beliefs at the start
    Grading grading() const;
    // What a place policy is shown before the phone has sent anything.
    PlaceView place_view(double sla_ms, double overdue_ms = 0) const;

    const ReadyServers& servers() const { return servers_; }

    // Whether this world reads the tape's draws for creation times; for execution times.
    bool draws_arrivals() const;
    bool draws_execution() const;

  private:
    void add_phone(const Phone& phone);
    void add_front(const Front& front);

    World world_;
    ReadyWorkloads workloads_;
    ReadyPool models_;
    ReadyNetwork network_;
    ReadyPool phone_models_;
    uint16_t phone_model_ = 0;
    size_t own_models_ = 0;
    std::vector<ReadyFront> fronts_;
    std::vector<FrontView> front_views_;
    PhoneCosts phone_costs_;
    std::vector<PhoneModelCost> model_costs_;
    std::optional<ReadyPictures> pictures_;
    std::optional<ReadyCorrectness> correctness_;
    bool downlink_is_known_;
    ReadyClasses classes_;
    ReadyServers servers_;
    Offer offer_;
};

// Whether a log says what each request weighs; which deadline each has.
inline bool has_logged_sizes(const ReadyWorld& world) {
    return world.log() != nullptr && !world.log()->bytes.empty();
}
inline bool has_logged_deadlines(const ReadyWorld& world) {
    return world.log() != nullptr && !world.log()->deadline.empty();
}

}  // namespace mdisim
