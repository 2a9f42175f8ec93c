// Time series as their users meet them: asked for in a scenario, written, drawn, claimed about.
#include <filesystem>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// One cell on the column path and one on the other at each deadline.
constexpr auto studied = R"({"version": 1, "about": "made up", "requests": 400, "replications": 3,
"policies": ["mdinference", "static_greedy"], "sla_ms": 200,
"workload": {"kind": "poisson", "rate_per_s": 20},
"models": {"profile": "models/cloud_p2", "only": ["@table2"]},
"network": {"profile": "networks/artificial"},
"sweep": {"sla_ms": [150, 250], "estimator.kind": ["twice_uplink", "ewma"]})";

std::string studied_with(const std::string& more) { return std::string(studied) + more + "}"; }

struct SeriesFolder {
    TemporaryFolder folder;
    std::string file;

    explicit SeriesFolder(const std::string& more)
        : file(folder.write("s.json", studied_with(more))) {}
    Ended run(const std::string& out, const Words& more = {}) const {
        return run_program(with({"run", file, "--no-figures", "--out", folder.path(out)}, more));
    }
    std::string read(const std::string& name) const { return read_text(folder.path(name)); }
};

constexpr auto asked = R"(, "series": {"window_s": 2})";

std::string series_claim(const std::string& id, const std::string& keys,
                         const std::string& verdict) {
    return R"({"id": ")" + id + R"(", "paper": "P", "says": "s", "policy": "static_greedy",
"at": {"sla_ms": 250, "estimator.kind": "ewma"}, )" +
           keys + R"(, "verdict": ")" + verdict + "\"}";
}

}  // namespace

TEST_CASE("a series is the same bytes on any number of threads and on both paths", "[series]") {
    const SeriesFolder place(asked);
    REQUIRE(place.run("r", {"--jobs", "1"}).code == 0);
    const std::string expected = place.read("r/series.csv");
    CHECK(lines_of(expected).size() > 2 * 4 * 8 * 16);
    for (const Words& change :
         std::vector<Words>{{"--jobs", "2"}, {"--jobs", "3"}, {"--path", "events"}}) {
        REQUIRE(place.run("other", change).code == 0);
        CHECK((place.read("other/series.csv") == expected));
        fs::remove_all(place.folder.path("other"));
    }
}

TEST_CASE("a series comes out of the store as it went in, and out of shards", "[series]") {
    const SeriesFolder place(asked);
    REQUIRE(place.run("r").code == 0);
    const std::string expected = place.read("r/series.csv");
    fs::remove(place.folder.path("r/series.csv"));
    const Ended again = place.run("r");
    REQUIRE(again.code == 0);
    CHECK((place.read("r/series.csv") == expected));
    for (const char* shard : {"1/2", "2/2"}) {
        REQUIRE(place.run("shards", {"--shard", shard}).code == 0);
    }
    const std::string shards = place.folder.path("shards");
    REQUIRE(run_program({"merge", shards, "--out", shards}).code == 0);
    CHECK((place.read("shards/series.csv") == expected));
}

TEST_CASE("asking for a series adds a file and changes no other", "[series]") {
    const SeriesFolder place("");
    REQUIRE(place.run("r").code == 0);
    CHECK(!fs::exists(place.folder.path("r/series.csv")));
    const std::string metrics = place.read("r/metrics.csv");
    const std::string summary = place.read("r/summary.json");
    REQUIRE(place.run("r", {"--set", "series={\"window_s\": 5}"}).code == 0);
    CHECK(fs::exists(place.folder.path("r/series.csv")));
    CHECK((place.read("r/metrics.csv") == metrics));
    CHECK((place.read("r/summary.json") == summary));
    REQUIRE(place.run("r").code == 0);
    CHECK(!fs::exists(place.folder.path("r/series.csv")));
}

TEST_CASE("claims about parts of a run and about its windows, true and false", "[series][claims]") {
    const std::string usage = R"("metric": "usage.NasNet Large")";
    const std::string windows = R"("form": "share", "along": "time_s", "metric": "attainment",
"range": [0, 16], "expect": {"least": 1}, "holds": )";
    const SeriesFolder place(
        std::string(asked) + ", \"claims\": [" +
        series_claim("p-1", usage + R"(, "during_s": [2, 10], "expect": {"least": 1})",
                     "reproduced") +
        "," +
        series_claim("p-2", usage + R"(, "during_s": [2, 10], "expect": {"most": 0.99})",
                     "reproduced") +
        "," +
        series_claim("p-3", usage + R"(, "plus": ["usage.InceptionV3"], "during_s": [2, 10],
"expect": {"value": 1, "within": 0})",
                     "reproduced") +
        "," + series_claim("w-1", windows + R"({"least": 0.5})", "reproduced") + "," +
        series_claim("w-2", windows + R"({"least": 1.01})", "reproduced") + "]");
    const Ended ended =
        run_program({"claims", place.file, "--json", "--out", place.folder.path("r")});
    CHECK(ended.code == 3);
    const Node list = parse_document(ended.out, "claims");
    REQUIRE(list.items.size() == 5);
    const Words verdicts = {"reproduced", "not reproduced", "reproduced", "reproduced",
                            "not reproduced"};
    for (size_t i = 0; i < verdicts.size(); ++i) {
        CAPTURE(i);
        CHECK(list.items[i].find("verdict")->text == verdicts[i]);
    }
}

TEST_CASE("a series of too many windows ends with what can be done", "[series]") {
    const SeriesFolder place(R"(, "series": {"window_s": 0.001})");
    const Ended ended = place.run("r");
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err,
               Catch::Contains("more than 10000 windows") && Catch::Contains("series.window_s"));
}

TEST_CASE("what a series has is explained", "[series]") {
    CHECK_THAT(run_program({"explain", "series"}).out, Catch::Contains("window_s"));
    CHECK_THAT(run_program({"explain", "active.ResNet-50"}).out,
               Catch::StartsWith(
                   "active.ResNet-50: share of the time in which this model was the active one\n"));
    CHECK_THAT(run_program({"explain", "rate_per_s"}).out, Catch::Contains("per_s"));
    CHECK_THAT(run_program({"explain", "attainment"}).out,
               Catch::StartsWith("attainment: share of requests answered by the deadline\n"));
}

}  // namespace mdisim
