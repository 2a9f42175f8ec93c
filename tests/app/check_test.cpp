// `mdisim check`, `compare` and thresholds as their users meet them, in a project of their own.
#include <filesystem>
#include <map>
#include <set>
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

// Two models, a network that varies; `keys` come last.
std::string study(const std::string& mean_ms, const std::string& keys = "") {
    return R"({"version": 1, "requests": 300, "replications": 6, "sla_ms": 20,
"policies": ["mdinference", "fastest"],
"models": {"list": [{"name": "Small", "accuracy": 0.5, "mean_ms": 1},
                    {"name": "Large", "accuracy": 0.9, "mean_ms": )" +
           mean_ms + R"(, "sd_ms": 1}]},
"network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 2,
            "below_zero": "cut"},
            "measures": "round_trip"},
"sweep": {"sla_ms": [10, 15, 20]})" +
           keys + "}\n";
}

struct Project {
    TemporaryFolder folder;
    Surroundings around;

    explicit Project(const std::string& text = study("8")) {
        around.folder = folder.path();
        write(text);
    }
    void write(const std::string& text) const { folder.write("scenarios/study.json", text); }
    Ended run(const Words& words) const { return run_program(words, around); }
    std::string text(const std::string& name) const { return read_text(folder.path(name)); }
};

const Words update = {"check", "--update", "scenarios/study.json"};
constexpr auto reference = "results/reference/study.json";

}  // namespace

TEST_CASE("a reference is made once and found identical from then on", "[app][check]") {
    const Project project;
    const Ended none = project.run({"check"});
    CHECK(none.code == 2);
    CHECK_THAT(none.err, Catch::Contains("nothing has a reference in results/reference"));
    const Ended named = project.run({"check", "scenarios/study.json"});
    CHECK(named.code == 3);
    CHECK_THAT(named.out, Catch::Contains("no results/reference/study.json; 'mdisim check") &&
                              Catch::Contains("--update scenarios/study.json' makes it"));

    const Ended made = project.run(update);
    CHECK(made.code == 0);
    CHECK_THAT(made.out, Catch::Contains("new, 6 cells"));
    const std::string text = project.text(reference);
    for (const Words& words :
         {Words{"check"}, Words{"check", "scenarios"},
          Words{"check", "--tolerate-noise", "scenarios/study.json"}, update}) {
        const Ended ended = project.run(words);
        CAPTURE(words, ended.err);
        CHECK(ended.code == 0);
        CHECK_THAT(ended.out, Catch::StartsWith("study") && Catch::Contains("identical, 6 cells") &&
                                  Catch::EndsWith("1 passed, 0 failed\n"));
        CHECK(project.text(reference) == text);
    }
}

TEST_CASE("a new scenario without a reference fails, and all others are checked", "[app][check]") {
    const Project project;
    const Words refs = {"--reference", "my refs"};
    REQUIRE(project.run(with(update, refs)).code == 0);
    project.folder.write("scenarios/a new.json", study("8"));
    project.folder.write("scenarios/z.json", study("8"));
    const Words all = with({"check", "scenarios"}, refs);
    const Ended ended = project.run(all);
    CAPTURE(ended.out, ended.err);
    CHECK(ended.code == 3);
    CHECK(ended.err.empty());
    const Words lines = lines_of(ended.out);
    REQUIRE(!lines.empty());
    CHECK(lines[0] == "a new                           FAILED  no reference");
    CHECK_THAT(ended.out, Catch::Contains("there is no my refs/a new.json") &&
                              Catch::Contains("\nstudy                           ok      "
                                              "identical, 6 cells\n") &&
                              Catch::Contains("\nz                               FAILED") &&
                              Catch::EndsWith("\n1 passed, 2 failed\n"));
    CHECK_THAT(project.run(with(all, {"--format", "junit"})).out,
               Catch::Contains("<testsuite name=\"z\"") &&
                   Catch::Contains("'mdisim check --update scenarios/z.json --reference 'my "
                                   "refs''"));
    CHECK(!fs::exists(project.folder.path("results/check/z")));
    const Ended by_default = project.run(with({"check"}, refs));
    CHECK(by_default.code == 0);
    CHECK_THAT(by_default.err, Catch::Contains("without a reference: 2 scenarios") &&
                                   Catch::Contains("--reference 'my refs'"));
    for (const char* file : {"scenarios/a new.json", "scenarios/z.json"}) {
        CHECK(project.run(with({"check", "--update", file}, refs)).code == 0);
    }
    CHECK(project.run(all).code == 0);
}

TEST_CASE("a scenario that is not valid fails with its place, and all others are checked",
          "[app][check]") {
    const Project project;
    project.folder.write("scenarios/other.json", study("8"));
    REQUIRE(project.run({"check", "--update", "scenarios"}).code == 0);
    project.folder.write("scenarios/other.json",
                         study("8", ",\n\"polices\": [],\n\"warm_up_requests\": -1"));
    const Ended told = project.run({"validate", "scenarios/other.json"});
    const Ended ended = project.run({"check"});
    CAPTURE(ended.out, ended.err);
    CHECK(ended.code == 3);
    CHECK(ended.err.empty());
    CHECK_THAT(ended.out, Catch::StartsWith("other                           FAILED  not a valid "
                                            "scenario\n") &&
                              Catch::Contains("\nstudy                           ok      "
                                              "identical, 6 cells\n") &&
                              Catch::EndsWith("1 passed, 1 failed\n"));
    // What 'validate' says of it, in these very words.
    const Node assessments = parse_document(project.run({"check", "--format", "json"}).out, "json");
    std::string as_told;
    for (const Node& ruling : assessments.items.at(0).find("rulings")->items) {
        as_told += ruling.find("subject")->text + ": error: " + ruling.find("text")->text + "\n";
    }
    CHECK(as_told == told.err);
    CHECK(lines_of(told.err).size() == 2);
    CHECK_THAT(project.run({"check", "--format", "github"}).out,
               Catch::StartsWith("::error file=scenarios/other.json,line="));
    // Who asks for a file that is not there, or for new references, is told before anything runs.
    CHECK(project.run({"check", "scenarios/none.json", "scenarios/study.json"}).code == 2);
    const std::string before = project.text(reference);
    project.write(study("9"));
    CHECK(project.run({"check", "--update"}).code == 2);
    CHECK(project.text(reference) == before);
}

TEST_CASE("a project keeps scenarios and references where it likes", "[app][check]") {
    const Project project;
    project.folder.write("studies/more/one.json", study("8"));
    project.folder.write("studies/two.json", study("9"));
    const Words words = {"check", "studies", "--reference", "./studies/reference"};
    REQUIRE(project.run(with(words, {"--update"})).code == 0);
    CHECK(fs::exists(project.folder.path("studies/reference/one.json")));
    CHECK(fs::exists(project.folder.path("studies/reference/two.json")));
    CHECK_THAT(project.run(words).out, Catch::EndsWith("2 passed, 0 failed\n"));
    project.folder.write("studies/less/one.json", study("8"));
    const Ended two = project.run(words);
    CHECK(two.code == 2);
    CHECK_THAT(two.err, Catch::Contains("is called as studies/less/one.json is"));
    fs::remove(project.folder.path("studies/less/one.json"));
    project.folder.write("studies/three.json", study("8"));
    const Ended three = project.run(words);
    CHECK(three.code == 3);
    CHECK_THAT(three.out, Catch::Contains("three                           FAILED  no reference") &&
                              Catch::EndsWith("2 passed, 1 failed\n"));
}

TEST_CASE("reports and references are the same for any number of jobs", "[app][check]") {
    const Project project;
    std::map<std::string, std::set<std::string>> seen;
    for (const char* jobs : {"1", "2", "5"}) {
        const std::string folder = std::string("ref-") + jobs;
        project.write(study("8"));
        REQUIRE(project
                    .run({"check", "--update", "scenarios/study.json", "--jobs", jobs,
                          "--reference", folder, "--results", std::string("a-") + jobs})
                    .code == 0);
        seen["reference"].insert(project.text(folder + "/study.json"));
        project.write(study("9"));
        for (const char* format : {"table", "json", "junit", "markdown", "github",
                                   "customBiggerIsBetter", "customSmallerIsBetter"}) {
            const Ended ended =
                project.run({"check", "--jobs", jobs, "--reference", folder, "--results",
                             std::string("b-") + jobs + format, "--format", format});
            CHECK(ended.code == 3);
            seen[format].insert(ended.out);
        }
    }
    for (const auto& [what, texts] : seen) {
        INFO(what);
        CHECK(texts.size() == 1);
        CHECK(!texts.begin()->empty());
    }
}

TEST_CASE("what moved is named, with how much and where, and --update makes it right",
          "[app][check]") {
    const Project project;
    REQUIRE(project.run(update).code == 0);
    const std::string before = project.text(reference);
    project.write(study("9"));
    const Ended moved = project.run({"check"});
    CHECK(moved.code == 3);
    CHECK_THAT(moved.out,
               Catch::Contains("FAILED") &&
                   Catch::Contains("mdinference latency_ms_mean: 3 of 3 points moved") &&
                   Catch::Contains("most at sla_ms=") && Catch::Contains("worse") &&
                   !Catch::Contains("fastest latency") &&
                   Catch::Contains("different numbers from the same requests: 3 cells: fastest") &&
                   Catch::Contains("1 failed"));
    CHECK(project.text(reference) == before);

    const Ended updated = project.run({"check", "--update"});
    CHECK(updated.code == 0);
    CHECK_THAT(updated.out, Catch::Contains("mdinference latency_ms_mean"));
    CHECK(project.text(reference) != before);
    CHECK(project.run({"check"}).code == 0);
}

TEST_CASE("cells that came or went are told of, and never tolerated", "[app][check]") {
    const Project project;
    REQUIRE(project.run(update).code == 0);
    std::string text = study("8");
    text.replace(text.find("[10, 15, 20]"), 12, "[10, 15, 25]");
    project.write(text);
    const Ended ended = project.run({"check", "--tolerate-noise"});
    CHECK(ended.code == 3);
    CHECK_THAT(ended.out,
               Catch::Contains("only before: 2 cells: mdinference@sla_ms=20, fastest@sla_ms=20") &&
                   Catch::Contains("only now: 2 cells: mdinference@sla_ms=25, fastest@sla_ms=25"));
    fs::remove(project.folder.path("scenarios/study.json"));
    const Ended gone = project.run({"check"});
    CHECK(gone.code == 2);
    CHECK_THAT(gone.err, Catch::Contains("is of a scenario that is not below scenarios/"));
}

TEST_CASE("another seed is different, and mostly nothing that can be told apart", "[app][check]") {
    const Project project;
    REQUIRE(project.run(update).code == 0);
    project.write(study("8", R"(, "seed": 2)"));
    CHECK(project.run({"check"}).code == 3);
    const Ended tolerant = project.run({"check", "--tolerate-noise"});
    CAPTURE(tolerant.out);
    CHECK(tolerant.code == 0);
    CHECK_THAT(tolerant.out, Catch::Contains("not distinguishably"));
}

TEST_CASE("a reference says how small it is, and is held at that size", "[app][check]") {
    const Project project;
    REQUIRE(project.run(with(update, {"--set", "requests=50"})).code == 0);
    CHECK_THAT(project.text(reference), Catch::Contains(R"("set": {"requests":50})"));
    CHECK(project.run({"check"}).code == 0);
    CHECK(project.run({"check", "--update"}).code == 0);
    CHECK_THAT(project.text(reference), Catch::Contains(R"("set": {"requests":50})"));
    const Ended wrong = project.run({"check", "--set", "requests=60"});
    CHECK(wrong.code == 2);
    CHECK_THAT(wrong.err, Catch::Contains("--set is for --update"));
    project.folder.write(reference, R"({"scenario": "study"})");
    const Ended broken = project.run({"check"});
    CHECK(broken.code == 2);
    CHECK_THAT(broken.err,
               Catch::Contains("study.json:1:1: error: this is not a ledger of results"));
}

TEST_CASE("formats are what their readers expect", "[app][check]") {
    const Project project;
    REQUIRE(project.run(update).code == 0);
    project.write(study("9"));
    const auto in = [&](const std::string& format) {
        return project.run({"check", "--format", format}).out;
    };
    CHECK_THAT(in("junit"), Catch::StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") &&
                                Catch::Contains("<testsuite name=\"study\"") &&
                                Catch::Contains("<failure message=\""));
    CHECK_THAT(in("markdown"), Catch::StartsWith("### mdisim: 0 passed, 1 failed\n") &&
                                   Catch::Contains("| study | mdinference latency_ms_mean | "));
    const Node json = parse_document(in("json"), "json");
    CHECK(!json.items.at(0).find("rulings")->items.empty());
    const Node bigger = parse_document(in("customBiggerIsBetter"), "bigger");
    REQUIRE(!bigger.items.empty());
    CHECK(bigger.items[0].find("name")->text == "study: mdinference attainment");
    CHECK(bigger.items[0].find("value")->is_number());
    CHECK(bigger.items[0].find("unit")->text == "share");
    CHECK_THAT(in("customSmallerIsBetter"), Catch::Contains("mdinference latency_ms_mean"));
    const Ended none = project.run({"check", "--format", "junix"});
    CHECK(none.code == 2);
    CHECK_THAT(none.err, Catch::Contains("Did you mean 'junit'?"));
}

TEST_CASE("GitHub gets annotations and a summary of the step", "[app][check]") {
    Project project;
    REQUIRE(project.run(update).code == 0);
    project.write(study("9"));
    project.around.variables = {"GITHUB_STEP_SUMMARY=" + project.folder.path("summary.md")};
    const Ended ended = project.run({"check", "--format", "github"});
    CHECK(ended.code == 3);
    CHECK_THAT(ended.out, Catch::StartsWith("::error file=scenarios/study.json,title=study%3A "
                                            "mdinference "));
    CHECK_THAT(project.text("summary.md"), Catch::StartsWith("### mdisim: 0 passed, 1 failed"));
}

TEST_CASE("results and policies are compared with intervals and verdicts", "[app][compare]") {
    const Project project;
    REQUIRE(project.run({"run", "scenarios/study.json", "--no-figures", "--out", "a"}).code == 0);
    project.write(study("9"));
    REQUIRE(project.run({"run", "scenarios/study.json", "--no-figures", "--out", "b"}).code == 0);
    const Ended same = project.run({"compare", "a", "a/ledger.json"});
    CHECK(same.code == 0);
    CHECK(same.out == "a -> a/ledger.json: identical, 6 cells\n");
    const Ended moved = project.run({"compare", "a", "b"});
    CHECK(moved.code == 0);
    CHECK_THAT(moved.out, Catch::Contains("\nMDInference\n") &&
                              Catch::Contains("\n  latency ms ") && Catch::Contains("worse") &&
                              Catch::Contains("±"));
    const Ended policies = project.run({"compare", "fastest", "mdinference", "--in", "a"});
    CHECK(policies.code == 0);
    CHECK_THAT(policies.out, Catch::Contains("fastest  MDInference") &&
                                 Catch::Contains("\n  accuracy % ") && Catch::Contains(" 50.00 ") &&
                                 Catch::Contains("better"));
    const Ended json =
        project.run({"compare", "fastest", "mdinference", "--in", "a", "--format", "json"});
    CHECK_THAT(json.out, Catch::Contains("mdinference aggregate_accuracy") &&
                             Catch::Contains("\"fastest -> mdinference\""));
    CHECK(project.run({"compare", "fastest", "MDInference", "--in", "a"}).out == policies.out);
    const Ended unknown = project.run({"compare", "fastst", "mdinference", "--in", "a"});
    CHECK(unknown.code == 2);
    CHECK_THAT(unknown.err, Catch::Contains("Did you mean 'fastest'?"));
    CHECK(project.run({"compare", "a", "nowhere"}).code == 2);

    const Ended folders = project.run({"compare", "a", "b", "--html", "page.html"});
    CHECK(folders.out == "page.html\n");
    const std::string head = "<h1>a beside b</h1>";
    CHECK_THAT(project.text("page.html"),
               Catch::Contains(head) && Catch::Contains("<td>9</td>") && Catch::Contains("moved"));
    const Ended page =
        project.run({"compare", "fastest", "mdinference", "--in", "a", "--html", "/dev/stdout"});
    CHECK_THAT(page.out, Catch::Contains("<h1>fastest beside MDInference</h1>") &&
                             Catch::Contains("<th scope=\"row\">select.policy</th>"
                                             "<td>fastest</td><td>mdinference</td>"));
    const Ended reference = project.run({"compare", "a/ledger.json", "b", "--html", "none.html"});
    CHECK(reference.code == 2);
    CHECK_THAT(reference.err, Catch::Contains("is no results folder, which --html needs"));
    CHECK(project.run({"compare", "a", "b", "--html", "x", "--format", "json"}).code == 2);
}

TEST_CASE("thresholds end a run with a table, and with 3 when one is missed", "[app][threshold]") {
    const std::string at = R"("at": {"sla_ms": 20})";
    const std::string held = R"({"policy": "mdinference", "metric": "attainment", )" + at +
                             R"(, "expect": {"least": 0.5}},
)" + R"({"label": "twice as right", "policy": "mdinference", "metric": "aggregate_accuracy", )" +
                             at + R"(, "form": "ratio", "against": {"policy": "fastest"},
"expect": {"least": 1.2}})";
    const std::string missed = R"(,
{"policy": "fastest", "metric": "attainment", "along": "sla_ms", "expect": {"most": 0.1}})";
    const Project project(study("8", ", \"thresholds\": [" + held + "]"));
    const Words run = {"run", "scenarios/study.json", "--no-figures"};
    const Ended good = project.run(run);
    CAPTURE(good.err);
    CHECK(good.code == 0);
    CHECK_THAT(good.out, Catch::Contains("2 thresholds held") &&
                             Catch::Contains("ok      mdinference attainment@sla_ms=20: ") &&
                             Catch::Contains("twice as right"));
    const Ended changed = project.run(with(run, {"--set", "sla_ms=1"}));
    CHECK(changed.code == 0);
    CHECK_THAT(changed.err, Catch::Contains("the thresholds are not checked"));

    project.write(study("8", ", \"thresholds\": [" + held + missed + "]"));
    const Ended bad = project.run(run);
    CHECK(bad.code == 3);
    CHECK_THAT(bad.out, Catch::Contains("3 thresholds, 1 FAILED") &&
                            Catch::Contains("failed  fastest attainment: "));
    const Ended json = project.run(with(run, {"--json"}));
    CHECK(json.code == 3);
    CHECK(parse_document(json.out, "summary").find("cells") != nullptr);
    CHECK_THAT(json.err, Catch::Contains("1 FAILED"));
    const Ended github = project.run(with(run, {"--format", "github"}));
    CHECK(github.code == 3);
    CHECK_THAT(github.out, Catch::Contains("::error file=scenarios/study.json,line="));
    CHECK(project.run({"validate", "scenarios/study.json"}).out ==
          "scenarios/study.json: ok, 3 points, 3 thresholds\n");
}

TEST_CASE("a threshold that cannot be measured is an error with its place", "[app][threshold]") {
    const Project project(study("8", R"(, "thresholds": [
{"policy": "mdinferense", "metric": "attainment", "at": {"sla_ms": 20}, "expect": {"least": 1}},
{"policy": "fastest", "metric": "attainment", "expect": {"least": 1}},
{"policy": "fastest", "metric": "attainment", "at": {"sla_ms": 20}, "min": 1}])"));
    const Ended ended = project.run({"run", "scenarios/study.json"});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, Catch::Contains("there is no policy 'mdinferense' here. Did you mean") &&
                              Catch::Contains("'at' must say where on 'sla_ms'") &&
                              Catch::Contains("[/thresholds/2") &&
                              !Catch::Contains("internal error"));
    CHECK(!fs::exists(project.folder.path("results")));
    CHECK(project.run({"validate", "scenarios/study.json"}).code == 2);
}

}  // namespace mdisim
