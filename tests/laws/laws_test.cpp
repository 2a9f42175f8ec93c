// Laws that hold for every policy in every scenario, those of sim/judge/policy_laws.hpp among them.
// A new policy or scenario is picked up by itself: nothing is listed here.
#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/judge/policy_laws.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/form.hpp"
#include "sim/run/servers/controller.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/trials/characterise.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"
#include "tests/laws/cells.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

Chosen chosen(Decision decision, const std::string& name) {
    const PolicyEntry* entry = find_policy(decision, name);
    REQUIRE(entry != nullptr);
    return {entry, entry->options.make()};
}

bool fits(const PolicyEntry& control, const ReadyWorld& world) {
    if (!world.described().servers) return false;
    const RecentArrivals none;
    try {
        const std::shared_ptr<void> options = control.options.make();
        control.make<Control>(options.get())->check(first_view(world, 100, none));
    } catch (const UserError&) {
        return false;
    }
    return true;
}

// With more than one model on offer, where the policy can have it so.
std::optional<Chosen> offering_more(const std::string& control) {
    Chosen more = chosen(Decision::control, control);
    for (const Field& f : more.entry->options.fields) {
        if (f.name != "offers") continue;
        std::get<ChoiceSlot>(f.slot(more.options.get()))
            .set(static_cast<size_t>(Offering::and_faster));
        return more;
    }
    return std::nullopt;
}

// Whether measurements of these pictures are something to learn from.
bool trains(const PolicyEntry& preprocess, const ReadyWorld& world) {
    try {
        const std::shared_ptr<void> options = preprocess.options.make();
        preprocess.make<Preprocess>(options.get())->train(measure_pictures(world));
    } catch (const UserError&) {
        return false;
    }
    return true;
}

// Every select policy in the cloud and, with a phone, with a copy; every place policy; where there
// are servers, every control policy that fits them; with pictures every policy of theirs; and with
// sites every route policy.
std::vector<Combination> combinations(const ReadyWorld& world) {
    const bool has_phone = world.phones().most_own_models() > 0;
    const bool has_pictures = world.pictures() != nullptr;
    std::vector<Combination> all;
    const Chosen in_cloud = chosen(Decision::place, "cloud");
    for (const PolicyEntry* entry : all_policies()) {
        const Chosen mine = chosen(entry->decision, entry->name);
        if (entry->decision == Decision::select) {
            all.push_back({entry->name, {in_cloud, mine}});
            if (has_pictures && entry->needs.truth) {
                all.back()[Decision::preprocess] =
                    chosen(Decision::preprocess, "clairvoyant_minimum");
            }
            if (!has_phone) continue;
            all.push_back({entry->name + "+both", {chosen(Decision::place, "both"), mine}});
        } else if (entry->decision == Decision::place && has_phone) {
            all.push_back({entry->name, {mine, chosen(Decision::select, "mdinference")}});
        } else if (entry->decision == Decision::control && fits(*entry, world)) {
            all.push_back({entry->name, {in_cloud, chosen(Decision::select, "mdinference"), mine}});
            if (const auto more = offering_more(entry->name)) {
                all.push_back(all.back());
                all.back().name += ", and faster";
                all.back()[Decision::control] = *more;
            }
        } else if (entry->decision == Decision::route && world.has_sites()) {
            all.push_back({entry->name, {in_cloud, mine, chosen(Decision::select, "mdinference")}});
            if (has_phone)
                all.push_back({entry->name + "+both",
                               {mine, chosen(Decision::select, "mdinference"),
                                chosen(Decision::place, "both")}});
        } else if (entry->decision == Decision::preprocess && has_pictures &&
                   (!entry->needs.learning || trains(*entry, world))) {
            all.push_back({entry->name, {in_cloud, chosen(Decision::select, "mdinference"), mine}});
        }
    }
    return all;
}

constexpr uint64_t few_requests = 700;  // two whole columns and a part of one

Plan small_plan(const Point& point, uint32_t replication = 1) {
    Plan plan = point.plan(replication);
    plan.requests = std::min<uint64_t>(few_requests, plan.requests);
    plan.warm_up = std::min<uint64_t>(5, plan.requests - 1);
    return plan;
}

// Calls law(the cells of all combinations) at the first, a middle and the last point of each
// scenario.
template <class OfCells>
void over_all_scenarios(OfCells law) {
    for (const std::string& file : testing::files_below("scenarios", ".json")) {
        const Scenario scenario = Scenario::load(file);
        const size_t last = scenario.size() - 1;
        for (size_t i : std::set<size_t>{0, last / 2, last}) {
            const Point point = scenario.point(i);
            INFO(scenario_name(file) << ", point " << i);
            std::vector<Cell> cells;
            for (const Combination& c : combinations(*point.world)) {
                cells.push_back(testing::cell_of(point, c));
            }
            const Plan plan = small_plan(point);
            const std::vector<CellResult> results = simulate(cells, plan);
            law(LawCase{point, plan, cells, results});
        }
    }
}

// How often each form computed a cell, and how often each law had something to compare.
struct Counts {
    size_t in_columns = 0;
    size_t in_lines = 0;
    size_t quantiles = 0;
    size_t bounds = 0;
    size_t worlds = 0;
};

void policies_keep_their_laws(const LawCase& given, Counts& counts) {
    for (const PolicyLaw& law : laws_of_policies()) {
        INFO(law.says);
        CHECK(law.broken(given) == std::vector<std::string>{});
    }
    for (size_t c = 0; c < given.cells.size(); ++c) {
        CHECK(given.results[c].tally.requests == given.plan.requests - given.plan.warm_up);
        const Form form = form_of(given.cells[c], given.plan);
        counts.in_columns += form == Form::columns ? 1 : 0;
        counts.in_lines += form == Form::line ? 1 : 0;
    }
}

void quantiles_agree_with_how_many_were_in_time(const LawCase& given, Counts& counts) {
    for (size_t c = 0; c < given.cells.size(); ++c) {
        INFO(given.cells[c].policies.name);
        const Tally& t = given.results[c].tally;
        REQUIRE(t.deadlines.known());
        if (t.latencies.total() == 0) continue;
        CHECK(t.latency_quantile(1) <= t.latencies.most());
        if (t.deadlines.shortest != t.deadlines.longest) continue;
        const Duration sla = t.deadlines.longest;
        if (t.classes.empty()) CHECK(sla == Duration::from_ms(given.point.setting.sla_ms));
        // What the histogram cannot tell is in the deadline's bucket alone.
        const uint64_t answered = t.latencies.total();
        const size_t bucket = Histogram::bucket_of(static_cast<uint64_t>(sla.ns));
        const auto edge = static_cast<int64_t>(Histogram::lower_edge(bucket));
        CHECK(t.on_time <= answered - t.latencies.above(sla));
        if (edge > 0) CHECK(t.on_time >= answered - t.latencies.above({edge - 1}));
        for (double share : {0.25, 0.5, 0.9, 0.95, 0.99, 0.999}) {
            const bool in_time = t.on_time >= t.latencies.rank_of(share);
            CHECK((t.latency_quantile(share) <= sla) == in_time);
            ++counts.quantiles;
        }
    }
}

void clairvoyant_reaches_the_bound_in_an_open_loop(const LawCase& given, Counts& counts) {
    if (given.point.setting.world.phone) return;
    const Grading grading = given.point.world->grading();
    for (size_t c = 0; c < given.cells.size(); ++c) {
        if (given.cells[c].policies.name != "clairvoyant") continue;
        if (form_of(given.cells[c], given.plan) != Form::columns) continue;
        const Tally& tally = given.results[c].tally;
        CHECK(effective_accuracy(tally, grading) == bound_accuracy(tally, grading));
        ++counts.bounds;
    }
}

void replications_and_seeds_are_other_worlds(const LawCase& given, Counts& counts) {
    const ReadyWorld& world = *given.point.world;
    const Cell& any = given.cells.front();
    const Digest tape = given.results.front().tape;
    if (!world.draws_arrivals() && !world.network().draws_latency() && !world.draws_execution())
        return;
    Plan other = small_plan(given.point, 2);
    CHECK(simulate({&any, 1}, other).front().tape != tape);
    other = given.plan;
    ++other.seed;
    CHECK(simulate({&any, 1}, other).front().tape != tape);
    ++counts.worlds;
}

// One walk for all laws: what takes the time is to simulate every policy everywhere.
TEST_CASE("every law holds in every scenario", "[laws]") {
    Counts counts;
    over_all_scenarios([&](const LawCase& given) {
        policies_keep_their_laws(given, counts);
        quantiles_agree_with_how_many_were_in_time(given, counts);
        clairvoyant_reaches_the_bound_in_an_open_loop(given, counts);
        replications_and_seeds_are_other_worlds(given, counts);
    });
    CHECK(counts.in_columns > 30);
    CHECK(counts.in_lines > 30);
    CHECK(counts.quantiles > 1000);
    CHECK(counts.bounds > 30);
    CHECK(counts.worlds > 30);
}

}  // namespace
}  // namespace mdisim
