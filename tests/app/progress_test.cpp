// What is told meanwhile, where somebody looks on.
#include <cmath>
#include <string>
#include <vector>

#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

// In a terminal of its own, whose every byte is kept.
std::string shown_in_terminal(const std::vector<std::string>& words) {
    std::string typed = "'" MDISIM_PROGRAM "'";
    for (const std::string& word : words) typed += " '" + word + "'";
    Surroundings terminal;
    terminal.variables = {"NO_COLOR=1"};
    terminal.program = "/usr/bin/script";
    const Ended ended =
        run_program({"--quiet", "--return", "--command", typed, "/dev/null"}, terminal);
    REQUIRE(ended.code == 0);
    return ended.out;
}

}  // namespace

TEST_CASE("on a terminal a bar grows in place, and leaves nothing behind", "[app]") {
    const TemporaryFolder folder;
    const std::string shown =
        shown_in_terminal(with(small_figure(folder.path("r")), {"--set", "requests=100000", "--set",
                                                                "replications=12", "--jobs", "1"}));
    CHECK(shown.find('\x1b') == std::string::npos);  // NO_COLOR
    std::vector<std::string> bars;
    size_t end = 0;
    for (size_t at = 0; (at = shown.find("\r[", at)) != std::string::npos; at = end) {
        end = shown.find('\r', at + 1);
        REQUIRE(end != std::string::npos);
        bars.push_back(shown.substr(at + 1, end - at - 1));
    }
    REQUIRE(bars.size() >= 2);
    const auto percent = [](const std::string& bar) { return std::stoi(bar.substr(42)); };
    for (size_t i = 0; i < bars.size(); ++i) {
        CAPTURE(bars[i]);
        CHECK(bars[i].size() <= 79);
        CHECK_THAT(bars[i],
                   Catch::Contains("] ") && Catch::Contains(" %  ") && Catch::Contains(" left"));
        if (i > 0) CHECK(percent(bars[i - 1]) <= percent(bars[i]));
        const auto full = static_cast<double>(std::count(bars[i].begin(), bars[i].end(), '='));
        CHECK(std::abs(full - 0.4 * percent(bars[i])) <= 1);  // of forty
    }
    const size_t widest =
        std::max_element(bars.begin(), bars.end(), [](const auto& a, const auto& b) {
            return a.size() < b.size();
        })->size();
    CHECK(shown.substr(end, 1) == "\r");
    CHECK_THAT(shown, Catch::Contains("\r" + std::string(widest, ' ') + "\r"));
}

}  // namespace mdisim
