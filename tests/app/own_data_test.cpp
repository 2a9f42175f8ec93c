// docs/own_data.md shows what the program prints.
#include <sstream>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;

// A command of a page, without the program's name, and the lines below it.
struct Shown {
    std::string command;
    std::string output;
};

std::vector<Shown> commands_in(const std::string& page) {
    const std::string prompt = "    $ ./build/release/mdisim ";
    std::vector<Shown> all;
    bool inside = false;
    for (const std::string& line : lines_of(page)) {
        if (line.starts_with(prompt)) {
            all.push_back({line.substr(prompt.size()), ""});
            inside = true;
        } else if (inside && (line.empty() || line.starts_with("    "))) {
            all.back().output += (line.empty() ? "" : line.substr(4)) + "\n";
        } else {
            inside = false;
        }
    }
    return all;
}

std::vector<std::string> words_of(const std::string& command) {
    std::vector<std::string> words;
    std::istringstream in(command);
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

std::string without_empty_end(std::string text) {
    while (text.ends_with("\n")) text.pop_back();
    return text;
}

TEST_CASE("the page on one's own data shows what the program prints", "[app]") {
    const std::vector<Shown> shown = commands_in(read_text("docs/own_data.md"));
    REQUIRE(shown.size() >= 3);
    for (const Shown& one : shown) {
        CAPTURE(one.command);
        const Ended ended = run_program(words_of(one.command));
        CAPTURE(ended.out, ended.err);
        CHECK(ended.code == 0);
        CHECK(without_empty_end(ended.out + ended.err) == without_empty_end(one.output));
    }
}

TEST_CASE("the scenario of the page is the one that is run", "[app]") {
    const std::string page = read_text("docs/own_data.md");
    const std::string scenario = read_text("docs/examples/own_data/own.json");
    CHECK(page.find("```json\n" + scenario + "```") != std::string::npos);
    CHECK(std::count(scenario.begin(), scenario.end(), '\n') <= 10);
}

}  // namespace
}  // namespace mdisim
