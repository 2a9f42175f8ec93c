#include "sim/world/sites.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "sim/describe/words.hpp"
#include "sim/engine/law_fields.hpp"
#include "sim/engine/random.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// An attempt's number is below this.
constexpr uint32_t attempts_limit = 32;

std::vector<uint16_t> those_at(const ReadySite& site, std::span<const uint16_t> models) {
    std::vector<uint16_t> list;
    std::copy_if(models.begin(), models.end(), std::back_inserter(list),
                 [&](uint16_t model) { return site.has(model); });
    return list;
}

// What a world of sites cannot have beside them.
void add_conflicts(const World& world, std::vector<Problem>& problems) {
    const auto tell = [&](bool conflict, const char* what) {
        if (conflict) problems.push_back({"", "", what});
    };
    tell(world.servers.has_value(),
         "with \"sites\" each site says its own 'servers': move the block \"servers\" into one");
    tell(world.series.has_value(),
         "a \"series\" watches one line of servers: it goes without "
         "\"sites\"");
    tell(world.log.has_value(),
         "a \"log\" does not say to which site its requests went: it goes without \"sites\"");
    const bool some = std::any_of(world.sites.begin(), world.sites.end(),
                                  [](const Site& site) { return !site.models.empty(); });
    tell(some && has_fronts(world),
         "a phone's \"fronts\" need every model at every site: leave out the sites' 'models'");
}

}  // namespace

const Object& describe(Tag<Site>) {
    static const Object table = [] {
        Object t = object<Site>(
            "site", "a place that has servers, at a distance of its own",
            {field("name", &Site::name, "its name in results, as in sent_to.<name>").needed(),
             law_field("round_trip", &Site::round_trip, "ms",
                       "law of the time to the site and back, beyond the phone's network: half of "
                       "it on each way"),
             field("models", &Site::models, "the models that are there (default: all)"),
             field("servers", &Site::servers, "its servers; without this block, unlimited")});
        t.validate = [](const void* p) {
            const auto& site = *static_cast<const Site*>(p);
            validate(site.round_trip);
            if (site.name.empty()) throw UserError("a site needs a name that is not empty");
            if (!awaits_samples(site.round_trip) && infimum(site.round_trip) < 0) {
                throw UserError("the round trip to the site '" + site.name +
                                "' may be less than zero");
            }
        };
        return t;
    }();
    return table;
}

std::vector<Problem> wrong_sites(const World& world) {
    std::vector<Problem> problems;
    if (world.sites.size() > most_sites) {
        problems.push_back({"", "", "more than " + std::to_string(most_sites) + " sites"});
    }
    std::vector<std::string_view> models;
    for (const Model& m : world.models.list) models.push_back(m.name);
    for (size_t s = 0; s < world.sites.size(); ++s) {
        const Site& site = world.sites[s];
        const auto same = [&](const Site& other) { return other.name == site.name; };
        if (std::any_of(world.sites.begin(), world.sites.begin() + static_cast<int64_t>(s), same)) {
            problems.push_back({"", "", "two sites are called '" + site.name + "'"});
        }
        for (const std::string& name : site.models) {
            if (contains(models, name)) continue;
            problems.push_back({"", "",
                                "the site '" + site.name + "' has '" + name +
                                    "', which is no model of the cloud." +
                                    suggestion(name, models)});
        }
    }
    for (const std::string_view model : models) {
        const bool somewhere = std::any_of(
            world.sites.begin(), world.sites.end(),
            [&](const Site& site) { return site.models.empty() || contains(site.models, model); });
        if (!somewhere)
            problems.push_back({"", "", "no site has the model '" + std::string(model) + "'"});
    }
    add_conflicts(world, problems);
    return problems;
}

ReadySite::ReadySite(const Site& site, const ModelPool& described, const ReadyPool& models)
    : site_(site), servers_(site.servers, described, models), round_trip_(site.round_trip) {
    if (!site.models.empty()) {
        which_.resize(models.size());
        for (size_t m = 0; m < which_.size(); ++m)
            which_[m] = contains(site.models, models.names()[m]);
    }
    by_accuracy_ = those_at(*this, models.by_accuracy());
    for (const ModelBelief& belief : servers_.beliefs()) {
        if (has(belief.model)) beliefs_.push_back(belief);
    }
}

std::vector<ReadySite> ready_sites(const World& world, const ReadyPool& models) {
    std::vector<ReadySite> sites;
    for (const Site& site : world.sites) sites.emplace_back(site, world.models, models);
    if (sites.empty())
        sites.emplace_back(Site{"", Constant{0}, {}, world.servers}, world.models, models);
    return sites;
}

std::vector<SiteView> views_of(const std::vector<ReadySite>& sites) {
    std::vector<SiteView> views;
    for (const ReadySite& site : sites) {
        const Site& described = site.described();
        const std::optional<Servers>& servers = described.servers;
        int64_t replicas = servers ? servers->replicas : 0;
        if (servers) {
            for (const FurtherServers& kind : servers->further) replicas += kind.replicas;
        }
        views.push_back(
            {described.name, mean(described.round_trip), replicas, Offer(site.beliefs())});
    }
    return views;
}

std::vector<ModelBelief> fastest_beliefs(const std::vector<ReadySite>& sites) {
    std::vector<ModelBelief> fastest = sites.front().servers().beliefs();
    std::vector<bool> known(fastest.size());
    for (const ReadySite& site : sites) {
        for (const ModelBelief& belief : site.beliefs()) {
            ModelBelief& best = fastest[belief.model];
            if (!known[belief.model] || belief.mu_ms < best.mu_ms) best = belief;
            known[belief.model] = true;
        }
    }
    return fastest;
}

size_t kinds_before(const std::vector<ReadySite>& sites, size_t site) {
    size_t kinds = 0;
    for (size_t s = 0; s < site; ++s) kinds += sites[s].servers().kinds().size();
    return kinds;
}

SiteTrip SiteTrips::drawn(size_t site, const RequestAddress& request, uint32_t attempt) const {
    const auto block = static_cast<uint32_t>(site) * attempts_limit + attempt;
    const Lanes lanes =
        random_lanes(seed_, {site_draws, block, replication_, request.source, request.index});
    const Duration whole = sites_[site].round_trip(uniform_of(lanes.lane[0]));
    const Duration out{whole.ns / 2};
    return {out, whole - out};
}

void SiteTrips::draw(const RequestAddress& request) {
    for (size_t site = 0; site < first_.size(); ++site) first_[site] = drawn(site, request, 0);
    of_ = request;
    known_ = true;
}

}  // namespace mdisim
