// Laws that hold for every policy in every scenario. A new policy or scenario is picked up by
// itself: nothing is listed here.
#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <numeric>
#include <optional>
#include <set>

#include "sim/decide/combination.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/sums.hpp"
#include "sim/measure/tally.hpp"
#include "sim/measure/tally_bytes.hpp"
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

struct Run {
    Cell cell;
    CellResult result;
};

constexpr uint64_t few_requests = 700;  // two whole columns and a part of one

Plan small_plan(const Point& point, uint32_t replication = 1) {
    Plan plan = point.plan(replication);
    plan.requests = std::min<uint64_t>(few_requests, plan.requests);
    plan.warm_up = 5;
    return plan;
}

// Calls law(point, runs of all combinations) at the first, a middle and the last point of each
// scenario.
template <class Law>
void over_all_scenarios(Law law) {
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
            const std::vector<CellResult> results = simulate(cells, small_plan(point));
            std::vector<Run> runs;
            for (size_t c = 0; c < cells.size(); ++c) runs.push_back({cells[c], results[c]});
            law(point, runs);
        }
    }
}

uint64_t answers_in(const Tally& tally, bool on_time) {
    uint64_t sum = 0;
    for (const auto* counts : {&tally.cloud, &tally.phone}) {
        for (const AnswerCount& count : *counts) sum += count.by_time[on_time];
    }
    if (on_time) sum = std::accumulate(tally.combined.begin(), tally.combined.end(), sum);
    return sum;
}

TEST_CASE("every request is answered once or dropped once", "[laws]") {
    over_all_scenarios([](const Point& point, const std::vector<Run>& runs) {
        for (const Run& run : runs) {
            INFO(run.cell.policies.name);
            const Tally& t = run.result.tally;
            CHECK(t.requests == small_plan(point).requests - 5);
            CHECK(answers_in(t, true) == t.on_time);
            CHECK(answers_in(t, true) + answers_in(t, false) + t.dropped == t.requests);
            CHECK(t.latencies.total() == t.requests - t.dropped);
            uint64_t chosen_models = 0;
            for (uint64_t n : t.chosen) chosen_models += n;
            CHECK(chosen_models == t.sent);
            CHECK(t.sent + t.copies >= t.requests);
            CHECK(t.rescued <= t.copies);
        }
    });
}

TEST_CASE("quantiles of latency agree with how many were counted in time", "[laws]") {
    size_t compared = 0;
    over_all_scenarios([&](const Point& point, const std::vector<Run>& runs) {
        for (const Run& run : runs) {
            INFO(run.cell.policies.name);
            const Tally& t = run.result.tally;
            REQUIRE(t.deadlines.known());
            if (t.latencies.total() == 0) continue;
            CHECK(t.latency_quantile(1) <= t.latencies.most());
            if (t.deadlines.shortest != t.deadlines.longest) continue;
            const Duration sla = t.deadlines.longest;
            if (t.classes.empty()) CHECK(sla == Duration::from_ms(point.setting.sla_ms));
            // What the histogram cannot tell is in the deadline's bucket alone.
            const uint64_t answered = t.latencies.total();
            const size_t bucket = Histogram::bucket_of(static_cast<uint64_t>(sla.ns));
            const auto edge = static_cast<int64_t>(Histogram::lower_edge(bucket));
            CHECK(t.on_time <= answered - t.latencies.above(sla));
            if (edge > 0) CHECK(t.on_time >= answered - t.latencies.above({edge - 1}));
            for (double share : {0.25, 0.5, 0.9, 0.95, 0.99, 0.999}) {
                const bool in_time = t.on_time >= t.latencies.rank_of(share);
                CHECK((t.latency_quantile(share) <= sla) == in_time);
                ++compared;
            }
        }
    });
    CHECK(compared > 1000);
}

TEST_CASE("a change of policy leaves the tape identical", "[laws]") {
    over_all_scenarios([](const Point&, const std::vector<Run>& runs) {
        for (const Run& run : runs) {
            INFO(run.cell.policies.name);
            CHECK(run.result.tape == runs.front().result.tape);
        }
    });
}

TEST_CASE("no policy's effective accuracy or attainment is above the bound", "[laws]") {
    over_all_scenarios([](const Point& point, const std::vector<Run>& runs) {
        const Grading grading = point.world->grading();
        const Tally& first = runs.front().result.tally;
        const double bound = bound_accuracy(first, grading);
        for (const Run& run : runs) {
            INFO(run.cell.policies.name);
            const Tally& t = run.result.tally;
            CHECK(bound_accuracy(t, grading) == bound);
            CHECK(effective_accuracy(t, grading) <= bound + 1e-12);
            CHECK(t.bound.requests() == first.bound.requests());
            CHECK(t.on_time <= t.bound.requests());
        }
    });
}

TEST_CASE("the clairvoyant reaches the bound in an open loop without a phone", "[laws]") {
    size_t compared = 0;
    over_all_scenarios([&](const Point& point, const std::vector<Run>& runs) {
        if (point.setting.world.phone) return;
        const Grading grading = point.world->grading();
        for (const Run& run : runs) {
            if (run.cell.policies.name != "clairvoyant") continue;
            if (form_of(run.cell, small_plan(point)) != Form::columns) continue;
            CHECK(effective_accuracy(run.result.tally, grading) ==
                  bound_accuracy(run.result.tally, grading));
            ++compared;
        }
    });
    CHECK(compared > 30);
}

TEST_CASE("the paths and both forms of the event path agree bit for bit", "[laws]") {
    size_t compared = 0;
    size_t in_lines = 0;
    over_all_scenarios([&](const Point& point, const std::vector<Run>& runs) {
        for (const Run& run : runs) {
            Plan plan = small_plan(point);
            const Form form = form_of(run.cell, plan);
            if (form == Form::general) continue;
            const bool simply = form == Form::line;
            INFO(run.cell.policies.name);
            plan.path = Path::events;
            const CellResult general = simulate({&run.cell, 1}, plan).front();
            CHECK(general.tally.fingerprint == run.result.tally.fingerprint);
            CHECK(general.tape == run.result.tape);
            CHECK(general.tally.latency == run.result.tally.latency);
            CHECK(general.tally.network == run.result.tally.network);
            CHECK(general.tally.chosen == run.result.tally.chosen);
            CHECK(general.tally.shrink == run.result.tally.shrink);
            CHECK(general.tally.sent_bytes == run.result.tally.sent_bytes);
            CHECK(general.tally.energy_pj == run.result.tally.energy_pj);
            CHECK(general.tally.cloud == run.result.tally.cloud);
            CHECK(general.tally.phone == run.result.tally.phone);
            CHECK(general.tally.bound.cloud == run.result.tally.bound.cloud);
            CHECK(general.tally.bound.phone == run.result.tally.bound.phone);
            CHECK(general.tally.combined == run.result.tally.combined);
            CHECK(general.tally.bound.combined == run.result.tally.bound.combined);
            CHECK((to_bytes(general.tally) == to_bytes(run.result.tally)));
            ++(simply ? in_lines : compared);
        }
    });
    CHECK(compared > 30);
    CHECK(in_lines > 30);
}

TEST_CASE("runs share no state: alone or in company, again or in reverse", "[laws]") {
    over_all_scenarios([](const Point& point, const std::vector<Run>& runs) {
        std::vector<Cell> reversed;
        for (auto run = runs.rbegin(); run != runs.rend(); ++run) reversed.push_back(run->cell);
        const std::vector<CellResult> again = simulate(reversed, small_plan(point));
        for (size_t c = 0; c < runs.size(); ++c) {
            INFO(runs[c].cell.policies.name);
            const Digest expected = runs[c].result.tally.fingerprint;
            CHECK(again[runs.size() - 1 - c].tally.fingerprint == expected);
            const CellResult alone = simulate({&runs[c].cell, 1}, small_plan(point)).front();
            CHECK(alone.tally.fingerprint == expected);
        }
    });
}

TEST_CASE("replications and seeds are different worlds", "[laws]") {
    size_t compared = 0;
    over_all_scenarios([&](const Point& point, const std::vector<Run>& runs) {
        const Run& any = runs.front();
        const bool random = point.world->draws_arrivals() ||
                            point.world->network().draws_latency() ||
                            point.world->draws_execution();
        if (!random) return;
        Plan other = small_plan(point, 2);
        CHECK(simulate({&any.cell, 1}, other).front().tape != any.result.tape);
        other = small_plan(point);
        ++other.seed;
        CHECK(simulate({&any.cell, 1}, other).front().tape != any.result.tape);
        ++compared;
    });
    CHECK(compared > 30);
}

}  // namespace
}  // namespace mdisim
