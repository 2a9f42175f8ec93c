// Right and wrong answers in whole runs: they agree with the means that accuracies give, in every
// form, and show what means cannot: what two answers are worth together, and what an exit leaves.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/math.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/right_tally.hpp"
#include "sim/measure/tally.hpp"
#include "sim/measure/tally_bytes.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/form.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/correctness.hpp"
#include "sim/world/models/beliefs.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

constexpr uint64_t enough = 20'000;

World graded_world() {
    World world = worlds::plain();
    world.correctness = Correctness{};
    return world;
}

World choosing_world(double confidence) {
    World world = graded_world();
    world.correctness->confidence = confidence;
    return world;
}

Tally graded_run(const World& world, const std::string& select, const std::string& place = "both",
                 Path path = Path::automatic, double sla_ms = 120) {
    const Cell cell = worlds::cell(world, sla_ms, select, place);
    Plan plan = worlds::plan(enough);
    plan.path = path;
    return simulate({&cell, 1}, plan).front().tally;
}

double right_in_time(const Tally& t) {
    return static_cast<double>(t.rights->in_time) / static_cast<double>(t.requests);
}

// Four standard errors of a share of the requests of a run.
double four_errors_of_run(double share) { return 4 * std::sqrt(share * (1 - share) / enough); }

}  // namespace

TEST_CASE("right answers in time are as many as effective accuracy says", "[correctness]") {
    const World world = graded_world();
    const Grading grading = ReadyWorld(world).grading();
    for (const char* select : {"mdinference", "modipick", "pure_random", "fastest"}) {
        for (const char* place : {"cloud", "both", "phone"}) {
            const Tally t = graded_run(world, select, place);
            const double expected = effective_accuracy(t, grading);
            CAPTURE(select, place);
            CHECK(std::abs(right_in_time(t) - expected) < four_errors_of_run(expected));
        }
    }
}

TEST_CASE("every form finds the same answers right", "[correctness]") {
    for (const World& world : {graded_world(), choosing_world(0.8)}) {
        for (const char* select : {"mdinference", "modipick", "clairvoyant"}) {
            const Tally columns = graded_run(world, select);
            const Tally events = graded_run(world, select, "both", Path::events);
            CHECK(to_bytes(columns) == to_bytes(events));
            CHECK(columns.rights->right > 0);
        }
    }
}

TEST_CASE("nothing else changes where answers are right or wrong", "[correctness]") {
    const Tally drawn = graded_run(graded_world(), "mdinference");
    Tally means = graded_run(worlds::plain(), "mdinference");
    CHECK_FALSE(means.rights);
    CHECK(drawn.fingerprint != means.fingerprint);
    means.rights = drawn.rights;
    means.fingerprint = drawn.fingerprint;
    CHECK(to_bytes(drawn) == to_bytes(means));
}

TEST_CASE("what is right does not depend on the policy, on waiting or on sending again",
          "[correctness]") {
    World busy = graded_world();
    busy.workload = PoissonWorkload{15};
    busy.servers = Servers{};
    busy.retries = Retries{};
    busy.retries->timeout_ms = 60;
    std::vector<uint64_t> all(500);
    std::iota(all.begin(), all.end(), uint64_t{0});
    const auto records = [&](const World& world, const char* select) {
        Observer observer(all);
        Plan plan = worlds::plan(all.size());
        plan.observer = &observer;
        const Cell cell = worlds::cell(world, 120, select, "both");
        simulate({&cell, 1}, plan);
        return observer.take();
    };
    const std::vector<Record> usual = records(graded_world(), "mdinference");
    size_t alike = 0;
    for (const std::vector<Record>& other :
         {records(graded_world(), "pure_random"), records(busy, "mdinference")}) {
        for (size_t i = 0; i < all.size(); ++i) {
            const Outcome& a = usual[i].outcome;
            const Outcome& b = other[i].outcome;
            CHECK(a.rights.phone == b.rights.phone);
            if (!a.executed || !b.executed || a.model != b.model) continue;
            CHECK(a.rights.cloud == b.rights.cloud);
            ++alike;
        }
    }
    CHECK(alike > 300);
}

TEST_CASE("a class has right answers of its own", "[correctness]") {
    World world = graded_world();
    for (const char* name : {"one", "other"}) {
        RequestClass c{name};
        c.share = 0.5;
        world.classes.push_back(c);
    }
    const Tally t = graded_run(world, "mdinference");
    REQUIRE(t.classes.size() == 2);
    RightTally sum = *t.classes[0].rights;
    CHECK(sum.right > 0);
    sum.right += t.classes[1].rights->right;
    sum.in_time += t.classes[1].rights->in_time;
    CHECK(sum.right == t.rights->right);
    CHECK(sum.in_time == t.rights->in_time);
}

TEST_CASE("the gain of combining is computed: it agrees with its mean and stays below the bound",
          "[correctness]") {
    double last = 0;
    for (const double confidence : {0.0, 0.5, 0.9, 1.0}) {
        const World world = choosing_world(confidence);
        const Grading grading = ReadyWorld(world).grading();
        for (const char* select : {"mdinference", "pure_random", "clairvoyant"}) {
            const Tally t = graded_run(world, select);
            const double expected = effective_accuracy(t, grading);
            CAPTURE(confidence, select);
            CHECK(std::abs(right_in_time(t) - expected) < four_errors_of_run(expected));
            CHECK(expected <= bound_accuracy(t, grading) + 1e-12);
            CHECK(t.rights->combined.requests() > enough / 3);
        }
        const Tally t = graded_run(world, "mdinference");
        CHECK(effective_accuracy(t, grading) >= last);
        last = effective_accuracy(t, grading);
        const PairTally& pairs = t.rights->combined;
        const uint64_t either = pairs.both + pairs.cloud + pairs.phone;
        CHECK((confidence == 1 ? t.rights->combined_right == either
                               : t.rights->combined_right < either));
    }
}

TEST_CASE("without confidence, combining is using the more accurate answer", "[correctness]") {
    const World world = choosing_world(0);
    const Grading grading = ReadyWorld(world).grading();
    const World apart = graded_world();
    const Tally together = graded_run(world, "mdinference");
    CHECK(effective_accuracy(together, grading) ==
          Approx(effective_accuracy(graded_run(apart, "mdinference"), ReadyWorld(apart).grading()))
              .epsilon(1e-9));
}

TEST_CASE("an early exit leaves the hard requests to the cloud", "[correctness]") {
    World world = graded_world();
    Front front;
    front.name = "exit";
    front.mean_ms = 5;
    front.exit_share = 0.4;
    front.exit_accuracy = 0.9;
    world.phone->fronts = {front};
    world.models.list = {worlds::model("only", 0.75, 10, 1)};
    const Grading grading = ReadyWorld(world).grading();
    const double loading = world.correctness->loading;
    const double easy = both_below(normal_quantile(0.75), normal_quantile(0.4), loading * loading);
    for (const Path path : {Path::automatic, Path::events}) {
        const Tally t = graded_run(world, "fastest", "early_exit", path, 1e6);
        CHECK(t.on_time == t.requests);
        const double expected = 0.4 * 0.9 + 0.75 - easy;
        CHECK(std::abs(right_in_time(t) - expected) < four_errors_of_run(expected));
        CHECK(effective_accuracy(t, grading) > expected + 0.08);
    }
    // An exit that does not see the difficulty takes the same requests as without correctness.
    world.phone->fronts[0].loading = 0;
    World means = world;
    means.correctness.reset();
    const Tally blind = graded_run(world, "fastest", "early_exit");
    CHECK(blind.sent == graded_run(means, "fastest", "early_exit").sent);
    CHECK(blind.energy_pj == graded_run(means, "fastest", "early_exit").energy_pj);
}

TEST_CASE("an exit that is more accurate than every pair is within the domain of accuracies",
          "[correctness]") {
    World world = choosing_world(0.5);
    Front front;
    front.name = "exit";
    front.mean_ms = 5;
    front.exit_share = 0.999;
    front.exit_accuracy = 0.99;
    world.phone->fronts = {front};
    const Grading grading = ReadyWorld(world).grading();
    const Tally t = graded_run(world, "fastest", "early_exit");
    const std::vector<Metric> metrics = summarise({t, t}, grading);
    const Metric& m = metrics.at(metric_index(metric_infos(grading), "aggregate_accuracy"));
    CHECK(m.interval.mean > 0.98);
    CHECK(m.domain.most >= 0.99);
}

TEST_CASE("labels tell the accuracy of models, and correct a wrong belief", "[correctness]") {
    World world = graded_world();
    world.models.list[4].belief = Belief{110, 4, 0.3};  // "large" is right at 0.82
    world.models.list[2].belief = Belief{30, 6, 0.97};  // "middle" is right at 0.74
    const Tally labelled = graded_run(world, "pure_random", "cloud");
    for (size_t m = 0; m < world.models.list.size(); ++m) {
        const LabelCount& count = labelled.rights->labels[m];
        const double share = static_cast<double>(count.right) / static_cast<double>(count.labels);
        const double truth = world.models.list[m].accuracy;
        CHECK(std::abs(share - truth) <
              4 * std::sqrt(truth * (1 - truth) / static_cast<double>(count.labels)));
    }
    // Every model is in time.
    const auto chosen = [&](const World& w) {
        return graded_run(w, "most_accurate", "cloud", Path::automatic, 1e6).chosen;
    };
    const std::vector<uint64_t> fixed = chosen(world);
    CHECK(fixed[2] == enough);
    World learns = world;
    learns.beliefs.accuracy_alpha = 0.02;
    CHECK(chosen(learns)[2] < enough / 2);
    World unlabelled = learns;
    unlabelled.correctness->labels.share = 0;
    CHECK(chosen(unlabelled) == fixed);
    World late = learns;
    late.correctness->labels.delay_s = 3600;
    CHECK(chosen(late)[2] > chosen(learns)[2] + 3000);
}

TEST_CASE("a world says what does not go with right and wrong answers", "[correctness]") {
    const auto wrong = [](const World& world) -> std::string {
        try {
            describe(Tag<World>{}).validate(&world);
        } catch (const UserError& error) {
            return error.what();
        }
        return "";
    };
    CHECK(wrong(choosing_world(1)).empty());
    World gain = graded_world();
    gain.phone->ensemble_gain = 0.1;
    CHECK_THAT(wrong(gain), Catch::Contains("correctness.confidence"));
    World phoneless = choosing_world(1);
    phoneless.phone.reset();
    phoneless.series = SeriesRequest{};
    CHECK_THAT(wrong(phoneless), Catch::Contains("needs a \"phone\"") && Catch::Contains("series"));
    World deaf = worlds::plain();
    deaf.beliefs.accuracy_alpha = 0.1;
    CHECK_THAT(wrong(deaf), Catch::Contains("labels"));
}

}  // namespace mdisim
