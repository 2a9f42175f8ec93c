// Laws of how things look and are called in the figures of every scenario. A new scenario is picked
// up by itself: nothing is listed here.
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "sim/decide/combination.hpp"
#include "sim/measure/grading.hpp"
#include "sim/report/looks/known_looks.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/looks/shades.hpp"
#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/sweep.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

struct Shown {
    std::string name;
    std::shared_ptr<const Scenario> scenario;
    std::vector<Combination> policies;
    std::vector<Look> looks;
};

std::vector<Shown> every_scenario() {
    std::vector<Shown> all;
    for (const std::string& file : testing::files_below("scenarios", ".json")) {
        Shown shown;
        shown.name = file;
        shown.scenario = std::make_shared<Scenario>(Scenario::load(shown.name));
        shown.policies = shown.scenario->point(0).policies;
        shown.looks = looks_of(shown.policies, shown.scenario->labels());
        all.push_back(std::move(shown));
    }
    REQUIRE(all.size() > 40);
    return all;
}

std::string text_of(const Look& look) {
    return look.colour + ' ' + look.line + ' ' + std::to_string(look.marker);
}

// The looks of the policies that a figure compares.
std::vector<Look> compared_in(const Shown& shown, const Figure& figure) {
    std::vector<Look> looks;
    for (size_t i = 0; i < shown.looks.size(); ++i) {
        if (figure.shows(shown.policies[i].name)) looks.push_back(shown.looks[i]);
    }
    return looks;
}

}  // namespace

TEST_CASE("a policy looks the same in every scenario", "[looks]") {
    std::map<std::string, std::pair<std::string, std::string>> known;  // look and where, by label
    size_t met_again = 0;
    for (const Shown& shown : every_scenario()) {
        for (const Look& look : shown.looks) {
            const auto [at, fresh] = known.try_emplace(look.label, text_of(look), shown.name);
            CAPTURE(look.label, shown.name, at->second.second);
            INFO(
                "a label of several scenarios belongs into the list of "
                "sim/report/looks/known_looks.cpp");
            CHECK(text_of(look) == at->second.first);
            met_again += !fresh;
        }
    }
    CHECK(met_again > 100);
}

TEST_CASE("policies of one scenario look different, lines of one figure without colour too",
          "[looks]") {
    size_t compared = 0;
    for (const Shown& shown : every_scenario()) {
        std::set<std::string> seen;
        for (const Look& look : shown.looks) {
            CAPTURE(shown.name, look.label, text_of(look));
            CHECK(seen.insert(text_of(look)).second);
        }
        for (const Figure& figure : shown.scenario->figures()) {
            if (figure.kind != FigureKind::lines || figure.series != "policy") continue;
            std::set<std::string> kinds;
            for (const Look& look : compared_in(shown, figure)) {
                CAPTURE(shown.name, figure.name, look.label, look.line, look.marker);
                CHECK(kinds.insert(look.line + std::to_string(look.marker)).second);
                ++compared;
            }
        }
    }
    CHECK(compared > 100);
}

TEST_CASE("figures call systems as their papers do", "[looks]") {
    std::set<std::string> titles;
    for (const Shown& shown : every_scenario()) {
        for (const Look& look : shown.looks) {
            CAPTURE(shown.name, look.label);
            titles.insert(look.label);
            for (const char* name : {"modipick", "mdinference", "pieslicer", "model switching"}) {
                CHECK(look.label.find(name) == std::string::npos);
            }
            CHECK(look.label.find('_') == std::string::npos);
        }
    }
    for (const char* title : {"ModiPick", "MDInference", "PieSlicer", "Model-Switching"}) {
        CHECK(titles.contains(title));
    }
}

TEST_CASE("a model has one colour in every scenario, lighter than those of less accurate ones",
          "[looks]") {
    std::map<std::string, std::string> known;
    for (const Shown& shown : every_scenario()) {
        const Grading grading = shown.scenario->point(0).world->grading();
        std::vector<std::pair<double, std::string>> models;
        for (size_t m = 0; m < grading.cloud_names.size(); ++m) {
            models.emplace_back(grading.cloud_accuracy[m], grading.cloud_names[m]);
        }
        std::sort(models.begin(), models.end());
        std::vector<std::string> names;
        for (const auto& [accuracy, name] : models) names.push_back(name);
        const std::vector<std::string> colours = model_colours(names);
        for (size_t m = 0; m < names.size(); ++m) {
            CAPTURE(shown.name, names[m]);
            if (names[m] == "model") continue;  // of validation: one alone, called nothing
            CHECK(known.try_emplace(names[m], colours[m]).first->second == colours[m]);
            if (m > 0) CHECK(contrast(colours[m - 1], "#000000") < contrast(colours[m], "#000000"));
        }
    }
    CHECK(known.size() > 20);
}

TEST_CASE("what moves together in a figure has words of the scenario", "[labels]") {
    size_t zipped = 0;
    for (const Shown& shown : every_scenario()) {
        for (const Axis& axis : shown.scenario->axes()) {
            if (telling_paths(axis).size() < 2) continue;
            for (const Figure& figure : shown.scenario->figures()) {
                const bool drawn = figure.x == axis.name() || figure.series == axis.name() ||
                                   figure.panels == axis.name();
                if (!drawn || (figure.x == axis.name() && !figure.x_label.empty())) continue;
                CAPTURE(shown.name, figure.name, axis.name());
                ++zipped;
                const Labels& labels = shown.scenario->labels();
                REQUIRE(labels.contains(axis.name()));
                CHECK(!labels.at(axis.name()).title.empty());
            }
        }
    }
    CHECK(zipped > 5);
}

}  // namespace mdisim
