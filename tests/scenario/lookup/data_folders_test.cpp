// Where the data of mdisim are found, and what is told where they are not.
#include "sim/scenario/lookup/data_folders.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/app/child.hpp"
#include "tests/scenario/least.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

// A program that lies where no data are around it.
Surroundings lonely(const TemporaryFolder& folder) {
    Surroundings around;
    around.folder = folder.path();
    around.program = folder.path("alone/bin/mdisim");
    std::filesystem::create_directories(folder.path("alone/bin"));
    std::filesystem::copy_file(MDISIM_PROGRAM, around.program);
    return around;
}

}  // namespace

TEST_CASE("a folder is found beside or above a path", "[lookup]") {
    REQUIRE(std::filesystem::is_directory("profiles"));
    CHECK(folder_around("", "profiles") == folder_around(".", "profiles"));
    CHECK(std::filesystem::path(folder_around("", "profiles")).is_absolute());
    CHECK(folder_around(".", "no such folder").empty());
}

TEST_CASE("a folder of data that a program names is looked at last", "[lookup]") {
    const TemporaryFolder folder;
    const std::string here = folder.write("scenarios/only/here.json", least_scenario());
    folder.write("profiles/networks/only_here.json", "{}");
    CHECK(problems_of([] { (void)scenario_file("only/here"); }).size() == 1);
    add_data_folder(folder.path());
    add_data_folder(folder.path());
    CHECK(std::filesystem::equivalent(scenario_file("only/here"), here));
    const Lines names = scenario_names();
    CHECK(std::is_sorted(names.begin(), names.end()));
    CHECK(std::count(names.begin(), names.end(), "only/here") == 1);
    const Lines found = data_folders("profiles", {"."});
    REQUIRE(found.size() >= 2);
    CHECK(std::filesystem::equivalent(found.front(), "profiles"));
    CHECK(found.back() == folder.path("profiles"));
    CHECK(std::count(found.begin(), found.end(), found.back()) == 1);
}

TEST_CASE("a scenario is named by its path or by its name", "[lookup]") {
    CHECK(scenario_file("scenarios/hello/hello.json") == "scenarios/hello/hello.json");
    CHECK(scenario_file("nowhere.json") == "nowhere.json");  // whoever reads it says what is wrong
    CHECK(std::filesystem::equivalent(scenario_file("hello/hello"), "scenarios/hello/hello.json"));
    CHECK_THAT(refusal({"run", "hello/helo"}),
               Catch::StartsWith("hello/helo: error: is no file, and there is no scenario of that "
                                 "name in ") &&
                   Catch::Contains("scenarios/. Did you mean 'hello/hello'?"));
    for (const Lines& words :
         {Lines{"validate", "hello/hello"}, Lines{"claims", "validation/mm1"},
          Lines{"run", "hello/hello", "--set", "requests=10", "--no-figures"}}) {
        const Ended ended = run_program(words);
        CAPTURE(words.front(), ended.err);
        CHECK(ended.code == 0);
    }
}

TEST_CASE("an installation is found beside the program, wherever it is", "[lookup]") {
    const TemporaryFolder folder;
    Surroundings around = lonely(folder);
    folder.write("study.json", least_scenario(R"({"network": {"profile": "networks/mine"}})"));
    const auto run = [&] {
        // The variable that tests set must not be set here.
        Surroundings shell = around;
        shell.program = "/usr/bin/env";
        return run_program({"-u", "MDISIM_PROFILES", around.program, "validate", "study.json"},
                           shell);
    };
    const Ended lost = run();
    CHECK(lost.code == 2);
    CHECK_THAT(lost.err, Catch::Contains("there is no profile 'networks/mine'; there is no folder "
                                         "profiles/ beside or above the scenario, the working "
                                         "folder or the program, nor in an installation, and "
                                         "MDISIM_PROFILES is not set"));
    folder.write("alone/share/mdisim/profiles/networks/mine.json",
                 R"({"network": {"kind": "latency",
                                 "latency": {"kind": "constant", "value_ms": 5}}})");
    const Ended found = run();
    CAPTURE(found.err);
    CHECK(found.code == 0);
    // The variable comes first, and what it names is told.
    const Ended told = run_program({"validate", "study.json"}, around);
    CHECK(told.code == 0);
    around.variables = {"MDISIM_PROFILES=/nowhere"};
    std::filesystem::remove_all(folder.path("alone/share"));
    const Ended nowhere = run_program({"validate", "study.json"}, around);
    CHECK_THAT(nowhere.err, Catch::Contains("there is no profile 'networks/mine' in /nowhere/"));
}

}  // namespace mdisim
