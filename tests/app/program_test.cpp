// The program as its users meet it: what it prints where, and what it ends with.
#include <filesystem>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/five_mistakes.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr auto figure_file = "scenarios/mdinference/fig3.json";

}  // namespace

TEST_CASE("five mistakes: five lines on stderr, none on stdout, no results", "[app]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("here/five.json", five_mistakes);
    const std::string command = GENERATE(as<std::string>{}, "run", "validate");
    CAPTURE(command);
    Surroundings around;
    around.folder = folder.path("here");
    const Ended ended = run_program({command, "five.json"}, around);
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    const Words lines = lines_of(ended.err);
    CHECK(lines.size() == std::size(the_five));
    for (const Mistake& mistake : the_five) {
        const std::string head = std::string("five.json:") + mistake.place + ": error: ";
        const auto at = std::find_if(lines.begin(), lines.end(),
                                     [&](const std::string& l) { return l.starts_with(head); });
        CAPTURE(head);
        REQUIRE(at != lines.end());
        CHECK_THAT(*at, Catch::Contains(mistake.what) && Catch::Contains(mistake.advice));
    }
    CHECK(!fs::exists(folder.path("here/results")));
}

TEST_CASE("what is not known is refused with the nearest that is", "[app]") {
    CHECK(refusal({"rnu"}) ==
          "error: there is no command 'rnu'. Did you mean 'run'? 'mdisim help' lists all.\n");
    CHECK_THAT(refusal({"frobnicate"}), Catch::Contains("'mdisim help' lists all"));
    CHECK(refusal({"run", figure_file, "--jbos", "3"}) ==
          "--jbos: error: there is no such option. Did you mean 'jobs'?\n");
    CHECK_THAT(refusal({"list", "polices"}), Catch::Contains("Did you mean 'policies'?"));
    CHECK_THAT(refusal({"explain", "mdinferense"}), Catch::Contains("Did you mean 'mdinference'?"));
    CHECK_THAT(refusal({"help", "randomnes"}), Catch::Contains("Did you mean 'randomness'?"));
}

TEST_CASE("words that a command cannot use are refused", "[app]") {
    const Words words = GENERATE(values<Words>({{"run"},
                                                {"validate"},
                                                {"explain", "mdinference", "fastest"},
                                                {"version", "more"},
                                                {"schema", "more"},
                                                {"list", "policies", "more"},
                                                {"help", "run", "more"},
                                                {"run", figure_file, figure_file, "--out", "x"}}));
    refusal(words);
}

TEST_CASE("options with a wrong value are refused by their own words", "[app]") {
    for (const char* jobs : {"0", "-1", "x", "1.5", "99999999999999999999"}) {
        CHECK_THAT(refusal({"run", figure_file, std::string("--jobs=") + jobs}),
                   Catch::StartsWith(std::string("--jobs ") + jobs + ": error: "));
    }
    CHECK(refusal({"run", figure_file, "--path", "x"}) ==
          "--path x: error: expected auto or events\n");
    CHECK(refusal({"run", figure_file, "--set", "x"}) == "--set x: error: expected path=value\n");
    CHECK(refusal({"run", figure_file, "--set", "=1"}) == "--set =1: error: expected path=value\n");
    CHECK_THAT(refusal({"run", figure_file, "--over", "sla_ms=300:50:50"}),
               Catch::StartsWith("--over sla_ms: error: a range needs a step"));
    for (const char* range : {"50:300", "50:300:", "50:300:x", "50:300:25:1"}) {
        CHECK_THAT(refusal({"run", figure_file, "--over", std::string("sla_ms=") + range}),
                   Catch::StartsWith("--over sla_ms: error: a range is FROM:TO:STEP"));
    }
    CHECK_THAT(refusal({"run", figure_file, "--jobs"}), Catch::Contains("--jobs"));
    CHECK_THAT(refusal({"run", figure_file, "--json=1"}), Catch::Contains("--json"));
}

TEST_CASE("a scenario that cannot be read is named", "[app]") {
    CHECK(refusal({"run", "nowhere.json"}) == "nowhere.json: error: does not exist\n");
    CHECK(refusal({"run", "scenarios"}) == "scenarios: error: is a folder, not a file\n");
}

TEST_CASE("run --json prints summary.json and nothing else", "[app]") {
    const TemporaryFolder folder;
    const Ended ended = run_program(with(small_figure(folder.path("r")), {"--json"}));
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
    CHECK((ended.out == read_text(folder.path("r/summary.json"))));
    const Node summary = parse_document(ended.out, "summary");
    CHECK(summary.find("scenario")->text == "mdinference/fig3");
    const size_t policies = read_document(figure_file).find("policies")->items.size();
    CHECK(summary.find("cells")->items.size() == 6 * policies);
}

TEST_CASE("run writes a results folder that says how it was made", "[app]") {
    const TemporaryFolder folder;
    const Words words = small_figure(folder.path("b"));
    const Ended ended = run_program(words);
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
    const Node manifest = read_document(folder.path("b/manifest.json"));
    std::string typed = "mdisim";
    for (const std::string& word : words) typed += " " + word;
    CHECK(manifest.find("command")->text == typed);
    const std::string fingerprint = manifest.find("fingerprint")->text;
    CHECK_THAT(ended.out, Catch::Contains("fingerprint " + fingerprint));
    CHECK_THAT(ended.out, Catch::Contains(folder.path("b")));
    CHECK(manifest.find("resolved")->find("requests")->integer == 700);
}

TEST_CASE("without --out results are in results/, under the scenario's name", "[app]") {
    const TemporaryFolder folder;
    fs::create_directories(folder.path("scenarios"));
    fs::copy(MDISIM_SOURCE_DIR "/scenarios/mdinference", folder.path("scenarios/mdinference"),
             fs::copy_options::recursive);
    Surroundings around;
    around.folder = folder.path();
    Words words = small_figure("");
    words.resize(words.size() - 2);
    CHECK(run_program(words, around).code == 0);
    CHECK(fs::exists(folder.path("results/mdinference/fig3/metrics.csv")));
}

TEST_CASE("a dry run says what would run and runs nothing", "[app]") {
    const TemporaryFolder folder;
    const Ended ended = run_program(with(small_figure(folder.path("r")), {"--dry-run"}));
    CHECK(ended.code == 0);
    CHECK(!fs::exists(folder.path("r")));
    const size_t policies = read_document(figure_file).find("policies")->items.size();
    CHECK_THAT(ended.out, Catch::Contains("6 points, " + std::to_string(6 * policies) + " cells"));
    CHECK_THAT(ended.out, Catch::Contains("sla_ms: 6 values"));
    CHECK_THAT(ended.out,
               Catch::Contains(std::to_string(6 * policies) + " cells are computed by columns\n"));
    const Ended queue = run_program({"run", "scenarios/validation/mm1.json", "--dry-run"});
    CHECK_THAT(queue.out, Catch::Contains("3 cells are computed as one line; not by columns: "
                                          "requests wait for servers\n"));
}

TEST_CASE("what --print-config prints is a scenario that gives the same answer", "[app]") {
    const TemporaryFolder folder;
    const Ended config = run_program(with(small_figure(folder.path("r")), {"--print-config"}));
    REQUIRE(config.code == 0);
    CHECK(!fs::exists(folder.path("r")));
    const std::string file = folder.write("scenarios/mdinference/fig3.json", config.out);
    const Ended again = run_program({"run", file, "--json", "--out", folder.path("again")});
    CAPTURE(again.err);
    REQUIRE(again.code == 0);
    // Claims are about what the file says, not about what a command line made of it.
    CHECK(run_program({"validate", file}).code == 0);
    const Ended first = run_program(with(small_figure(folder.path("r")), {"--json"}));
    CHECK((again.out == first.out));
}

TEST_CASE("a folder with another scenario's results is refused and left alone", "[app]") {
    const TemporaryFolder folder;
    REQUIRE(run_program(small_figure(folder.path("r"))).code == 0);
    const std::string before = read_text(folder.path("r/manifest.json"));
    const std::string other =
        folder.write("scenarios/mdinference/other.json", read_text(figure_file));
    const std::string line = refusal({"run", other, "--out", folder.path("r")});
    CHECK_THAT(line, Catch::Contains("'mdinference/fig3'") &&
                         Catch::Contains("'mdinference/other'") && Catch::Contains("--out"));
    CHECK(read_text(folder.path("r/manifest.json")) == before);
    CHECK(run_program(small_figure(folder.path("r"))).code == 0);
}

TEST_CASE("a folder that cannot be made is named, with what is in its way", "[app]") {
    const TemporaryFolder folder;
    const std::string at = folder.write("file", "not a folder") + "/below";
    const Ended ended = run_program(small_figure(at));
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK(lines_of(ended.err).size() == 1);
    CHECK_THAT(ended.err, Catch::Contains(at) && !Catch::Contains("internal error"));
}

TEST_CASE("output that nobody takes is an error", "[app]") {
    Surroundings around;
    around.out = "/dev/full";
    const Ended ended = run_program({"list", "policies"}, around);
    CHECK(ended.code == 1);
    CHECK_THAT(ended.err, Catch::Contains("could not be written"));
}

TEST_CASE("validate says of every file whether it is right", "[app]") {
    const TemporaryFolder folder;
    const Ended good = run_program({"validate", figure_file});
    CHECK(good.code == 0);
    CHECK_THAT(good.out,
               Catch::StartsWith(std::string(figure_file) + ": ok, 52 points, 4 claims\n"));
    const std::string five = folder.write("five.json", five_mistakes);
    const Ended both = run_program({"validate", five, figure_file, folder.path("none.json")});
    CHECK(both.code == 2);
    CHECK_THAT(both.out, Catch::Contains(std::string(figure_file) + ": ok"));
    CHECK_THAT(both.err, Catch::Contains("none.json: error: does not exist"));
}

TEST_CASE("names and folders in any script go through", "[app]") {
    const TemporaryFolder folder;
    const std::string out = folder.path("\xC3\xA9t\xC3\xA9 \xE2\x9C\x93");
    CHECK(run_program(small_figure(out)).code == 0);
    CHECK(fs::exists(out + "/metrics.csv"));
    const Ended latin = run_program(small_figure(folder.path("caf\xE9")));
    CAPTURE(latin.err);
    CHECK(latin.code == 0);
}

}  // namespace mdisim
