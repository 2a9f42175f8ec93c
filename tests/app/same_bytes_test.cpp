// One scenario, one seed, one answer: on any number of threads, on either path, on any processor.
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/digest.hpp"
#include "tests/app/child.hpp"
#include "tests/campaign/stored_rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Words = std::vector<std::string>;

struct Files {
    std::string metrics;
    std::string summary;
    std::string ledger;
    std::string figures;
};

// The files that words leave behind.
Files made_by(Words words, const Surroundings& around = {}) {
    const TemporaryFolder folder;
    const Ended ended =
        run_program(with(std::move(words), {"--no-figures", "--out", folder.path("r")}), around);
    CAPTURE(words, ended.err);
    REQUIRE(ended.code == 0);
    Files files = {read_text(folder.path("r/metrics.csv")),
                   read_text(folder.path("r/summary.json")),
                   read_text(folder.path("r/ledger.json")), ""};
    std::set<std::filesystem::path> figures;
    if (std::filesystem::exists(folder.path("r/figures"))) {
        for (const auto& entry : std::filesystem::directory_iterator(folder.path("r/figures"))) {
            figures.insert(entry.path());
        }
    }
    for (const auto& figure : figures) files.figures += read_text(figure);
    return files;
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
    std::vector<Change> changes = {
        {{"--jobs", "1"}, {}},
        {{"--jobs", "2"}, {}},
        {{"--jobs", "3"}, {}},
        {{"--path", "events"}, {}},
        {{"--path", "events", "--jobs", "2"}, {}},
        {{}, {"GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA"}},
        {{"--path", "events", "--jobs", "1"}, {"MDISIM_COLUMNS=scalar"}}};
    for (const ColumnOps* ops : all_columns())
        changes.push_back({{}, {std::string("MDISIM_COLUMNS=") + ops->name}});
    return changes;
}

void check_same(const Words& words, const Files& expected, const Change& change) {
    Surroundings around;
    around.variables = change.variables;
    const Files files = made_by(with(words, change.options), around);
    CAPTURE(words, change.options, change.variables);
    CHECK((files.metrics == expected.metrics));
    CHECK((files.summary == expected.summary));
    CHECK((files.ledger == expected.ledger));
    CHECK((files.figures == expected.figures));
}

}  // namespace

TEST_CASE("the figure is the same bytes whatever it is computed on", "[app]") {
    const Files expected = made_by(figure());
    CHECK(lines_of(expected.metrics).size() > 6 * 20);
    CHECK(times_in(expected.figures, "\"name\"") == 4);
    for (const Change& change : harmless()) check_same(figure(), expected, change);
}

TEST_CASE("so is every scenario", "[app][long]") {
    for (const std::string& file : files_below("scenarios", ".json")) {
        const Files expected = made_by(with(small(file), {"--jobs", "1"}));
        check_same(small(file), expected, {{"--jobs", "3"}, {}});
        check_same(small(file), expected, {{"--path", "events"}, {"MDISIM_COLUMNS=scalar"}});
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

TEST_CASE("all columns of this processor are there to be chosen, and no others", "[app]") {
    Surroundings around;
    for (const ColumnOps* ops : all_columns()) {
        around.variables = {std::string("MDISIM_COLUMNS=") + ops->name};
        CHECK_THAT(run_program({"version"}, around).out,
                   Catch::Contains(std::string("columns    ") + ops->name + " of scalar"));
    }
    around.variables = {"MDISIM_COLUMNS=scalr"};
    const Ended ended = run_program({"version"}, around);
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, Catch::Contains("no columns 'scalr'. Did you mean 'scalar'?"));
}

TEST_CASE("what one scenario of a call has computed the next one takes over", "[app]") {
    const TemporaryFolder folder;
    Surroundings around;
    around.folder = folder.path();
    const auto with_deadlines = [&](const std::string& name, const char* deadlines) {
        return folder.write(name, R"({"version": 1, "requests": 400, "replications": 3,
            "workload": {"kind": "poisson", "rate_per_s": 20},
            "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20},
                                {"name": "B", "accuracy": 0.7, "mean_ms": 60}]},
            "servers": {"replicas": 2}, "trials": {"requests": 300, "steps": 2},
            "policies": ["fastest", {"control": "model_switching"}],
            "sla_ms": 100, "sweep": {"sla_ms": )" +
                                      std::string(deadlines) + "}}");
    };
    const std::string first = with_deadlines("first.json", "[80, 120]");
    const std::string second = with_deadlines("second.json", "[120, 200]");
    const Words more = {"--no-figures", "--results"};
    REQUIRE(run_program(with({"run", first, second}, with(more, {"both"})), around).code == 0);
    REQUIRE(run_program(with({"run", second}, with(more, {"alone"})), around).code == 0);
    for (const char* file : {"metrics.csv", "summary.json", "ledger.json"}) {
        CAPTURE(file);
        CHECK((read_text(folder.path("both/second/") + file) ==
               read_text(folder.path("alone/second/") + file)));
    }
    Store earlier = Store::to_read(folder.path("both/first/store.sqlite"));
    Store later = Store::to_read(folder.path("both/second/store.sqlite"));
    Store alone = Store::to_read(folder.path("alone/second/store.sqlite"));
    CHECK((stored_rows(later) == stored_rows(alone)));
    size_t shared = 0;
    for (const Digest& key : later.keys()) {
        const auto known = earlier.read(key);
        if (!known) continue;
        ++shared;
        CHECK(later.read(key)->seconds == known->seconds);
    }
    CHECK(shared == 2 * 2 + 2 * 3);  // trials, and a deadline under two policies
}

}  // namespace mdisim
