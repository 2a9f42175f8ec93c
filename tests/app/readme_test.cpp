// What the README shows is what the program does.
#include <string>

#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;

TEST_CASE("the README's example policy is the one that is built and held to the laws", "[app]") {
    const std::string example = read_text("docs/examples/halfway.cpp");
    const std::string box = "```cpp title=\"docs/examples/halfway.cpp\"\n" + example + "```";
    CHECK(read_text("README.md").find(box) != std::string::npos);
    CHECK(std::count(example.begin(), example.end(), '\n') < 40);
    CHECK(find_policy(Decision::select, "halfway") != nullptr);
}

TEST_CASE("the example of the library is short", "[app]") {
    const std::string example = read_text("docs/examples/library/main.cpp");
    CHECK(std::count(example.begin(), example.end(), '\n') < 25);
}

TEST_CASE("what the README shows of the first command is all that the program prints", "[app]") {
    const Ended ended = run_program({"run", "scenarios/hello/hello.json", "--no-figures"});
    REQUIRE(ended.code == 0);
    std::string shown = "    $ ./build/release/mdisim run scenarios/hello/hello.json\n";
    for (const std::string& line : lines_of(ended.out)) shown += "    " + line + "\n";
    CAPTURE(shown);
    CHECK(read_text("README.md").find(shown + "\n") != std::string::npos);
}

}  // namespace
}  // namespace mdisim
