// What shells complete, and that every option is among it.
#include "sim/app/completion.hpp"
#include "sim/app/arguments.hpp"

#include <string>
#include <vector>

#include "sim/app/command.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Words = std::vector<std::string>;

// What bash makes of the last of these words.
std::string completed(const Words& words) {
    const TemporaryFolder folder;
    const std::string script = folder.write("mdisim", completion_for("bash"));
    std::string text = ". " + script + "\nPATH=$(dirname " MDISIM_PROGRAM "):$PATH\nCOMP_WORDS=(";
    for (const std::string& word : words) text += " '" + word + "'";
    text += ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_mdisim\necho \"${COMPREPLY[*]}\"\n";
    Surroundings around;
    around.program = "/bin/bash";
    const Ended ended = run_program({"-c", text}, around);
    CAPTURE(ended.err);
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
    return ended.out;
}

}  // namespace

TEST_CASE("bash completes commands, options, their values and names", "[app]") {
    CHECK(completed({"mdisim", "ru"}) == "run\n");
    CHECK(completed({"mdisim", "run", "--pa"}) == "--path\n");
    CHECK(completed({"mdisim", "run", "--path", ""}) == "auto events\n");
    CHECK(completed({"mdisim", "run", "--format", "gi"}) == "github\n");
    CHECK(completed({"mdisim", "explain", "mdinf"}) == "mdinference\n");
    CHECK(completed({"mdisim", "help", "ran"}) == "randomness\n");
    CHECK(completed({"mdisim", "list", "pro"}) == "profiles\n");
    CHECK(completed({"mdisim", "run", "scenarios/hello/h"}) ==
          "scenarios/hello/hello.json scenarios/hello/hello.json\n");
    CHECK(completed({"mdisim", "version", "x"}) == "\n");
}

TEST_CASE("every command and option is completed in every shell", "[app]") {
    for (const std::string& shell : completed_shells()) {
        const std::string script = completion_for(shell);
        for (const Command& command : all_commands()) {
            CAPTURE(shell, command.name);
            CHECK_THAT(script, Catch::Contains(command.name));
            for (const OptionSpec& option : command.options) {
                const std::string name = option.name.substr(0, option.name.find(','));
                CHECK_THAT(script, Catch::Contains((shell == "fish" ? "-l " : "--") + name));
            }
        }
        const Ended ended = run_program({"completion", shell});
        CHECK(ended.out == script);
        Surroundings around;
        around.program = "/usr/bin/" + shell;
        if (!std::filesystem::exists(around.program)) continue;
        const TemporaryFolder folder;
        const Ended parsed = run_program({"-n", folder.write("script", script)}, around);
        CAPTURE(parsed.err);
        CHECK(parsed.code == 0);
    }
    CHECK(refusal({"completion", "bahs"}) ==
          "error: there is no completion for 'bahs'. Did you mean 'bash'?\n");
}

}  // namespace mdisim
