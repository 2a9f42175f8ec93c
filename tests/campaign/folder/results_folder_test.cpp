#include "sim/campaign/folder/results_folder.hpp"

#include <filesystem>
#include <utility>

#include "sim/campaign/folder/file_digests.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

constexpr auto one_model = R"({"version": 1, "sla_ms": 100, "requests": 5, "policies": ["fastest"],
    "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]}})";

std::string made_longer(std::string text) { return text.replace(text.find("100"), 3, "200"); }

Provenance made_here(const Scenario& scenario) {
    return {"1.2.3", "a compiler", "mdisim run", origin_of(scenario)};
}

void leave_results(const std::string& folder, const Scenario& scenario) {
    reserve_folder(folder, scenario, made_here(scenario));
    ResultTables(folder, scenario).finish(made_here(scenario));
}

// Why a scenario may not write into a folder; empty where it may.
std::string refusal_of(const std::string& folder, const std::string& file) {
    const Scenario scenario = Scenario::load(file);
    const auto problems =
        problems_of([&] { check_folder(folder, scenario.name(), origin_of(scenario)); });
    CHECK(problems.size() <= 1);
    return problems.empty() ? "" : line_of(problems[0]);
}

}  // namespace

TEST_CASE("a folder belongs to the scenario whose results it holds, or will hold", "[results]") {
    const TemporaryFolder folder;
    CHECK_NOTHROW(check_folder(folder.path("not there"), "set/made_up"));
    CHECK_NOTHROW(check_folder(folder.path(), "set/made_up"));
    const Scenario scenario = scenario_over("{}");
    const bool finished = GENERATE(false, true);
    reserve_folder(folder.path(), scenario, made_here(scenario));
    if (finished) leave_results(folder.path(), scenario);
    const Node manifest = read_document(folder.path("manifest.json"));
    CHECK((manifest.find("fingerprint") != nullptr) == finished);
    CHECK_NOTHROW(check_folder(folder.path(), "set/made_up"));
    CHECK_NOTHROW(reserve_folder(folder.path(), scenario, made_here(scenario)));
    const auto problems = problems_of([&] { check_folder(folder.path(), "set/other"); });
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].where == folder.path());
    CHECK_THAT(problems[0].what, Catch::Contains("'set/made_up'") &&
                                     Catch::Contains("'set/other'") && Catch::Contains("--out"));
}

TEST_CASE(
    "a run that begins keeps the digests of what is there, but of the store, which it changes",
    "[results]") {
    const TemporaryFolder folder;
    const Scenario scenario = Scenario::load(folder.write("a.json", one_model));
    const std::string at = folder.path("results");
    leave_results(at, scenario);
    folder.write("results/store.sqlite", "rows");
    folder.write("results/calibration.json", "{}");
    record_files(at, {"store.sqlite", "calibration.json"});
    CHECK(files_known_in(at).count("store.sqlite") == 1);
    reserve_folder(at, scenario, made_here(scenario));
    CHECK(files_known_in(at).count("store.sqlite") == 0);
    CHECK(files_known_in(at).count("calibration.json") == 1);
}

TEST_CASE("results of another file are never replaced, be it called the same", "[results]") {
    const TemporaryFolder folder;
    const std::string x = folder.write("x/a.json", one_model);
    const std::string y = folder.write("y/a.json", made_longer(one_model));
    const std::string at = folder.path("results/a");
    leave_results(at, Scenario::load(x));
    const std::string line = refusal_of(at, y);
    CHECK_THAT(line, Catch::StartsWith(at + ": ") && Catch::Contains("x/a.json'") &&
                         Catch::Contains("y/a.json'") && Catch::Contains("--out"));
    CHECK_THROWS_AS(reserve_folder(at, Scenario::load(y), made_here(Scenario::load(y))), UserError);
    CHECK(refusal_of(at, x).empty());

    SECTION("nor where the two say the same: what stands beside a file is part of it") {
        folder.write("y/a.json", one_model);
        CHECK_FALSE(refusal_of(at, y).empty());
    }
    SECTION("a file that has been moved is the same if it says the same") {
        fs::remove(y);
        fs::rename(x, y);
        CHECK(refusal_of(at, y).empty());
    }
}

TEST_CASE("the same file is the same after an edit, by any name and in any company", "[results]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("x/a.json", one_model);
    leave_results(folder.path("results/a"), Scenario::load(file));
    folder.write("x/a.json", made_longer(one_model));
    CHECK(refusal_of(folder.path("results/a"), file).empty());
    CHECK(refusal_of(folder.path("results/a"), folder.path("results/../x/./a.json")).empty());
    fs::create_directory_symlink(folder.path("x"), folder.path("link"));
    CHECK(refusal_of(folder.path("results/a"), folder.path("link/a.json")).empty());
    // Both moved together, as a checkout is.
    const TemporaryFolder elsewhere;
    fs::rename(folder.path("x"), elsewhere.path("x"));
    fs::rename(folder.path("results"), elsewhere.path("results"));
    CHECK(refusal_of(elsewhere.path("results/a"), elsewhere.path("x/a.json")).empty());
}

TEST_CASE("a manifest names the file as it is seen from its folder", "[results]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("x/a.json", one_model);
    leave_results(folder.path("results/a"), Scenario::load(file));
    const Node manifest = read_document(folder.path("results/a/manifest.json"));
    CHECK(manifest.find("file")->text == "../../x/a.json");
    CHECK(manifest.find("settings")->items.empty());
}

TEST_CASE("files that somebody else left are not replaced", "[results]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.json", one_model);
    for (const char* name : result_names) {
        folder.write(std::string(name) + " beside/" + name, "mine");
        CHECK_THAT(refusal_of(folder.path(std::string(name) + " beside"), file),
                   Catch::Contains(name) && Catch::Contains("--out"));
    }
    folder.write("with others/notes.txt", "mine");
    CHECK(refusal_of(folder.path("with others"), file).empty());
    for (const char* theirs :
         {"{\"short_name\": \"an app\"}", "[]", "{\"scenario\": 5}", "{", ""}) {
        CAPTURE(theirs);
        folder.write("theirs/manifest.json", theirs);
        CHECK_THAT(refusal_of(folder.path("theirs"), file),
                   Catch::Contains("manifest.json") && Catch::Contains("--out"));
    }
}

TEST_CASE("other settings of the same file replace results with a line that says so", "[results]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.json", one_model);
    const std::string at = folder.path("results/a");
    using Sets = std::vector<std::pair<std::string, std::string>>;
    const auto load = [&](const Sets& sets, const Sets& overs = {}) {
        return Scenario::load(file, {sets, overs});
    };
    const auto said = [&](const Scenario& scenario) {
        return replaced_settings(at, origin_of(scenario));
    };
    CHECK(said(load({})).empty());
    reserve_folder(at, load({}), made_here(load({})));
    CHECK(said(load({{"requests", "7"}})).empty());  // there is nothing yet
    leave_results(at, load({}));
    CHECK(said(load({})).empty());
    CHECK(said(load({{"requests", "7"}})) ==
          at + ": the results in this folder were made without --set requests=7 and are replaced "
               "by results made with --set requests=7; to keep both, choose another folder with "
               "--out");
    leave_results(at, load({{"requests", "7"}, {"seed", "2"}}, {{"sla_ms", "50,60"}}));
    CHECK(said(load({{"seed", "2"}, {"requests", "6"}, {"requests", "7"}}, {{"sla_ms", "50,60"}}))
              .empty());
    CHECK(said(load({{"requests", "8"}, {"seed", "2"}}, {{"sla_ms", "50,60"}})) ==
          at + ": the results in this folder were made with --set requests=7 and are replaced by "
               "results made with --set requests=8; to keep both, choose another folder with "
               "--out");
    CHECK(said(load({{"requests", "7"}, {"seed", "2"}})) ==
          at + ": the results in this folder were made with --over sla_ms=50,60 and are replaced "
               "by results made without --over sla_ms=50,60; to keep both, choose another folder "
               "with --out");
    // A long setting is cut, and never within a letter.
    for (const char* before : {"", "x"}) {
        std::string about = before;
        for (int i = 0; i < 80; ++i) about += "é";
        const std::string policy = R"([{"name": ")" + about + R"(", "select": "fastest"}])";
        const std::string text = said(load({{"policies", policy}}));
        CAPTURE(text);
        const size_t end = text.find("…");
        REQUIRE(end != std::string::npos);
        // Only whole letters can be read.
        const size_t begin = text.rfind('"', end) + 1;
        CHECK_NOTHROW(parse_document("\"" + text.substr(begin, end - begin) + "\"", ""));
    }
    // What the file itself says by now is no setting.
    folder.write("a.json", made_longer(one_model));
    leave_results(at, load({}));
    folder.write("a.json", one_model);
    CHECK(said(load({})).empty());
}

}  // namespace mdisim
