// What the program warns of: numbers in another unit, and servers asked for more than they can do.
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

// A server that takes 100 ms, asked 20 times a second by one policy's model; 1 ms by another's.
std::string overloaded(const TemporaryFolder& folder, const std::string& more = "") {
    return folder.write("overloaded.json", R"({"version": 1, "requests": 2000, "replications": 4,
        "sla_ms": 250, "workload": {"kind": "poisson", "rate_per_s": 20},
        "models": {"list": [{"name": "slow", "accuracy": 0.9, "mean_ms": 100},
                            {"name": "quick", "accuracy": 0.5, "mean_ms": 1}]},
        "servers": {"replicas": 1}, "policies": ["most_accurate", "fastest"])" +
                                               more + "}");
}

TEST_CASE("a policy that asks twice what the servers can do is warned of, the other is not",
          "[app][warnings]") {
    const TemporaryFolder folder;
    const Ended ended =
        run_program({"run", overloaded(folder), "--no-figures", "--out", folder.path("results")});
    CAPTURE(ended.err);
    CHECK(ended.code == 0);
    const size_t at = ended.err.find("warning: most accurate: work arrives at ");
    REQUIRE(at != std::string::npos);
    const double times = std::stod(ended.err.substr(ended.err.find(" at ", at) + 4));
    CHECK(times == Approx(2).epsilon(0.05));
    CHECK(times_in(ended.err, "warning:") == 1);
    CHECK_THAT(ended.err, Catch::Contains("means depend on the length of the run"));
    CHECK_THAT(read_text(folder.path("results/manifest.json")),
               Catch::Contains("\"most accurate: work arrives at"));

    const Ended report = run_program({"report", folder.path("results")});
    CHECK(report.code == 0);
    CHECK_THAT(read_text(folder.path("results/report.html")),
               Catch::Contains("most accurate: work arrives at"));
}

TEST_CASE("policies to which the same happens are warned of in one line", "[app][warnings]") {
    const TemporaryFolder folder;
    const Ended ended =
        run_program({"run", overloaded(folder), "--set",
                     R"(policies=[{"name": "one", "select": "most_accurate"}, "fastest",
                      {"name": "two", "select": "most_accurate"},
                      {"name": "three", "select": "most_accurate"}])",
                     "--no-figures", "--out", folder.path("results")});
    CAPTURE(ended.err);
    CHECK(ended.code == 0);
    CHECK(times_in(ended.err, "warning:") == 1);
    CHECK_THAT(ended.err, Catch::Contains("warning: one, two, three: work arrives at "));
}

TEST_CASE("a line that cannot grow is not warned of", "[app][warnings]") {
    const TemporaryFolder folder;
    const Ended ended = run_program({"run", overloaded(folder), "--set", "servers.waiting_room=5",
                                     "--no-figures", "--out", folder.path("results")});
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
}

TEST_CASE("over a sweep one line says at how many points and where most", "[app][warnings]") {
    const TemporaryFolder folder;
    const Ended ended =
        run_program({"run", overloaded(folder), "--over", "workload.rate_per_s=2,20,40",
                     "--no-figures", "--out", folder.path("results")});
    CAPTURE(ended.err);
    CHECK(times_in(ended.err, "warning:") == 1);
    CHECK_THAT(ended.err, Catch::Contains("at 2 of 3 points (most at workload.rate_per_s = 40)"));
}

TEST_CASE("numbers in another unit are read with a warning that names their place",
          "[app][warnings]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("seconds.json", R"({"version": 1, "sla_ms": 0.25,
        "requests": 100,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "network": {"kind": "latency", "cv": 70,
                    "latency": {"kind": "truncated_normal", "mean_ms": 50, "sd_ms": 25}},
        "policies": ["fastest"]})");
    const Ended ended = run_program({"validate", file});
    CAPTURE(ended.err);
    CHECK(ended.code == 0);
    CHECK_THAT(ended.err, Catch::Contains(file + ":1:26: warning: 'sla_ms' is 0.25 milliseconds, "
                                                 "which is unusual: 1 to 3600000 is expected "
                                                 "[/sla_ms]"));
    CHECK_THAT(ended.err, Catch::Contains("'cv' is 70 (a ratio such as 0.7, not per cent)"));
    CHECK(times_in(ended.err, "warning:") == 2);

    const Ended swept = run_program(
        {"validate", file, "--set", "network.cv=0.5", "--over", "sla_ms=0,0.1,0.2,100"});
    CAPTURE(swept.err);
    CHECK(times_in(swept.err, "warning:") == 1);
    CHECK_THAT(swept.err, Catch::Contains("so is 1 other value of it"));
}

TEST_CASE("one point is no points", "[app][warnings]") {
    const TemporaryFolder folder;
    const std::string file = overloaded(folder);
    CHECK(run_program({"validate", file}).out == file + ": ok, 1 point\n");
    CHECK(run_program({"validate", file, "--over", "sla_ms=1,2"}).out == file + ": ok, 2 points\n");
}

TEST_CASE("no scenario of the repository has a number that is warned of", "[app][warnings]") {
    std::vector<std::string> words = {"validate"};
    for (const std::string& file : files_below("scenarios", ".json")) words.push_back(file);
    REQUIRE(words.size() > 50);
    const Ended ended = run_program(words);
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
}

}  // namespace
}  // namespace mdisim
