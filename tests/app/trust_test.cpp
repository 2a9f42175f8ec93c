// What lies on a disk is not believed: damaged stores, foreign manifests, targets of every kind.
#include <filesystem>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/campaign/damage.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr auto damage_said = ": some rows are damaged; they count as missing\n";

// A scenario of its own, so that nothing depends on those of the repository.
constexpr auto two_policies = R"({"version": 1, "requests": 40, "replications": 3, "sla_ms": 50,
    "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20},
                        {"name": "B", "accuracy": 0.7, "mean_ms": 60}]},
    "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 9, "sd_ms": 1.2}},
    "policies": ["fastest", "static_greedy"], "sweep": {"sla_ms": [50, 90]},
    "records": {"requests": 2},
    "figures": [{"name": "one", "x": "sla_ms", "y": "attainment"},
                {"name": "all", "kind": "stages", "y": "latency_ms",
                 "policies": ["fastest"], "where": {"sla_ms": 50}},
                {"name": "used", "kind": "areas", "x": "sla_ms", "y": "usage", "panels": "policy"}]
    })";

// A study with its results.
class SmallStudy {
  public:
    SmallStudy() { folder_.write("study.json", two_policies); }
    Ended run(const Words& words) const {
        Surroundings around;
        around.folder = folder_.path();
        around.variables = {"MDISIM_NODE_MODULES=" + folder_.path("none")};
        return run_program(words, around);
    }
    Ended compute(const Words& more = {}) const {
        return run(with({"run", "study.json", "--no-figures", "--out", "r"}, more));
    }
    std::string path(const std::string& name) const { return folder_.path(name); }
    std::string write(const std::string& name, const std::string& text) const {
        return folder_.write(name, text);
    }
    std::string text(const std::string& name) const { return read_text(path(name)); }

  private:
    TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("one flipped bit in a tally changes no result", "[app][trust]") {
    const SmallStudy study;
    const Ended first = study.compute();
    REQUIRE(first.code == 0);
    const std::string metrics = study.text("r/metrics.csv");
    for (int row : {1, 4, 12}) {
        CAPTURE(row);
        DamagedStore(study.path("r/store.sqlite")).flip_bit("tally", row, 2, 6);
        CHECK_THAT(study.run({"status", "r"}).out, Catch::Contains("3 of 4 cells are done"));
        const Ended again = study.compute();
        CHECK(again.code == 0);
        CHECK(again.out == first.out);
        CHECK(again.err == std::string("r/store.sqlite") + damage_said);
        CHECK(study.text("r/metrics.csv") == metrics);
        CHECK(study.compute().err.empty());
    }
}

TEST_CASE("results of a damaged store are shown and merged without what is damaged",
          "[app][trust]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    REQUIRE(study.compute({"--out", "other"}).code == 0);
    DamagedStore(study.path("r/store.sqlite")).flip_bit("tally", 2, 2, 6);
    CHECK_THAT(study.run({"report", "r"}).err,
               Catch::Contains(damage_said) && Catch::Contains("results lack 1 cell;"));
    size_t not_there = 0;
    for (const char* cell : {"0", "1", "2", "3"}) {
        const Ended rerun = study.run({"rerun", "r", cell});
        CHECK(rerun.code == (rerun.err.empty() ? 0 : 3));
        if (rerun.err.empty()) continue;
        CHECK_THAT(rerun.err, Catch::Contains("r/store.sqlite: error: 1 of the 3 replications of "
                                              "this cell are damaged") &&
                                  !Catch::Contains("not finished"));
        ++not_there;
    }
    CHECK(not_there == 1);
    const Ended partly =
        study.run({"run", "study.json", "--no-figures", "--out", "half", "--shard", "1/2"});
    REQUIRE(partly.code == 0);
    size_t unfinished = 0;
    for (const char* cell : {"0", "1", "2", "3"}) {
        const Ended rerun = study.run({"rerun", "half", cell});
        CHECK(rerun.code == 0);
        unfinished += rerun.err.find("not finished") != std::string::npos;
    }
    CHECK(unfinished > 0);
    const Ended merged = study.run({"merge", "r", "--out", "merged"});
    CHECK(merged.code == 1);
    CHECK_THAT(merged.err, Catch::Contains(damage_said) && Catch::Contains("results lack 1 cell;"));
    const Ended both = study.run({"merge", "r", "other", "--out", "both"});
    CHECK(both.code == 0);
    CHECK(study.text("both/metrics.csv") == study.text("other/metrics.csv"));
}

TEST_CASE("rerun compares numbers, not only the fingerprint that stands beside them",
          "[app][trust]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    CHECK(study.run({"rerun", "r", "0"}).code == 0);
    {
        Store store = Store::in_file(study.path("r/store.sqlite"));
        for (const Digest& key : store.keys()) {
            StoredRun run = *store.find(key);
            ++run.tally.on_time;
            store.put(key, run, 1);
        }
    }
    const Ended rerun = study.run({"rerun", "r", "0"});
    CHECK(rerun.code == 3);
    CHECK_THAT(rerun.err, Catch::Contains("numbers differ"));
}

TEST_CASE("results that are not ours are refused by every command that reads them",
          "[app][trust]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    const std::string requests = study.text("r/requests.csv");
    for (const std::string& others :
         {std::string("policy,rescued\nfastest,0\n"), requests + "x\n"}) {
        study.write("r/requests.csv", others);
        const Ended ended = study.run({"report", "r"});
        CHECK(ended.code == 2);
        CHECK_THAT(ended.err, Catch::Contains("r/requests.csv:"));
    }
    study.write("r/requests.csv", requests);
    // What manifests had before figures had files of their own is nothing to them.
    Node earlier = read_document(study.path("r/manifest.json"));
    earlier.set("figures", Node(std::string("anything")));
    study.write("r/manifest.json", dump(earlier, 1));
    CHECK(study.run({"report", "r"}).code == 0);
    study.write("r/manifest.json", R"({"scenario": "study", "resolved": 5})");
    for (const Words& words : {Words{"report", "r"}, {"status", "r"}, {"rerun", "r", "0"}}) {
        const Ended ended = study.run(words);
        CAPTURE(words, ended.err);
        CHECK(ended.code == 2);
        CHECK_THAT(ended.err, Catch::Contains("r/manifest.json"));
    }
}

TEST_CASE("empty words are refused, and nothing is made", "[app][trust]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    const auto refused = [&](const Words& words) {
        const Ended ended = study.run(words);
        CAPTURE(words, ended.err);
        CHECK(ended.code == 2);
        CHECK(lines_of(ended.err).size() == 1);
        CHECK_THAT(ended.err, Catch::Contains("not ''"));
        return ended.err;
    };
    CHECK(refused({"run", "study.json", "--out", ""}) == "--out: error: expected DIR, not ''\n");
    refused({"run", "study.json", "--results", ""});
    refused({"run", "study.json", "--trace", ""});
    refused({"report", "r", "--out", ""});
    refused({"merge", "r", "--out", ""});
    refused({"run", ""});
    CHECK_FALSE(fs::exists(study.path("results")));
}

TEST_CASE("a file in a folder that is missing in one that is missing is refused beforehand",
          "[app][trust]") {
    const SmallStudy study;
    const Ended ended = study.compute({"--trace", "a/b/c.json"});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, Catch::Contains("there is no folder 'a'"));
    CHECK_FALSE(fs::exists(study.path("r")));
    CHECK_FALSE(fs::exists(study.path("a")));
    CHECK(study.compute({"--trace", "a/c.json"}).code == 0);
    CHECK(fs::is_regular_file(study.path("a/c.json")));
}

TEST_CASE("what leads to standard output is printed on, and stays", "[app][trust]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    fs::create_symlink("/proc/self/fd/1", study.path("link"));
    const Ended ended = study.run({"report", "r", "--out", "link"});
    CHECK(ended.code == 0);
    CHECK(fs::is_symlink(study.path("link")));
    CHECK_THAT(ended.out, Catch::StartsWith("<!DOCTYPE html>") && Catch::EndsWith("</html>\n"));
}

TEST_CASE("results of another file that is called the same are refused, with what to do",
          "[app][trust]") {
    const SmallStudy study;
    const std::string other =
        std::string(two_policies).replace(std::string(two_policies).find("40"), 2, "50");
    study.write("x/a.json", two_policies);
    study.write("y/a.json", other);
    const auto run = [&](const std::string& file, const std::string& folder) {
        Surroundings around;
        around.folder = folder;
        return run_program({"run", file, "--no-figures", "--results", study.path("results")},
                           around);
    };
    REQUIRE(run("x/a.json", study.path("")).code == 0);
    const std::string metrics = study.text("results/a/metrics.csv");
    const Ended refused = run("y/a.json", study.path(""));
    CHECK(refused.code == 2);
    CHECK(lines_of(refused.err).size() == 1);
    CHECK_THAT(refused.err, Catch::Contains("'x/a.json'") && Catch::Contains("'y/a.json'") &&
                                Catch::Contains("--out"));
    CHECK(study.text("results/a/metrics.csv") == metrics);
    // The same file is welcome from another folder, and after an edit.
    CHECK(run("a.json", study.path("x")).err.empty());
    study.write("x/a.json", other);
    const Ended edited = run("x/a.json", study.path(""));
    CHECK(edited.code == 0);
    CHECK(edited.err.empty());
    CHECK(study.text("results/a/metrics.csv") != metrics);
}

TEST_CASE("other settings replace results of the same file, and it is said once", "[app][trust]") {
    const SmallStudy study;
    REQUIRE(study.compute().err.empty());
    const Ended other = study.compute({"--set", "requests=30"});
    CHECK(other.code == 0);
    CHECK(other.err ==
          "r: the results in this folder were made without --set requests=30 and are replaced by "
          "results made with --set requests=30; to keep both, choose another folder with --out\n");
    CHECK(study.compute({"--set", "requests=30"}).err.empty());
    const Ended back = study.compute();
    CHECK_THAT(back.err, Catch::Contains("were made with --set requests=30 and are replaced by "
                                         "results made without --set requests=30"));
    CHECK(lines_of(back.err).size() == 1);
}

TEST_CASE("merging remembers which file results are of", "[app][trust]") {
    const SmallStudy study;
    for (const char* shard : {"1/2", "2/2"}) REQUIRE(study.compute({"--shard", shard}).code == 0);
    REQUIRE(study.run({"merge", "r", "--out", "r"}).code == 0);
    REQUIRE(study.run({"merge", "r", "--out", "deeper/merged"}).code == 0);
    study.write("y/study.json", two_policies);
    for (const char* out : {"r", "deeper/merged"}) {
        CHECK(study.run({"run", "y/study.json", "--out", out}).code == 2);
        CHECK(study.run({"run", "study.json", "--no-figures", "--out", out}).code == 0);
    }
}

TEST_CASE("a folder with somebody's own files is left alone", "[app][trust]") {
    const SmallStudy study;
    study.write("r/metrics.csv", "mine");
    study.write("r/summary.json", "mine");
    const Ended ended = study.compute();
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, Catch::Contains("metrics.csv") && Catch::Contains("--out"));
    CHECK(study.text("r/metrics.csv") == "mine");
    CHECK(study.text("r/summary.json") == "mine");
    CHECK_FALSE(fs::exists(study.path("r/store.sqlite")));
}

}  // namespace mdisim
