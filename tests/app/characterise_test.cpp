// What a controller knows of its servers, printed.
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Words = std::vector<std::string>;

const Words characterise = {"characterise", "scenarios/model_switching/fig2.json",
                            "--set",        "trials.requests=1000",
                            "--set",        "trials.steps=11"};

Words cells_of(const std::string& line) {
    Words cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
    return cells;
}

}  // namespace

TEST_CASE("characterise prints latencies that grow with the rate, as CSV", "[app]") {
    const Ended ended = run_program(characterise);
    REQUIRE(ended.code == 0);
    const Words lines = lines_of(ended.out);
    CHECK(lines.front() ==
          "model,replicas,threads,rate_per_s,requests,latency_ms_p50,latency_ms_p99,attainment");
    std::map<std::string, std::vector<std::vector<double>>> series;
    for (size_t i = 1; i < lines.size(); ++i) {
        const Words cells = cells_of(lines[i]);
        REQUIRE(cells.size() == 8);
        CHECK(cells[4] == "900");  // the first tenth is not counted
        series[cells[0] + " " + cells[1] + "x" + cells[2]].push_back(
            {std::stod(cells[3]), std::stod(cells[5]), std::stod(cells[6]), -std::stod(cells[7])});
    }
    CHECK(series.size() == 5 * 5);
    CHECK(series.count("ResNet-152 4x4") == 1);
    for (const auto& [name, rates] : series) {
        CAPTURE(name);
        REQUIRE(rates.size() == 11);
        for (size_t i = 0; i < rates.size(); ++i) {
            CHECK(rates[i][1] <= rates[i][2]);
            for (size_t k = 0; i > 0 && k < 4; ++k) CHECK(rates[i - 1][k] <= rates[i][k]);
        }
        CHECK(rates.front()[3] < -0.99);  // hardly anybody waits at a tenth of what it can carry
        CHECK(rates.back()[2] > 2 * rates.front()[2]);
    }
}

TEST_CASE("characterise prints the same on any number of threads", "[app]") {
    const Ended alone = run_program(with(characterise, {"--jobs", "1"}));
    CHECK(alone.code == 0);
    CHECK(lines_of(alone.out).size() == 1 + 5 * 5 * 11);
    CHECK(alone.out == run_program(with(characterise, {"--jobs", "3"})).out);
}

TEST_CASE("characterise says what is missing", "[app]") {
    CHECK_THAT(refusal({"characterise"}), Catch::Contains("needs a scenario file"));
    CHECK_THAT(refusal({"characterise", "scenarios/mdinference/fig3.json"}),
               Catch::Contains("the scenario has no \"servers\""));
}

}  // namespace mdisim
