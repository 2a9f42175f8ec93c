// Sites: places that have servers. Beyond its phone's network each request takes the round trip of
// the site to which it is sent, half of it on each way. A world without sites has one here, at no
// distance and without a name, for its servers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/ready_servers.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

struct World;

inline constexpr size_t most_sites = 1024;

struct Site {
    std::string name;
    Law round_trip = Constant{0};
    std::vector<std::string> models{};  // that are there; empty: all
    std::optional<Servers> servers{};   // none: servers are unlimited
};

const Object& describe(Tag<Site>);

// What is wrong with the sites taken together.
std::vector<Problem> wrong_sites(const World& world);

class ReadySite {
  public:
    // described: the description of `models`.
    ReadySite(const Site& site, const ModelPool& described, const ReadyPool& models);

    const Site& described() const { return site_; }
    const ReadyServers& servers() const { return servers_; }
    // By model of the pool, whether it is there; empty: all are.
    const std::vector<bool>& which() const { return which_; }
    bool has(uint16_t model) const { return which_.empty() || which_[model]; }
    // The models that are there, the most accurate in truth first.
    std::span<const uint16_t> by_accuracy() const { return by_accuracy_; }
    // The belief about each model that is there.
    const std::vector<ModelBelief>& beliefs() const { return beliefs_; }
    Duration round_trip(double uniform) const {
        return Duration::from_ms(round_trip_.quantile(uniform));
    }

  private:
    Site site_;
    ReadyServers servers_;
    std::vector<bool> which_;
    std::vector<uint16_t> by_accuracy_;
    std::vector<ModelBelief> beliefs_;
    Sampler round_trip_;
};

// The sites of a world: one without a name if it describes none.
std::vector<ReadySite> ready_sites(const World& world, const ReadyPool& models);
// What route policies are shown of the sites.
std::vector<SiteView> views_of(const std::vector<ReadySite>& sites);
// The number of kinds of servers at the sites before this one.
size_t kinds_before(const std::vector<ReadySite>& sites, size_t site);
// The belief about each model, at the site where it is believed to be fastest.
std::vector<ModelBelief> fastest_beliefs(const std::vector<ReadySite>& sites);

// A round trip to a site, one way after the other.
struct SiteTrip {
    Duration out;
    Duration back;
};

// The round trips to all sites that requests of a run would take. They are drawn by request,
// attempt and site, so that a further site leaves those of all others as they were.
class SiteTrips {
  public:
    // Requires that the sites outlive the trips.
    SiteTrips(const std::vector<ReadySite>& sites, uint64_t seed, uint32_t replication)
        : sites_(sites), seed_(seed), replication_(replication), first_(sites.size()) {}

    SiteTrip of(size_t site, const RequestAddress& request, uint32_t attempt) {
        if (attempt > 0) return drawn(site, request, attempt);
        if (!known_ || request.index != of_.index || request.source != of_.source) draw(request);
        return first_[site];
    }

  private:
    SiteTrip drawn(size_t site, const RequestAddress& request, uint32_t attempt) const;
    void draw(const RequestAddress& request);

    const std::vector<ReadySite>& sites_;
    uint64_t seed_;
    uint32_t replication_;
    bool known_ = false;
    RequestAddress of_;            // the request whose first attempt's trips are in first_
    std::vector<SiteTrip> first_;  // by site
};

}  // namespace mdisim
