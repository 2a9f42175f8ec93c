// The world: phones, networks, servers, models, workload and classes of a scenario. World is the
// plain description, ReadyWorld the same made ready to run. Cells that share a ReadyWorld share
// what is derived from the tape.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
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
#include "sim/world/phone/phone.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/ready_servers.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/sampling.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/sites.hpp"
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

// Asks for a bound of what the servers' cores allow, beside the one without waiting.
struct CapacityBoundRequest {
    std::optional<double> step_ms;  // of prices of cores; none: half the deadline
    int64_t rounds = 60;
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
    std::optional<CapacityBoundRequest> capacity_bound{};
    std::vector<RequestClass> classes{};       // none: all requests are alike
    std::optional<Pictures> pictures{};        // none: the payload is the size of a request
    std::optional<Retries> retries{};          // none: a request is sent once
    std::optional<Correctness> correctness{};  // none: accuracies are means, nothing is drawn
    std::optional<RequestLog> log{};           // none: all of a request is drawn
    std::vector<Site> sites{};                 // none: all servers are at no distance
    Sampling sampling = Sampling::independent;
    std::optional<DrawnPart> network_draws{};  // none: all

    HowDrawn how_drawn() const { return {sampling, network_draws.value_or(DrawnPart{})}; }
};

const Object& describe(Tag<TrialPlan>);
const Object& describe(Tag<SeriesRequest>);
const Object& describe(Tag<CapacityBoundRequest>);
const Object& describe(Tag<World>);

class ReadyWorld {
  public:
    explicit ReadyWorld(const World& world);

    const World& described() const { return world_; }
    const ReadyWorkloads& workloads() const { return workloads_; }
    const ReadyClasses& classes() const { return classes_; }
    const ReadyPool& models() const { return models_; }
    const ReadyNetworks& network() const { return network_; }
    const ReadyPhones& phones() const { return phones_; }
    // What answers of the cloud and a phone that are both in time gain if they are combined by an
    // assumed gain; 0: they are not.
    double ensemble_gain() const { return ensemble_gain_; }
    // Whether such answers are combined.
    bool combines() const {
        return ensemble_gain_ > 0 || (correctness_ && correctness_->combines());
    }
    // Null unless answers are right or wrong, request by request.
    const ReadyCorrectness* correctness() const { return correctness_ ? &*correctness_ : nullptr; }
    const ReadyPictures* pictures() const { return pictures_ ? &*pictures_ : nullptr; }
    // What a log has of the requests; null without a log.
    const LoggedRequests* log() const { return world_.log ? world_.log->content.get() : nullptr; }
    // Whether the time of an answer on its way back does not depend on when it leaves.
    bool downlink_is_known() const { return downlink_is_known_; }
    const Offer& offer() const { return offer_; }  // with the beliefs at the start
    Grading grading() const;
    // What a place policy is shown of a request of a class before its phone has sent anything.
    PlaceView place_view(size_t of_class, double sla_ms, double overdue_ms = 0) const;

    // The sites with their servers, and what route policies are shown of them.
    const std::vector<ReadySite>& sites() const { return sites_; }
    std::span<const SiteView> site_views() const { return site_views_; }
    bool has_sites() const { return !world_.sites.empty(); }
    // The servers of the first site.
    const ReadyServers& servers() const { return sites_.front().servers(); }

    // Whether this world reads the tape's draws for creation times; for execution times.
    bool draws_arrivals() const;
    bool draws_execution() const;

  private:
    World world_;
    ReadyWorkloads workloads_;
    ReadyPool models_;
    ReadyNetworks network_;
    ReadyPhones phones_;
    double ensemble_gain_ = 0;
    std::optional<ReadyPictures> pictures_;
    std::optional<ReadyCorrectness> correctness_;
    bool downlink_is_known_;
    ReadyClasses classes_;
    std::vector<ReadySite> sites_;
    std::vector<SiteView> site_views_;
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
