#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/random.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

void check_threads(int64_t threads, const ModelPool& models) {
    const bool known = std::any_of(models.threads.begin(), models.threads.end(),
                                   [&](const auto& t) { return t.threads == threads; });
    if (known || (threads == 1 && models.threads.empty())) return;
    throw UserError("replicas of " + std::to_string(threads) +
                    " threads, and the models' \"threads\" do not say what that takes");
}

// Checks servers of several kinds, and servers that do not run every model.
void check_kinds(const Servers& servers, const ModelPool& models) {
    std::vector<std::string_view> names;
    for (const Model& m : models.list) names.push_back(m.name);
    std::vector<bool> run(names.size());
    bool choosy = false;
    const auto add = [&](const std::vector<std::string>& which) {
        choosy = choosy || !which.empty();
        for (size_t m = 0; m < names.size(); ++m) {
            run[m] = run[m] || which.empty() || contains(which, names[m]);
        }
        for (const std::string& name : which) {
            if (contains(names, name)) continue;
            throw UserError("servers for '" + name + "', which the cloud does not have." +
                            suggestion(name, names));
        }
    };
    add(servers.models);
    for (const FurtherServers& kind : servers.further) {
        add(kind.models);
        check_threads(kind.threads, models);
    }
    for (size_t m = 0; m < names.size(); ++m) {
        if (!run[m]) throw UserError("no servers run '" + std::string(names[m]) + "'");
    }
    if (choosy && servers.lines == LineKind::shared) {
        throw UserError("servers for some \"models\" only need \"lines\": \"by_model\"");
    }
    if (servers.inactive_share && servers.lines == LineKind::shared) {
        throw UserError(
            "'inactive_share' is of servers for some \"models\" each: they need \"lines\": "
            "\"by_model\"");
    }
    if (servers.further.empty()) return;
    if (servers.memory_mb) throw UserError("'memory_mb' is of servers of one kind");
    if (servers.most_replicas) throw UserError("'most_replicas' is of servers of one kind");
}

void check_servers(const Servers& servers, const ModelPool& models, bool fronts) {
    check_threads(servers.threads, models);
    const bool by_model = servers.lines == LineKind::by_model;
    if (by_model && servers.choose_at == ChooseAt::start) {
        throw UserError("a line for each model needs \"choose_at\": \"arrival\"");
    }
    if (servers.batching && servers.choose_at == ChooseAt::arrival && !by_model) {
        throw UserError(
            "a batch runs one model: batching needs \"choose_at\": \"start\" or \"lines\": "
            "\"by_model\"");
    }
    if (servers.batching && fronts) {
        throw UserError("a batch runs whole requests: batching goes without the phone's 'fronts'");
    }
    for (const Model& m : models.list) {
        if (m.memory_mb <= servers.memory_mb.value_or(m.memory_mb)) continue;
        throw UserError("'" + m.name + "' needs more 'memory_mb' than the servers have");
    }
    check_kinds(servers, models);
    if (servers.most_replicas.value_or(servers.replicas) < servers.replicas) {
        throw UserError("'most_replicas' is less than 'replicas'");
    }
}

void check_sites(const World& world) {
    std::vector<Problem> problems = wrong_sites(world);
    if (!problems.empty()) throw UserError(std::move(problems));
    for (const Site& site : world.sites) {
        if (!site.servers) continue;
        ModelPool there = world.models;
        std::erase_if(there.list, [&](const Model& m) {
            return !site.models.empty() && !contains(site.models, m.name);
        });
        try {
            check_servers(*site.servers, there, has_fronts(world));
        } catch (const UserError& error) {
            problems = error.problems();
            for (Problem& problem : problems)
                problem.what = "the site '" + site.name + "': " + problem.what;
            throw UserError(std::move(problems));
        }
        if (site.servers->inactive_share) {
            throw UserError("the site '" + site.name +
                            "': no control policy says which model is active at a site, so "
                            "'inactive_share' does nothing there");
        }
        if (site.servers->most_replicas || site.servers->start_ms > 0) {
            throw UserError("the site '" + site.name +
                            "': no control policy operates a site, so 'most_replicas' and "
                            "'start_ms' do nothing there");
        }
    }
}

void check_retries(const World& world) {
    if (world.pictures) {
        throw UserError("\"retries\" send what a request weighs: they go without \"pictures\"");
    }
    if (has_fronts(world)) {
        throw UserError("\"retries\" send whole requests: they go without a phone's \"fronts\"");
    }
}

void check_correctness(const World& world) {
    std::vector<Problem> problems;
    const bool confidence = world.correctness->confidence.has_value();
    if (largest_gain(world) > 0) {
        problems.push_back({"", "",
                            "with \"correctness\" the gain of combining answers is computed, not "
                            "put in: leave out the phone's 'ensemble_gain' and set "
                            "'correctness.confidence' from 0 to 1"});
    }
    if (confidence && !has_phone_models(world)) {
        problems.push_back({"", "",
                            "'correctness.confidence' combines answers of the cloud and of a "
                            "copy on the phone: it needs a \"phone\" with models"});
    }
    if (confidence && world.series) {
        problems.push_back({"", "", "a \"series\" does not tell combined answers apart"});
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

void check_capacity_bound(const World& world) {
    const bool limited = std::any_of(world.sites.begin(), world.sites.end(),
                                     [](const Site& site) { return site.servers.has_value(); });
    if (!world.servers && !limited) {
        throw UserError("a \"capacity_bound\" counts the cores of \"servers\": there are none");
    }
    if (world.log) {
        throw UserError(
            "a \"capacity_bound\" is of whole runs, and those of a \"log\" are compared by blocks: "
            "leave one of the two out");
    }
}

void check_classes(const World& world) {
    std::vector<Problem> problems = wrong_classes(world.classes);
    int64_t phones = 0;
    const double gain = largest_gain(world);
    const Phone none;
    for (const RequestClass& c : world.classes) {
        phones += c.phones.value_or(world.phones);
        const Phone& phone = c.phone ? *c.phone : world.phone ? *world.phone : none;
        if (phone.ensemble_gain != gain) {
            problems.push_back({"", "",
                                "the phones of the class '" + c.name +
                                    "' have another 'ensemble_gain' than those of other classes: "
                                    "all kinds of phones have the same"});
        }
        if (!c.payload) continue;
        for (const Front& front : phone.fronts) {
            if (front.sent_kb) continue;
            problems.push_back({"", "",
                                "the class '" + c.name + "' has a payload: the front '" +
                                    front.name + "' must say its 'sent_kb'"});
        }
    }
    if (have_own_phones(world.classes) && knows_uses(world)) {
        problems.push_back({"", "",
                            "what phones use besides energy ('libraries', 'idle_use', "
                            "'shrink_use', 'online_use', 'garbage') is known for one kind of "
                            "phones: without classes that have phones of their own"});
    }
    if (have_own_phones(world.classes) && phones >= source_limit) {
        problems.push_back({"", "",
                            "the classes have " + std::to_string(phones) + " phones, more than " +
                                std::to_string(source_limit - 1)});
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

}  // namespace

const Object& describe(Tag<TrialPlan>) {
    static const Object table = object<TrialPlan>(
        "trials",
        "trials of the servers before a run: each model alone, on each arrangement of the cores, "
        "at rising rates",
        {field("requests", &TrialPlan::requests,
               "requests of each trial; the first tenth is not counted")
             .at_least(100)
             .at_most(1e9),
         field("most_load", &TrialPlan::most_load,
               "the highest rate, as a multiple of the model's capacity")
             .above(0),
         field("steps", &TrialPlan::steps, "number of rates, equally spaced up to the highest")
             .at_least(2)
             .at_most(1000),
         field("seed", &TrialPlan::seed, "seed of the trials").at_least(0)});
    return table;
}

const Object& describe(Tag<SeriesRequest>) {
    static const Object table = object<SeriesRequest>(
        "time_series", "results by windows of time, for series.csv, figures and claims over time",
        {field("window_s", &SeriesRequest::window_s,
               "length of a window; there may be 10,000 windows at most")
             .at_least(0.001)
             .at_most(1e6)});
    return table;
}

const Object& describe(Tag<CapacityBoundRequest>) {
    static const Object table = object<CapacityBoundRequest>(
        "capacity_bound",
        "a bound of effective accuracy that counts the servers' cores, by prices of cores over "
        "time; and what a schedule that knows all requests reaches",
        {field("step_ms", &CapacityBoundRequest::step_ms,
               "time for which a price holds; default: half the deadline")
             .above(0),
         field("rounds", &CapacityBoundRequest::rounds,
               "how often prices are improved; more rounds bring the bound closer")
             .at_least(0)
             .at_most(10'000)});
    return table;
}

const Object& describe(Tag<World>) {
    static const Object table = [] {
        Object t = object<World>(
            "world", "everything but the deadline and the policies",
            {field("workload", &World::workload,
                   "when requests are created; default: one a second"),
             field("log", &World::log,
                   "recorded requests that are replayed; without this block, all of them are "
                   "drawn"),
             field("phones", &World::phones,
                   "number of phones; each request comes from one of them, at random")
                 .at_least(1)
                 .at_most(source_limit - 1),
             field("models", &World::models, "the models in the cloud").needed(),
             field("network", &World::network, "the network between phones and servers"),
             field("payload", &World::payload, "the sizes of requests and answers"),
             field("pictures", &World::pictures,
                   "pictures that requests carry and that are shrunk on the phone or in the cloud; "
                   "without this block, none"),
             field("phone", &World::phone, "the phone; without one, nothing can run on it"),
             field("servers", &World::servers, "the servers; without this block, unlimited"),
             field("sites", &World::sites,
                   "places that have servers, each at a distance of its own; in place of "
                   "\"servers\" (default: one place, at no distance)"),
             field("retries", &World::retries,
                   "clients that send a request again if it is not answered in time; without this "
                   "block, none do"),
             field("correctness", &World::correctness,
                   "draws for each request which answers are right; without this block, accuracies "
                   "are means"),
             field("estimator", &World::estimator, "how the servers estimate the network's time"),
             field("beliefs", &World::beliefs,
                   "what policies believe about the models during a run"),
             field("trials", &World::trials,
                   "how servers are tried out before a run, for control policies that use the "
                   "results"),
             field("series", &World::series,
                   "asks for results by windows of time; without this block, none"),
             field("capacity_bound", &World::capacity_bound,
                   "asks for a bound of what the servers' cores allow; without this block, the "
                   "bound is that of no waiting"),
             field("classes", &World::classes,
                   "classes of requests with deadlines of their own (default: all alike)"),
             field("sampling", &World::sampling,
                   "how the requests of a replication draw networks, executions and pictures: "
                   "independently, or stratified, which narrows intervals where no request can "
                   "touch another"),
             field("network_draws", &World::network_draws,
                   "the part of all draws of the network's latency that requests have, such as "
                   "the highest thousandth; `mdisim rare` puts such parts together (default: "
                   "all)")});
        t.validate = [](const void* p) {
            const auto& world = *static_cast<const World*>(p);
            if (world.models.list.empty()) throw UserError("the world needs a model in the cloud");
            if (world.models.list.size() >= no_model) throw UserError("more than 65,534 models");
            if (world.series && largest_gain(world) > 0) {
                throw UserError("a \"series\" does not tell combined answers apart");
            }
            if (world.pictures && has_fronts(world)) {
                throw UserError("\"pictures\" do not go through a phone's \"fronts\"");
            }
            if (world.retries) check_retries(world);
            if (world.correctness) check_correctness(world);
            if (world.beliefs.accuracy_alpha && !world.correctness) {
                throw UserError(
                    "'beliefs.accuracy_alpha' learns from labels, which need \"correctness\"");
            }
            if (world.servers) check_servers(*world.servers, world.models, has_fronts(world));
            check_classes(world);
            if (!world.sites.empty()) check_sites(world);
            if (world.log) check_log(world);
            if (world.capacity_bound) check_capacity_bound(world);
        };
        return t;
    }();
    return table;
}

}  // namespace mdisim
