// `mdisim subset` as its users meet it, on a pool in which the answer is known.
#include <filesystem>
#include <string>
#include <vector>

#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Words = std::vector<std::string>;

// "high" is in time at 100 ms and "low" at 20; "never" is slower than "high" and no better.
constexpr auto three_models = R"({"version": 1, "requests": 20, "replications": 2, "sla_ms": 100,
"models": {"list": [{"name": "low", "accuracy": 0.5, "mean_ms": 5},
                    {"name": "never", "accuracy": 0.8, "mean_ms": 120},
                    {"name": "high", "accuracy": 0.8, "mean_ms": 80}]},
"policies": ["most_accurate_within_budget"], "sweep": {"sla_ms": [20, 100]}})";

struct SubsetFolder {
    TemporaryFolder folder;
    Surroundings around;

    SubsetFolder() {
        around.folder = folder.path();
        folder.write("s.json", three_models);
    }
    Ended run(const Words& more) const {
        Words words = {"subset", "s.json"};
        words.insert(words.end(), more.begin(), more.end());
        return run_program(words, around);
    }
};

}  // namespace

TEST_CASE("subset prints the smallest set", "[app][subset]") {
    const SubsetFolder place;
    const Ended ended = place.run({"--within", "0.005"});
    CHECK(ended.code == 0);
    CHECK(
        ended.out.ends_with("the smallest set within 0.50 points of all 3: 2 models\n"
                            "  low, high\n"));
    CHECK_THAT(place.run({"--within", "0.005", "--all-up-to", "2"}).out,
               Catch::Contains("6 sets of models tried, each of them"));
    const Ended document = place.run({"--within", "0.5", "--json", "--jobs", "1"});
    CHECK(document.code == 0);
    const Node smallest = *parse_document(document.out, "stdout").find("smallest");
    CHECK(smallest.find("models")->items.size() == 1);
    CHECK(place.run({"--within", "0.5", "--json", "--jobs", "3"}).out == document.out);
}

TEST_CASE("subset says which policy it takes by itself, and folds at the terminal's width",
          "[app][subset]") {
    SubsetFolder place;
    place.folder.write("s.json", std::string(three_models)
                                     .replace(std::string(three_models).find("[\"most"), 1,
                                              "[{\"name\": \"the first of two\", \"select\": "
                                              "\"static_greedy\"}, "));
    const Ended ended = place.run({"--within", "0.005"});
    CHECK(ended.code == 0);
    CHECK_THAT(ended.out,
               Catch::StartsWith("the first of two, as no --policy is given; the others:\n"
                                 "  most_accurate_within_budget\n2 points: 7 sets"));
    const Words named = {"--within", "0.005", "--policy", "most_accurate_within_budget"};
    CHECK_THAT(place.run(named).out, !Catch::Contains("--policy"));
    place.around.variables = {"COLUMNS=50"};
    for (const std::string& line : lines_of(place.run({"--within", "0.005"}).out)) {
        CAPTURE(line);
        CHECK(line.size() <= 52);  // "±" is two bytes
    }
}

TEST_CASE("subset leaves no folder, and keeps what it computed where there is one",
          "[app][subset]") {
    const SubsetFolder place;
    const Ended first = place.run({"--within", "0.005"});
    CHECK_FALSE(std::filesystem::exists(place.folder.path("results")));
    CHECK(run_program({"run", "s.json", "--no-figures"}, place.around).code == 0);
    CHECK(place.run({"--within", "0.005"}).out == first.out);
    CHECK(run_program({"status", "results/s"}, place.around).out.find("2 of 2 cells are done") !=
          std::string::npos);
}

TEST_CASE("subset says what it needs", "[app][subset]") {
    const SubsetFolder place;
    CHECK(place.run({}).code == 2);
    CHECK(place.run({"--within", "much"}).code == 2);
    CHECK(place.run({"--within", "-0.1"}).code == 2);
    CHECK(place.run({"--within", "0.1", "--all-up-to", "25"}).code == 2);
    CHECK(place.run({"--within", "0.1", "--all-up-to", "all"}).code == 2);
    const Ended ended = place.run({"--within", "0.01", "--policy", "most_acurate_within_budget"});
    CHECK(ended.code == 2);
    CHECK(ended.err.find("most_accurate_within_budget") != std::string::npos);
}

}  // namespace mdisim
