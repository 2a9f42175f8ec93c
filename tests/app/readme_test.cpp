// What the README shows is what the program does.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "sim/decide/registry.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

std::string text_of(const std::string& file) {
    std::ifstream in(MDISIM_SOURCE_DIR "/" + file);
    std::stringstream text;
    text << in.rdbuf();
    REQUIRE(in);
    return text.str();
}

std::string output_of(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    char buffer[4096];
    while (const size_t n = fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, n);
    REQUIRE(pclose(pipe) == 0);
    return text;
}

TEST_CASE("the README's example policy is the one that is built and held to the laws", "[app]") {
    const std::string example = text_of("docs/examples/halfway.cpp");
    CHECK(text_of("README.md").find("```cpp\n" + example + "```") != std::string::npos);
    CHECK(std::count(example.begin(), example.end(), '\n') < 40);
    CHECK(find_policy(Decision::select, "halfway") != nullptr);
}

TEST_CASE("the README's table is the program's", "[app]") {
    const testing::TemporaryFolder folder;
    const std::string out = folder.path("results");
    const std::string printed = output_of("cd " MDISIM_SOURCE_DIR " && " MDISIM_PROGRAM
                                          " run scenarios/hello/hello.json --no-figures --out " +
                                          out);
    std::stringstream lines(printed);
    const std::string readme = text_of("README.md");
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("results in")) continue;
        INFO(line);
        CHECK(readme.find("    " + line) != std::string::npos);
    }
}

}  // namespace
}  // namespace mdisim
