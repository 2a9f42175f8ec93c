// One scenario, one seed, one answer: on any number of threads, on either path, on any processor.
#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Words = std::vector<std::string>;

struct Files {
    std::string metrics;
    std::string summary;
    std::string ledger;
};

// The files that words leave behind.
Files made_by(Words words, const Surroundings& around = {}) {
    const TemporaryFolder folder;
    const Ended ended =
        run_program(with(std::move(words), {"--no-figures", "--out", folder.path("r")}), around);
    CAPTURE(words, ended.err);
    REQUIRE(ended.code == 0);
    return {read_text(folder.path("r/metrics.csv")), read_text(folder.path("r/summary.json")),
            read_text(folder.path("r/ledger.json"))};
}

Words small(const std::string& file) {
    return {"run",   file,
            "--set", "requests=300",
            "--set", "replications=3",
            "--set", "warm_up_requests=0",
            "--set", "trials.requests=200",
            "--set", "trials.steps=4"};
}

Words figure() {
    return {"run",    "scenarios/mdinference/fig3.json",
            "--set",  "requests=700",
            "--set",  "replications=3",
            "--over", "sla_ms=50:300:50"};
}

// What may not change anything: options and variables.
struct Change {
    Words options;
    Words variables;
};
std::vector<Change> harmless() {
    return {{{"--jobs", "1"}, {}},
            {{"--jobs", "2"}, {}},
            {{"--jobs", "3"}, {}},
            {{"--path", "events"}, {}},
            {{"--path", "events", "--jobs", "2"}, {}},
            {{}, {"MDISIM_SCALAR=1"}},
            {{}, {"GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA"}},
            {{"--path", "events", "--jobs", "1"}, {"MDISIM_SCALAR=1"}}};
}

void check_same(const Words& words, const Files& expected, const Change& change) {
    Surroundings around;
    around.variables = change.variables;
    const Files files = made_by(with(words, change.options), around);
    CAPTURE(words, change.options, change.variables);
    CHECK((files.metrics == expected.metrics));
    CHECK((files.summary == expected.summary));
    CHECK((files.ledger == expected.ledger));
}

}  // namespace

TEST_CASE("the figure is the same bytes whatever it is computed on", "[app]") {
    const Files expected = made_by(figure());
    CHECK(lines_of(expected.metrics).size() > 6 * 20);
    for (const Change& change : harmless()) check_same(figure(), expected, change);
}

TEST_CASE("so is every scenario", "[app]") {
    for (const std::string& file : files_below("scenarios", ".json")) {
        const Files expected = made_by(with(small(file), {"--jobs", "1"}));
        check_same(small(file), expected, {{"--jobs", "3"}, {}});
        check_same(small(file), expected, {{"--path", "events"}, {"MDISIM_SCALAR=1"}});
    }
}

TEST_CASE("what an earlier run left behind changes nothing but the time it takes", "[app]") {
    const TemporaryFolder folder;
    const auto words = [&](const Words& more) {
        return with(with(figure(), {"--out", folder.path("r")}), more);
    };
    REQUIRE(run_program(words({})).code == 0);
    const std::string metrics = read_text(folder.path("r/metrics.csv"));
    const std::string summary = read_text(folder.path("r/summary.json"));
    // A wider sweep between, and the same again.
    REQUIRE(run_program(words({"--over", "seed=1,2"})).code == 0);
    CHECK((read_text(folder.path("r/metrics.csv")) != metrics));
    REQUIRE(run_program(words({})).code == 0);
    CHECK((read_text(folder.path("r/metrics.csv")) == metrics));
    CHECK((read_text(folder.path("r/summary.json")) == summary));
}

TEST_CASE("another seed is another answer", "[app]") {
    const Files expected = made_by(figure());
    CHECK(made_by(with(figure(), {"--set", "seed=2"})).metrics != expected.metrics);
}

TEST_CASE("the scalar columns are there to be chosen", "[app]") {
    Surroundings around;
    around.variables = {"MDISIM_SCALAR=1"};
    CHECK_THAT(run_program({"version"}, around).out, Catch::Contains("columns    scalar"));
}

}  // namespace mdisim
