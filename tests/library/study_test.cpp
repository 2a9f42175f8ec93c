// Scenarios that a program loads, builds and runs through mdisim/mdisim.hpp.
#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "mdisim/mdisim.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"
#include "tests/library/small_study.hpp"
#include "tests/scenario/least.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

std::string fingerprint_of(const Study& study) { return study.run().fingerprint(); }

}  // namespace

TEST_CASE("the library computes what the program computes, with any jobs", "[library]") {
    const TemporaryFolder folder;
    const Ended ended = small_study_by_program(folder.path("program"));
    REQUIRE(ended.code == 0);
    for (unsigned jobs : {1u, 2u}) {
        RunOptions options;
        options.jobs = jobs;
        const Results results = small_study().run(options);
        CHECK_THAT(ended.out, Catch::Contains("fingerprint " + results.fingerprint() + "\n"));
        CHECK(results.rows().size() == 4);
        CHECK(results.scenario() == "hello/hello");
    }
    CHECK_FALSE(std::filesystem::exists("results"));  // nothing is written unless it is asked for
}

TEST_CASE("a results folder of the library is that of the program", "[library]") {
    const TemporaryFolder folder;
    REQUIRE(small_study_by_program(folder.path("program")).code == 0);
    RunOptions options;
    options.folder = folder.path("library");
    options.command = "a test";
    const Results results = small_study().run(options);
    for (const std::string name : {"metrics.csv", "summary.json", "ledger.json"}) {
        CAPTURE(name);
        CHECK(read_text(folder.path("library/" + name)) ==
              read_text(folder.path("program/" + name)));
    }
    CHECK_THAT(read_text(folder.path("library/manifest.json")), Catch::Contains("a test"));
    const Results read = Results::read(folder.path("program"));
    CHECK(read.fingerprint() == results.fingerprint());
    // The program goes on with the library's folder, and has nothing left to compute.
    const Ended again = small_study_by_program(folder.path("library"));
    CHECK(again.code == 0);
    CHECK_THAT(again.out, Catch::Contains(results.fingerprint()));
    const Lines problems = lines_of(problems_of([&] { Results::read(folder.path("nowhere")); }));
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0], Catch::EndsWith("holds no results: there is no manifest.json in it"));
}

TEST_CASE("a study that is built key by key is the one that is written", "[library]") {
    const Study written = Study::from_text(least_scenario());
    Study built;
    built.set("requests", 5)
        .set("sla_ms", 100.0)
        .set("models.list", R"([{"name": "A", "accuracy": 0.5, "mean_ms": 1},
                                {"name": "B", "accuracy": 0.7, "mean_ms": 9, "sd_ms": 1}])")
        .set("network.kind", "latency")
        .set("network.latency",
             R"({"kind": "normal", "mean_ms": 5, "sd_ms": 1, "below_zero": "cut"})")
        .policies({"fastest"});
    CHECK(fingerprint_of(built) == fingerprint_of(written));
    CHECK(built.text() == written.text());

    // What it says is a scenario again.
    CHECK(fingerprint_of(Study::from_text(built.text())) == fingerprint_of(built));

    // A copy is a study of its own.
    Study other = built;
    other.set("network.latency.mean_ms", 50);
    CHECK(fingerprint_of(other) != fingerprint_of(built));
    CHECK(fingerprint_of(built) == fingerprint_of(written));
}

TEST_CASE("settings of policies that are set can be set", "[library]") {
    const auto study = [] { return Study::from_text(least_scenario()); };
    Study first = study();
    first.policies({R"({"select": {"policy": "modipick", "threshold_ms": 7}})"});
    Study then = study();
    then.policies({"modipick"}).set("policies.modipick.select.threshold_ms", 7);
    CHECK(fingerprint_of(first) == fingerprint_of(then));
    CHECK_THAT(then.text(), Catch::Contains("\"threshold_ms\": 7"));
}

TEST_CASE("values and axes take each other's place", "[library]") {
    const auto labels = [](const Study& study) {
        Lines found;
        for (const Row& row : study.run().rows()) {
            for (const AtAxis& at : row.at()) found.push_back(at.axis + "=" + at.label);
        }
        return found;
    };
    Study study = Study::from_text(least_scenario());
    CHECK(labels(study).empty());
    study.over("sla_ms", range(50, 100, 25));
    CHECK(labels(study) == Lines{"sla_ms=50", "sla_ms=75", "sla_ms=100"});
    study.over("sla_ms", {0.1, 20});
    CHECK(labels(study) == Lines{"sla_ms=0.1", "sla_ms=20"});
    study.set("sla_ms", 30);
    CHECK(labels(study).empty());
    study.over("network.latency", {R"({"label": "near", "kind": "constant", "value_ms": 1})",
                                   R"({"label": "far", "kind": "constant", "value_ms": 60})"});
    CHECK(labels(study) == Lines{"network.latency=near", "network.latency=far"});
    study.set("network.latency", R"({"kind": "constant", "value_ms": 1})").set("requests", "null");
    CHECK_FALSE(study.text().find("\"requests\": 5") != std::string::npos);
}

TEST_CASE("all mistakes of a study are told at once, each with its place", "[library]") {
    const Study study =
        Study::from_text("{\"version\": 1, \"sla_ms\": \"soon\",\n \"modles\": 3}", "mine");
    const Lines lines = lines_of(problems_of([&] { study.check(); }));
    REQUIRE(lines.size() >= 3);
    CHECK_THAT(lines[0], Catch::Contains("a scenario needs 'policies'"));
    bool deadline = false;
    bool misspelt = false;
    for (const std::string& line : lines) {
        deadline = deadline || line.starts_with("mine:1:26: ");
        misspelt = misspelt || (line.starts_with("mine:2:") &&
                                line.find("Did you mean 'models'?") != std::string::npos);
    }
    CAPTURE(lines);
    CHECK(deadline);
    CHECK(misspelt);
    CHECK(lines_of(problems_of([&] { study.run(); })) == lines);

    CHECK(lines_of(problems_of([] { Study::from_text("{", "mine"); })).size() == 1);
    CHECK_THAT(lines_of(problems_of([] { Study::load("hello/helo"); })).at(0),
               Catch::Contains("no scenario of that name") &&
                   Catch::EndsWith("Did you mean 'hello/hello'?"));
    Study wrong = small_study();
    wrong.set("network.nothing", 1);
    CHECK_THAT(lines_of(problems_of([&] { wrong.check(); })).at(0), Catch::Contains("nothing"));
    Study unusual = small_study();
    unusual.set("sla_ms", 0.25);
    CHECK(small_study().warnings().empty());
    CHECK(unusual.warnings().size() == 1);
}

TEST_CASE("a run tells how far it is, and goes on after it was stopped", "[library]") {
    const TemporaryFolder folder;
    RunOptions options;
    options.jobs = 1;
    options.folder = folder.path("out");
    std::atomic<bool> stop = false;
    uint64_t done = 0;
    options.stop = &stop;
    options.progress = [&](const RunProgress& progress) {
        CHECK(progress.requests == 4 * 3 * 300);
        CHECK(progress.requests_done >= done);
        done = progress.requests_done;
        stop = done >= 2 * 4 * 300;  // two of three replications
    };
    CHECK_THROWS_AS(small_study().run(options), Interrupted);
    CHECK(done == 2 * 4 * 300);
    const std::string file = options.folder + "/store.sqlite";
    CHECK(Store::to_read(file).rows() == 2 * 4);  // what was finished is kept

    stop = false;
    options.progress = [&](const RunProgress& progress) { done = progress.requests_done; };
    const Results resumed = small_study().run(options);
    CHECK(done == 4 * 3 * 300);
    CHECK(resumed.fingerprint() == small_study().run().fingerprint());

    options.folder.clear();
    options.progress = [](const RunProgress&) { throw std::runtime_error("enough"); };
    CHECK_THROWS_WITH(small_study().run(options), "enough");
}

TEST_CASE("a folder of another scenario is refused", "[library]") {
    const TemporaryFolder folder;
    RunOptions options;
    options.folder = folder.path("out");
    small_study().run(options);
    const Lines lines =
        lines_of(problems_of([&] { Study::from_text(least_scenario()).run(options); }));
    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines[0], Catch::Contains("holds the results of 'hello/hello', not of 'study'"));
}

TEST_CASE("the library finds what the program finds", "[library][find]") {
    const TemporaryFolder folder;
    const std::string scenario = MDISIM_SOURCE_DIR "/scenarios/validation/mmc.json";
    const Ended ended = run_program({"find",         scenario,
                                     "--set",        "requests=2000",
                                     "--set",        "warm_up_requests=100",
                                     "--set",        "workload.rate_per_s=50",
                                     "--set",        "sla_ms=500",
                                     "--vary",       "servers.replicas=4:12:1",
                                     "--least",      "servers.replicas",
                                     "--so-that",    "waited <= 0.5",
                                     "--no-figures", "--json",
                                     "--out",        folder.path("program")});
    REQUIRE(ended.code == 0);
    const auto asked = [&] {
        return Study::load(scenario)
            .set("requests", 2000)
            .set("warm_up_requests", 100)
            .set("workload.rate_per_s", 50)
            .set("sla_ms", 500);
    };
    const Search search{
        {{"servers.replicas", "4:12:1"}}, {}, {"servers.replicas"}, {"waited <= 0.5"}};
    const auto without_cost = [](std::string document) {
        document.erase(document.find("\"computed\""), 20);
        return document.substr(0, document.find("\"command\""));
    };
    for (unsigned jobs : {1u, 2u}) {
        RunOptions options;
        options.jobs = jobs;
        options.folder = jobs == 1 ? "" : folder.path("library");
        const Found found = asked().find(search, options);
        CHECK(found.meets);
        CHECK(without_cost(found.document) == without_cost(ended.out));
        REQUIRE(found.best.size() == 1);
        CHECK(found.best.front().front().axis == "servers.replicas");
        CHECK_THAT(found.text, Catch::Contains("servers.replicas = " + found.best[0][0].label));
    }
    // What was looked at is in the folder's store.
    RunOptions again;
    again.folder = folder.path("library");
    CHECK_THAT(asked().find(search, again).document, Catch::Contains("\"computed\": 0,"));
    CHECK_THAT(problems_of([&] {
                   asked().find({{}, {"accuracy"}});
               })
                   .front()
                   .what,
               Catch::Contains("needs --vary"));
}

}  // namespace mdisim
