// The man pages say what the program's own help says.
#include "sim/app/manual.hpp"
#include "sim/app/arguments.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/app/command.hpp"
#include "sim/app/help_topics.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

// The text that roff stands for, without its requests.
std::string plain(std::string text) {
    for (const std::string_view mark : {"\\&", "\\fB", "\\fI", "\\fR"}) {
        for (size_t at = 0; (at = text.find(mark)) != std::string::npos;) {
            text.erase(at, mark.size());
        }
    }
    for (size_t at = 0; (at = text.find('\\', at)) != std::string::npos; ++at) {
        text.erase(at, 1);
        if (text[at] == 'e') text[at] = '\\';
    }
    return text;
}

}  // namespace

TEST_CASE("every command has a page with all its options, and every topic is in one", "[app]") {
    const std::vector<ManPage> pages = man_pages();
    REQUIRE(pages.size() == all_commands().size() + 1);
    CHECK(pages[0].file == "mdisim.1");
    for (const HelpTopic& topic : help_topics()) {
        CHECK_THAT(plain(pages[0].text), Catch::Contains(topic.text));
    }
    for (size_t i = 0; i < all_commands().size(); ++i) {
        const Command& command = all_commands()[i];
        const std::string text = plain(pages[i + 1].text);
        CHECK(pages[i + 1].file == std::string("mdisim-") + command.name + ".1");
        CHECK_THAT(text, Catch::Contains(std::string("mdisim ") + command.usage));
        CHECK_THAT(text, Catch::Contains(command.summary));
        CHECK_THAT(plain(pages[0].text), Catch::Contains(command.summary));
        for (const OptionSpec& option : command.options) {
            CAPTURE(command.name, option.name);
            CHECK_THAT(text, Catch::Contains("--" + option.name.substr(0, option.name.find(','))));
            CHECK_THAT(text, Catch::Contains(option.doc));
        }
    }
}

TEST_CASE("pages are written into a folder, and man reads them", "[app]") {
    const TemporaryFolder folder;
    const Ended ended = run_program({"manual", folder.path("man")});
    CHECK(ended.code == 0);
    for (const ManPage& page : man_pages()) {
        CHECK(read_text(folder.path("man/" + page.file)) == page.text);
    }
    Surroundings around;
    around.program = "/usr/bin/man";
    around.variables = {"MANWIDTH=80", "LC_ALL=C.UTF-8"};
    if (!std::filesystem::exists(around.program)) return;
    const Ended shown = run_program({"--warnings", "-l", folder.path("man/mdisim-run.1")}, around);
    CHECK(shown.err.empty());
    CHECK_THAT(shown.out, Catch::Contains("--explain-request N"));
}

}  // namespace mdisim
