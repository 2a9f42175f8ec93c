// Results that another process is writing can be read: nothing that only reads them is refused.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "sim/campaign/store.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using Words = std::vector<std::string>;

constexpr auto judged = R"({"version": 1, "requests": 200, "replications": 3, "sla_ms": 100,
"models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20},
                    {"name": "B", "accuracy": 0.7, "mean_ms": 60}]},
"workload": {"kind": "poisson", "rate_per_s": 20},
"servers": {"replicas": 2}, "trials": {"requests": 300, "steps": 2},
"policies": ["fastest", {"control": "model_switching"}],
"claims": [{"id": "x-1", "paper": "A paper", "says": "few are late", "policy": "fastest",
            "metric": "attainment", "expect": {"least": 0}, "verdict": "reproduced"}]})";

// A folder with a scenario and its results.
struct WithResults {
    TemporaryFolder folder;
    Surroundings around;
    std::string store = folder.path("results/s/store.sqlite");

    WithResults() {
        around.folder = folder.path();
        folder.write("scenarios/s.json", judged);
        REQUIRE(run({"run", "scenarios/s.json", "--no-figures"}).code == 0);
    }
    Ended run(const Words& words) const { return run_program(words, around); }
};

constexpr auto not_stored = "what they lack is computed and not stored";
constexpr auto waits = "waiting for it to end";

}  // namespace

TEST_CASE("what only reads results takes no notice of who writes them", "[app][in_use]") {
    const WithResults place;
    for (const Words& words : std::vector<Words>{{"status", "results/s"},
                                                 {"report", "results/s"},
                                                 {"compare", "results/s", "results/s"},
                                                 {"rerun", "results/s", "0"},
                                                 {"run", "scenarios/s.json", "--dry-run"}}) {
        CAPTURE(words);
        const Ended before = place.run(words);
        CAPTURE(before.err);
        REQUIRE(before.code == 0);
        const Store writer = Store::in_file(place.store);
        const Ended meanwhile = place.run(words);
        CAPTURE(meanwhile.err);
        CHECK(meanwhile.code == 0);
        CHECK(meanwhile.out == before.out);
    }
}

TEST_CASE("what is computed beside results that another process writes is not stored, and is said",
          "[app][in_use]") {
    const WithResults place;
    const Words words = GENERATE(
        values<Words>({{"characterise", "scenarios/s.json", "--set", "trials.steps=3"},
                       {"subset", "scenarios/s.json", "--within", "0.5", "--policy", "fastest"}}));
    CAPTURE(words);
    const uint64_t rows = Store::to_read(place.store).rows();
    Ended meanwhile;
    {
        const Store writer = Store::in_file(place.store);
        meanwhile = place.run(words);
    }
    CAPTURE(meanwhile.err);
    CHECK(meanwhile.code == 0);
    CHECK_THAT(meanwhile.err, Catch::Contains("results/s/store.sqlite: another mdisim") &&
                                  Catch::Contains(not_stored));
    CHECK(Store::to_read(place.store).rows() == rows);
    const Ended alone = place.run(words);
    CHECK(alone.code == 0);
    CHECK(alone.err.empty());
    CHECK(alone.out == meanwhile.out);
    CHECK(Store::to_read(place.store).rows() > rows);
}

TEST_CASE("three characterise at once print the same and end well", "[app][in_use]") {
    const WithResults place;
    const Words words = {"characterise", "scenarios/s.json", "--set", "trials.requests=20000"};
    Child one(words, place.around);
    Child two(words, place.around);
    Child three(words, place.around);
    const Ended first = one.wait();
    CHECK(first.code == 0);
    CHECK(lines_of(first.out).size() > 4);
    for (Child* child : {&two, &three}) {
        const Ended ended = child->wait();
        CAPTURE(ended.err);
        CHECK(ended.code == 0);
        CHECK(ended.out == first.out);
    }
}

TEST_CASE("claims waits for who writes the results it judges, says so, and can be interrupted",
          "[app][in_use]") {
    const WithResults place;
    const Ended before = place.run({"claims"});
    REQUIRE(before.code == 0);
    const bool interrupted = GENERATE(false, true);
    std::optional<Store> writer(Store::in_file(place.store));
    Child claims({"claims"}, place.around);
    for (int i = 0; i < 3000 && claims.said().empty() && !claims.has_ended(); ++i)
        std::this_thread::sleep_for(10ms);
    CHECK_THAT(claims.said(), Catch::Contains(waits));
    std::this_thread::sleep_for(300ms);
    REQUIRE(!claims.has_ended());
    if (interrupted) {
        claims.send(SIGINT);
        CHECK(claims.wait().code == 130);
        return;
    }
    writer.reset();
    const Ended ended = claims.wait();
    CHECK(ended.code == 0);
    CHECK(ended.out == before.out);
    CHECK(lines_of(ended.err).size() == 1);
}

TEST_CASE("a run on results that another process writes is refused, with what to do",
          "[app][in_use]") {
    const WithResults place;
    const Store writer = Store::in_file(place.store);
    const Ended ended = place.run({"run", "scenarios/s.json"});
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, Catch::Contains("another mdisim is writing these results; wait for it, "
                                          "or choose another folder with --out"));
}

}  // namespace mdisim
