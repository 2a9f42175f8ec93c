// No test writes into the checkout: what tests/support/own_folder.cpp does for every test case, and
// the rules that keep tests from going round it.
#include <filesystem>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"
#include "tests/style/source.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

constexpr auto of_child = "tests/app/child.hpp";
constexpr auto of_folder = "tests/support/own_folder.cpp";

// Programs are started by Child, which has them work outside of the checkout, and nothing but
// own_folder.cpp changes the working directory.
Offences ways_into_the_checkout(const Source& source) {
    static const std::set<std::string> starts = {
        "system(", "popen(", "fork(",   "vfork(",       "execv(",       "execve(",
        "execvp(", "execl(", "execlp(", "posix_spawn(", "posix_spawnp("};
    static const std::set<std::string> moves = {"chdir(", "fchdir(", "current_path("};
    Offences found;
    if (!source.is_below("tests")) return found;
    for (size_t i = 0; i < source.lines.size(); ++i) {
        const std::string& line = source.lines[i];
        for (const std::string& word :
             source.is_code() ? words_in(line) : std::vector<std::string>{}) {
            const size_t colons = word.rfind("::");
            const std::string bare = colons == std::string::npos ? word : word.substr(colons + 2);
            if (starts.contains(bare) && source.path != of_child)
                found.push_back(offence(source, i, "tests start programs with Child"));
            if (moves.contains(bare) && source.path != of_folder)
                found.push_back(offence(source, i, "a test stays in the folder it began in"));
        }
        const bool script = !source.is_code() && source.path.find('.') == std::string::npos;
        if (script && line.starts_with("cd ")) {
            found.push_back(offence(source, i, "a script of a test stays in its folder"));
        }
        if (line.find("WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}") != std::string::npos) {
            found.push_back(offence(source, i, "no test works in the checkout"));
        }
    }
    return found;
}

// Every file below a folder, and when it was written.
std::map<std::string, fs::file_time_type> listing(const std::string& folder) {
    std::map<std::string, fs::file_time_type> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
        files[entry.path().string()] = entry.last_write_time();
    }
    return files;
}

}  // namespace

TEST_CASE("a test case begins in a folder of its own that shows the checkout without its results",
          "[style]") {
    CHECK_FALSE(is_in_checkout("."));
    CHECK(is_in_checkout(MDISIM_SOURCE_DIR));
    CHECK(is_in_checkout("scenarios"));
    CHECK_FALSE(is_in_checkout(MDISIM_SOURCE_DIR "/.."));
    CHECK_FALSE(fs::exists("results"));
    CHECK(read_text("scenarios/hello/hello.json") ==
          read_text(MDISIM_SOURCE_DIR "/scenarios/hello/hello.json"));
}

TEST_CASE("what the program writes by default is in the test's own results/", "[style][app]") {
    const std::string in_checkout = MDISIM_SOURCE_DIR "/results/hello";
    const auto before = listing(in_checkout);
    for (int i = 0; i < 2; ++i) {
        const Ended ended = run_program({"run", "scenarios/hello/hello.json", "--no-figures",
                                         "--set", "requests=" + std::to_string(100 + i)});
        CAPTURE(ended.err);
        REQUIRE(ended.code == 0);
    }
    CHECK(fs::exists("results/hello/hello/metrics.csv"));
    CHECK((listing(in_checkout) == before));
}

TEST_CASE("the rule about ways into the checkout notices what it is for", "[style]") {
    const auto bad = [](const char* path, const char* line) {
        return ways_into_the_checkout(source_of(path, std::string(line) + "\n")).size();
    };
    constexpr auto test = "tests/app/x_test.cpp";
    for (const char* line : {"std::system(\"mdisim run\");", "FILE* p = popen(\"mdisim\", \"r\");",
                             "if (fork() == 0) {", "posix_spawn(&pid, program);",
                             "fs::current_path(MDISIM_SOURCE_DIR);", "chdir(\"..\");"}) {
        CAPTURE(line);
        CHECK(bad(test, line) == 1);
    }
    CHECK(bad(test, "std::system_error error;") == 0);
    CHECK(bad(of_child, "posix_spawn(&pid, program);") == 0);
    CHECK(bad(of_folder, "fs::current_path(folder_);") == 0);
    CHECK(bad(of_child, "fs::current_path(folder_);") == 1);
    CHECK(bad("tests/browser/run", "cd \"$(dirname \"$0\")/../..\"") == 1);
    CHECK(bad("tests/CMakeLists.txt", "    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})") == 1);
    CHECK(bad("scripts/build", "cd \"$(dirname \"$0\")/..\"") == 0);
}

TEST_CASE("no test has a way into the checkout", "[style]") {
    Offences found;
    for (const Source& source : all_sources()) append(found, ways_into_the_checkout(source));
    // The examples above are not what they show.
    std::erase_if(found, [](const std::string& line) {
        return line.starts_with("tests/style/own_folder_test.cpp:");
    });
    check_none(found);
}

}  // namespace mdisim
