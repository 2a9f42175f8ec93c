#include "sim/run/form.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <utility>

#include "sim/campaign/cells.hpp"
#include "sim/engine/law.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/world/correctness.hpp"
#include "sim/world/models/beliefs.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/world.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using Change = std::function<void(World&)>;
using Texts = std::vector<std::string>;

World queueing() {
    World world = worlds::plain();
    world.models.family = Family::lognormal;  // times made of shared scores
    world.servers = Servers{};
    return world;
}

Cell changed(World world, const Change& change) {
    change(world);
    return worlds::cell(world, 100, "fastest");
}

const Plan ten = worlds::plan(10);

bool says(const Texts& why, const std::string& words) {
    return std::any_of(why.begin(), why.end(), [&](const std::string& one) {
        return one.find(words) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("requests that cannot touch each other are run by columns", "[form]") {
    const Change changes[] = {[](World&) {},
                              [](World& w) { w.estimator.kind = EstimatorKind::true_value; },
                              [](World& w) { w.phones = 9; },
                              [](World& w) { w.beliefs.alpha = 0.1; },
                              [](World& w) { w.phone->ensemble_gain = 0.01; },
                              [](World& w) { w.correctness = Correctness{}; },
                              [](World& w) { w.models.noise = ExecutionNoise::per_model; }};
    for (const Change& change : changes) {
        const Cell cell = changed(worlds::plain(), change);
        CHECK(form_of(cell, ten) == Form::columns);
        CHECK(why_not_quicker(cell, ten).empty());
    }
}

TEST_CASE("what rules out columns is said", "[form]") {
    const std::pair<Change, const char*> changes[] = {
        {[](World& w) {
             w.servers = Servers{1'000'000, {}, {}, false};
         },
         "by columns: requests wait for servers"},
        {[](World& w) { w.beliefs.kind = BeliefKind::ewma; },
         "by columns: beliefs follow what is measured"},
        {[](World& w) {
             w.correctness = Correctness{};
             w.beliefs.accuracy_alpha = 0.1;
         },
         "by columns: believed accuracies follow labels"},
        {[](World& w) { w.estimator.kind = EstimatorKind::past_mean; },
         "by columns: the estimate of the network remembers earlier requests"},
        {[](World& w) { w.estimator.kind = EstimatorKind::ewma; }, "remembers"},
        {[](World& w) { w.estimator.kind = EstimatorKind::twice_downlink; }, "remembers"},
        {[](World& w) { w.retries = Retries{}; }, "by columns: clients send again"}};
    for (const auto& [change, words] : changes) {
        const Cell cell = changed(worlds::plain(), change);
        CAPTURE(words);
        CHECK(form_of(cell, ten) != Form::columns);
        CHECK(says(why_not_quicker(cell, ten), words));
    }
}

TEST_CASE("requests that can only wait are run as one line", "[form]") {
    const Cell cell = changed(queueing(), [](World&) {});
    CHECK(form_of(cell, ten) == Form::line);
    CHECK(why_not_quicker(cell, ten) == Texts{"by columns: requests wait for servers"});
}

TEST_CASE("a policy at a point where a quicker form does not ask rules that form out", "[form]") {
    const std::map<std::string, Form> quickest = {{"preprocess", Form::columns},
                                                  {"place", Form::columns},
                                                  {"select", Form::columns},
                                                  {"control", Form::line}};
    for (const DecisionPoint& point : decision_points) {
        const bool queues = point.decision == Decision::control;
        Cell cell = changed(queues ? queueing() : worlds::plain(), [](World&) {});
        for (const PolicyEntry* entry : all_policies()) {
            if (entry->decision != point.decision || entry->needs.learning) continue;
            cell.policies[point.decision] = {entry, entry->options.make()};
        }
        const std::string name(point.name);
        CAPTURE(name);
        const auto at = quickest.find(name);
        CHECK(form_of(cell, ten) == (at == quickest.end() ? Form::general : at->second));
        CHECK(says(why_not_quicker(cell, ten), "by columns: a policy is asked to " + name) ==
              (at == quickest.end() || at->second != Form::columns));
    }
}

TEST_CASE("what rules out one line is said", "[form]") {
    const std::pair<Change, const char*> changes[] = {
        {[](World& w) { w.servers->further = {FurtherServers{}}; },
         "as one line: there are servers of several kinds"},
        {[](World& w) { w.servers->models = {"tiny"}; },
         "as one line: servers run some of the models"},
        {[](World& w) {
             w.servers->batching = Batching{4, 1, 1};
         },
         "as one line: requests run in batches"},
        {[](World& w) { w.servers->lines = LineKind::by_model; },
         "as one line: each model has a line of its own"},
        {[](World& w) { w.servers->memory_mb = 100; }, "servers load models into memory"},
        {[](World& w) { w.models.noise = ExecutionNoise::per_model; },
         "as one line: models have noise of their own"},
        {[](World& w) { w.phone->ensemble_gain = 0.01; }, "as one line: answers are combined"},
        {[](World& w) { w.correctness = Correctness{}; },
         "as one line: answers are right or wrong, request by request"},
        {[](World& w) { w.series = SeriesRequest{}; }, "as one line: a time series is kept"}};
    for (const auto& [change, words] : changes) {
        const Cell cell = changed(queueing(), change);
        CAPTURE(words);
        CHECK(form_of(cell, ten) == Form::general);
        CHECK(says(why_not_quicker(cell, ten), words));
        CHECK(says(why_not_quicker(cell, ten), "by columns: requests wait for servers"));
    }
}

TEST_CASE("every scenario says why its cells are not computed in a quicker form", "[form]") {
    std::map<Form, size_t> cells;
    for (const std::string& file : testing::files_below("scenarios", ".json")) {
        const Scenario scenario = Scenario::load(file);
        for (CellCursor at(scenario); !at.at_end(); at.next()) {
            const Cell cell = at.cell();
            const Plan plan = at.plan(Path::automatic);
            const Form form = form_of(cell, plan);
            const Texts why = why_not_quicker(cell, plan);
            CAPTURE(file, at.policies().name);
            const auto begins = [&](Form quicker) {
                return says(why, std::string(name_of(quicker)) + ": ");
            };
            CHECK(begins(Form::columns) == (form != Form::columns));
            CHECK(begins(Form::line) == (form == Form::general));
            ++cells[form];
        }
    }
    for (const Form form : {Form::columns, Form::line, Form::general}) CHECK(cells[form] > 50);
}

TEST_CASE("the plan may ask for the general form", "[form]") {
    for (const World& world : {worlds::plain(), queueing()}) {
        const Cell cell = changed(world, [](World&) {});
        Plan plan = ten;
        plan.path = Path::events;
        CHECK(form_of(cell, plan) == Form::general);
        CHECK(says(why_not_quicker(cell, plan), "the general form was asked for"));
    }
}

}  // namespace mdisim
