// What somebody types in the first hour, and what must come of it.
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Words = std::vector<std::string>;

// A study with profiles of its own beside it, in a folder of its own.
struct Study {
    TemporaryFolder folder;
    Surroundings around;

    Study() {
        const std::string profiles = MDISIM_SOURCE_DIR "/profiles/";
        folder.write("profiles/models/mine.json", read_text(profiles + "models/cloud_p2.json"));
        folder.write("profiles/networks/mine.json", read_text(profiles + "networks/lte.json"));
        folder.write("study.json", with_policies(R"("mdinference")"));
        around.folder = folder.path();
    }
    static std::string with_policies(const std::string& policies, const std::string& more = "") {
        return R"({"version": 1, "requests": 50, "replications": 2, "sla_ms": 250,
"models": {"profile": "models/mine", "only": ["@table2"]},
"network": {"profile": "networks/mine"},
"phone": {"profile": "phones/pixel2"}, "policies": [)" +
               policies + "]" + more + "}";
    }
    Ended run(const Words& words) const { return run_program(words, around); }
    // What is said of a study with these policies.
    Ended validate(const std::string& policies) const {
        folder.write("other.json", with_policies(policies));
        return run({"validate", "other.json"});
    }
};

// The objects that a text shows, "{...}", of the outermost ones each.
Words objects_in(const std::string& text) {
    Words objects;
    int depth = 0;
    for (size_t i = 0, from = 0; i < text.size(); ++i) {
        if (text[i] == '{' && depth++ == 0) from = i;
        if (text[i] == '}' && --depth == 0) objects.push_back(text.substr(from, i + 1 - from));
    }
    return objects;
}

}  // namespace

TEST_CASE("profiles beside a scenario are found, however the scenario is named", "[app][first]") {
    const Study study;
    study.folder.write("scenarios/s.json", Study::with_policies(R"("fastest")"));
    for (const std::string& file :
         {std::string("study.json"), std::string("./study.json"), study.folder.path("study.json"),
          std::string("scenarios/s.json")}) {
        const Ended ended = study.run({"validate", file});
        CAPTURE(file, ended.err);
        CHECK(ended.code == 0);
        CHECK(ended.out == file + ": ok, 1 point\n");
        CHECK(ended.err.empty());
    }
}

TEST_CASE("a profile that is not there is told with where it was looked for", "[app][first]") {
    const Study study;
    std::string text = Study::with_policies(R"("fastest")");
    text.replace(text.find("models/mine"), 11, "models/mime");
    study.folder.write("study.json", text);
    const Ended ended = study.run({"validate", "study.json"});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err,
               Catch::StartsWith("study.json:2:23: error: there is no profile 'models/mime' in ") &&
                   Catch::Contains("profiles/") &&
                   Catch::EndsWith("Did you mean 'models/mine'?\n"));
    CHECK(lines_of(ended.err).size() == 1);
    CHECK_THAT(study.run({"help", "profiles"}).out, Catch::Contains("MDISIM_PROFILES"));
}

TEST_CASE("a policy that decides nothing is refused with what it needs", "[app][first]") {
    const Study study;
    const Ended ended = study.validate(R"({"name": "hello"})");
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, Catch::Contains("the policy 'hello' decides nothing") &&
                              Catch::Contains(R"({"name": "hello", "select": "fastest"})"));
    CHECK(study.validate(R"({"name": "hello", "select": "fastest"})").code == 0);
    CHECK(study.validate(R"({"name": "hello", "place": "phone"})").code == 0);
}

TEST_CASE("forms that explain and errors show work when they are pasted", "[app][first]") {
    const Study study;
    const Ended explained = study.run({"explain", "policies"});
    REQUIRE(explained.code == 0);
    const Words shown = objects_in(explained.out);
    REQUIRE(shown.size() == 2);
    for (const std::string& form : shown) {
        const Ended ended = study.validate(form);
        CAPTURE(form, ended.err);
        CHECK(ended.code == 0);
    }
    const Ended wrong = study.validate(R"({"policy": "modipick", "threshold_ms": 50})");
    CHECK(wrong.code == 2);
    const Words advised = objects_in(wrong.err);
    REQUIRE(advised.size() == 1);
    CHECK(study.validate(advised[0]).code == 0);
    CHECK_THAT(study.validate(R"("both")").err, Catch::Contains(R"({"place": "both"})"));
}

TEST_CASE("what --print-config prints says every default, and gives the same results",
          "[app][first]") {
    const char* name = GENERATE("hello/hello", "model_switching/classes", "pieslicer/table4",
                                "model_switching/retries", "mdinference/outages");
    const std::string file = std::string(MDISIM_SOURCE_DIR "/scenarios/") + name + ".json";
    const TemporaryFolder folder;
    const Words small = {"--set", "requests=300",       "--set",       "replications=2",
                         "--set", "warm_up_requests=0", "--no-figures"};
    const Ended printed = run_program(with({"run", file, "--print-config"}, small));
    REQUIRE(printed.code == 0);
    const Node config = parse_document(printed.out, "printed");
    for (const char* key : {"seed", "replications", "network", "payload", "beliefs", "phones"}) {
        CAPTURE(key);
        CHECK(config.find(key) != nullptr);
    }
    for (const Node& policy : config.find("policies")->items) {
        CHECK(policy.find("select") != nullptr);
        CHECK(policy.find("place") != nullptr);
    }
    const std::string again = folder.write(std::string("scenarios/") + name + ".json", printed.out);
    const auto results = [&](const Words& words) {
        const Ended ended = run_program(with(
            words, {"--json", "--no-figures", "--out", folder.path(std::to_string(words.size()))}));
        CAPTURE(ended.err);
        CHECK(ended.code == 0);
        return ended.out;
    };
    CHECK((results({"run", again}) == results(with({"run", file}, small))));
}

TEST_CASE("everything that texts name can be explained", "[app][first]") {
    for (const char* word :
         {"control", "place", "select", "preprocess", "place/both", "both", "select/mdinference",
          "networks/lte", "phones/pixel2", "models/cloud_p2"}) {
        const Ended ended = run_program({"explain", word});
        CAPTURE(word, ended.err);
        CHECK(ended.code == 0);
        CHECK_THAT(ended.out, Catch::Contains(word));
    }
    // What a profile is about, and its numbers.
    CHECK_THAT(run_program({"explain", "networks/lte"}).out,
               Catch::Contains("and doubles it.") && Catch::Contains("364.66"));
    CHECK_THAT(run_program({"explain", "control"}).out, Catch::Contains("\n  model_switching "));
    const Ended none = run_program({"explain", "cntrol"});
    CHECK(none.code == 2);
    CHECK_THAT(none.err, Catch::Contains("nothing is called 'cntrol'. Did you mean 'control'?"));
}

TEST_CASE("run --format markdown prints the results, then how thresholds fared", "[app][first]") {
    const Study study;
    const Words words = {"run", "study.json", "--no-figures", "--format", "markdown"};
    const Ended plain = study.run(words);
    CHECK(plain.code == 0);
    CHECK_THAT(plain.out, Catch::StartsWith("### study\n\n| policy | in time % |") &&
                              Catch::Contains("\n| MDInference | ") &&
                              !Catch::Contains("0 passed"));
    study.folder.write("study.json", Study::with_policies(R"("fastest")", R"(, "thresholds": [
{"policy": "fastest", "metric": "attainment", "expect": {"least": 1}}])"));
    const Ended judged = study.run(words);
    CHECK(judged.code == 3);
    const size_t table = judged.out.find("| fastest | ");
    const size_t verdict = judged.out.find("### mdisim: 0 passed, 1 failed");
    CHECK(table != std::string::npos);
    CHECK(verdict != std::string::npos);
    CHECK(table < verdict);
    const Ended as_table = study.run({"run", "study.json", "--no-figures", "--format", "table"});
    CHECK_THAT(as_table.out, Catch::Contains("in time %") && Catch::Contains("1 FAILED"));
}

TEST_CASE("no policy of hello is above the row of the bound, and none is called a bound",
          "[app][first]") {
    const Surroundings around;
    const Ended ended =
        run_program({"run", "scenarios/hello/hello.json", "--no-figures", "--out", "r"}, around);
    CHECK(ended.code == 0);
    std::map<std::string, double> effective;  // by the first words of a line
    size_t column = 0;
    for (const std::string& line : lines_of(ended.out)) {
        if (column == 0) column = line.find("effective %");
        if (column == std::string::npos || column == 0 || line.size() < column) continue;
        const std::string name = line.substr(0, line.find("  ", 3));
        effective[name] = std::strtod(line.c_str() + column, nullptr);
    }
    REQUIRE(effective.contains("^ bound"));
    size_t policies = 0;
    for (const auto& [name, value] : effective) {
        CAPTURE(name, value, ended.out);
        if (value == 0) continue;
        CHECK(value <= effective["^ bound"]);
        ++policies;
    }
    CHECK(policies >= 5);
    CHECK(ended.out.find("bound") == ended.out.rfind("bound"));
    CHECK_THAT(ended.out, Catch::Contains("° knows how long everything will take"));
}

TEST_CASE("no percentile is above a deadline that every request met", "[app][first]") {
    const Study study;
    std::string text = Study::with_policies(R"({"name": "copy", "place": "both"})");
    text.replace(text.find("250"), 3, "75");
    study.folder.write("study.json", text);
    const Ended ended = study.run({"run", "study.json", "--no-figures", "--json"});
    CHECK(ended.code == 0);
    const Node document = parse_document(ended.out, "printed");
    const Node& metrics = *document.find("cells")->items.at(0).find("metrics");
    const auto mean = [&](const char* metric) {
        return metrics.find(metric)->find("mean")->as_number();
    };
    CHECK(mean("attainment") == 1);
    for (const char* percentile : {"latency_ms_p50", "latency_ms_p75", "latency_ms_p95"}) {
        CAPTURE(percentile);
        CHECK(mean(percentile) <= 75);
    }
}

TEST_CASE("results of another scenario of the same name are not replaced", "[app][first]") {
    const Study study;
    study.folder.write("x/a.json", Study::with_policies(R"("fastest")"));
    study.folder.write("y/a.json", Study::with_policies(R"("most_accurate")"));
    const std::string profiles = MDISIM_SOURCE_DIR "/profiles/";
    for (const char* beside : {"x", "y"}) {
        const std::string there = std::string(beside) + "/profiles/";
        study.folder.write(there + "models/mine.json",
                           read_text(profiles + "models/cloud_p2.json"));
        study.folder.write(there + "networks/mine.json", read_text(profiles + "networks/lte.json"));
    }
    CHECK(study.run({"run", "x/a.json", "--no-figures"}).code == 0);
    const std::string before = read_text(study.folder.path("results/a/metrics.csv"));
    const Ended other = study.run({"run", "y/a.json", "--no-figures"});
    CHECK(other.code == 2);
    CHECK_THAT(other.err, Catch::Contains("--out"));
    CHECK(read_text(study.folder.path("results/a/metrics.csv")) == before);
    const Ended changed = study.run({"run", "x/a.json", "--no-figures", "--set", "sla_ms=400"});
    CHECK(changed.code == 0);
    CHECK_THAT(changed.err, Catch::Contains("--out"));
}

}  // namespace mdisim
