#include "sim/judge/policy_laws.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "sim/campaign/campaign.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/campaign/work.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/sums.hpp"
#include "sim/measure/tally.hpp"
#include "sim/measure/tally_bytes.hpp"
#include "sim/metrics/formulas.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/capacity/capacity_bound.hpp"
#include "sim/run/form.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

uint64_t answers_in(const Tally& tally, bool on_time) {
    uint64_t sum = 0;
    for (const auto* counts : {&tally.cloud, &tally.phone}) {
        for (const AnswerCount& count : *counts) sum += count.by_time[on_time];
    }
    if (on_time) sum = std::accumulate(tally.combined.begin(), tally.combined.end(), sum);
    return sum;
}

// What a law says of one result: a sentence, or nothing.
template <class Of>
std::vector<std::string> of_each(const LawCase& given, Of of) {
    std::vector<std::string> broken;
    for (size_t c = 0; c < given.cells.size(); ++c) {
        const std::string what = of(c);
        if (!what.empty()) broken.push_back(given.cells[c].policies.name + ": " + what);
    }
    return broken;
}

std::vector<std::string> answered_once(const LawCase& given) {
    return of_each(given, [&](size_t c) -> std::string {
        const Tally& t = given.results[c].tally;
        const uint64_t in_time = answers_in(t, true);
        if (in_time != t.on_time) return "answers in time are not those that were counted";
        if (in_time + answers_in(t, false) + t.dropped != t.requests ||
            t.latencies.total() != t.requests - t.dropped)
            return "there are not as many answers as requests that were not dropped";
        if (std::accumulate(t.chosen.begin(), t.chosen.end(), uint64_t{0}) != t.sent)
            return "there are not as many choices as requests that were sent";
        if (t.sent + t.copies < t.requests || t.rescued > t.copies)
            return "requests went nowhere, or copies that were not made answered";
        return "";
    });
}

std::vector<std::string> same_tape(const LawCase& given) {
    return of_each(given, [&](size_t c) -> std::string {
        if (given.results[c].tape == given.results.front().tape) return "";
        return "draws other random numbers than " + given.cells.front().policies.name;
    });
}

std::vector<std::string> below_the_bound(const LawCase& given) {
    const Grading grading = given.point.world->grading();
    const double bound = bound_accuracy(given.results.front().tally, grading);
    return of_each(given, [&](size_t c) -> std::string {
        const Tally& t = given.results[c].tally;
        if (bound_accuracy(t, grading) != bound ||
            t.bound.requests() != given.results.front().tally.bound.requests())
            return "has another bound than " + given.cells.front().policies.name;
        constexpr double rounding = 1e-12;
        if (effective_accuracy(t, grading) > bound + rounding)
            return "is more accurate than any decisions can be";
        if (t.on_time > t.bound.requests())
            return "is in time more often than any decisions can be";
        return "";
    });
}

std::vector<std::string> within_the_cores(const LawCase& given) {
    const std::vector<ReadySite>& sites = given.point.world->sites();
    const bool limited = std::any_of(sites.begin(), sites.end(), [](const ReadySite& site) {
        return site.described().servers.has_value();
    });
    if (!limited) return {};
    const Grading grading = given.point.world->grading();
    const CapacityTally cores =
        capacity_bound(*given.point.world, given.cells.front().sla, given.plan);
    if (cores.least > cores.most) return {"a schedule is above the bound of what cores allow"};
    return of_each(given, [&](size_t c) -> std::string {
        const Tally& t = given.results[c].tally;
        const double bound = over(cores.most, t.requests) * CapacityTally::unit;
        constexpr double rounding = 1e-12;
        if (effective_accuracy(t, grading) <= bound + rounding) return "";
        return "is more accurate than the servers' cores allow";
    });
}

std::vector<std::string> same_in_all_forms(const LawCase& given) {
    Plan general = given.plan;
    general.path = Path::events;
    return of_each(given, [&](size_t c) -> std::string {
        if (form_of(given.cells[c], given.plan) == Form::general) return "";
        const CellResult other = simulate({&given.cells[c], 1}, general).front();
        const CellResult& here = given.results[c];
        if (other.tape == here.tape && to_bytes(other.tally) == to_bytes(here.tally)) return "";
        return std::string("has other numbers when it is computed ") + name_of(Form::general) +
               " than " + name_of(form_of(given.cells[c], given.plan));
    });
}

std::vector<std::string> no_shared_state(const LawCase& given) {
    const std::vector<Cell> reversed(given.cells.rbegin(), given.cells.rend());
    const std::vector<CellResult> again = simulate(reversed, given.plan);
    return of_each(given, [&](size_t c) -> std::string {
        const std::string expected = to_bytes(given.results[c].tally);
        if (to_bytes(again[again.size() - 1 - c].tally) != expected)
            return "has other numbers when policies run again in another order";
        if (to_bytes(simulate({&given.cells[c], 1}, given.plan).front().tally) != expected)
            return "has other numbers when it runs alone";
        return "";
    });
}

constexpr PolicyLaw laws[] = {
    {"every request is answered once or dropped once", answered_once},
    {"a policy changes no random number but its own", same_tape},
    {"no policy is above the bound", below_the_bound},
    {"no policy is above what the servers' cores allow", within_the_cores},
    {"all forms of a run have the same numbers", same_in_all_forms},
    {"runs share no state: alone, in company, and again", no_shared_state},
};

Store computed(const Scenario& scenario, unsigned jobs, const Shard& shard = {}) {
    CampaignOptions options;
    options.jobs = jobs;
    options.shard = shard;
    Store store = Store::in_memory();
    run_campaign(scenario, store, options);
    return store;
}

bool same_runs(const CellCursor& at, Store& one, Store& other) {
    const std::vector<StoredRun> a = runs_of(at, one);
    const std::vector<StoredRun> b = runs_of(at, other);
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const StoredRun& x, const StoredRun& y) {
                          return x.tape == y.tape && to_bytes(x.tally) == to_bytes(y.tally);
                      });
}

}  // namespace

std::span<const PolicyLaw> laws_of_policies() { return laws; }

std::vector<std::string> unlike_campaigns(const Scenario& scenario) {
    Store one = computed(scenario, 1);
    Store two = computed(scenario, 2);
    Store whole = computed(scenario, 1, {1, 2});
    Store second = computed(scenario, 1, {2, 2});
    whole.take(second);
    std::vector<std::string> unlike;
    for (CellCursor at(scenario); !at.at_end(); at.next()) {
        const std::string name = cell_name(scenario, at.index().point, at.policies().name);
        if (!same_runs(at, one, two))
            unlike.push_back(name + ": has other numbers with two threads than with one");
        if (are_identified(at.policies()) && !same_runs(at, one, whole))
            unlike.push_back(name + ": has other numbers in shards than as a whole");
    }
    return unlike;
}

}  // namespace mdisim
