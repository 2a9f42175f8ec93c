// What one run keeps is a log for another; tables become profiles.
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;

// The line of the output that has the fingerprint of the results.
std::string fingerprint_in(const std::string& out) {
    for (const std::string& line : lines_of(out)) {
        if (line.starts_with("fingerprint ")) return line;
    }
    return "";
}

TEST_CASE("the kept requests of a run are a log of it", "[app]") {
    const TemporaryFolder folder;
    const std::string common = R"("version": 1, "sla_ms": 120, "requests": 300, "replications": 1,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 10, "sd_ms": 2},
                            {"name": "B", "accuracy": 0.7, "mean_ms": 40, "sd_ms": 5}]},
        "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 20, "sd_ms": 2.8},
                    "directions": "independent"},
        "phones": 3, "servers": {"replicas": 2}, "policies": ["static_greedy"])";
    folder.write("first.json", "{" + common + R"(, "seed": 1, "records": {"requests": 300},
        "workload": {"kind": "poisson", "rate_per_s": 50}})");
    folder.write("again.json", "{" + common + R"(, "seed": 2,
        "log": {"file": "results/first/requests.csv", "from_zero": true, "created": "created_ms",
                "phone": "phone", "deadline": "deadline_ms", "uplink": "uplink_ms",
                "downlink": "downlink_ms", "model": "model", "execution": "execution_ms"}})");
    const auto run = [&](const std::string& name) {
        return run_program(
            {"run", folder.path(name), "--results", folder.path("results"), "--no-figures"});
    };
    const Ended first = run("first.json");
    CAPTURE(first.out, first.err);
    REQUIRE(first.code == 0);
    const Ended again = run("again.json");
    CAPTURE(again.out, again.err);
    REQUIRE(again.code == 0);
    CHECK(fingerprint_in(first.out) == fingerprint_in(again.out));
    CHECK(fingerprint_in(first.out).size() == 44);
}

TEST_CASE("import writes a profile or says what is wrong", "[app]") {
    const TemporaryFolder folder;
    const std::string table = folder.write("models.csv", "name,accuracy,mean_ms\na,0.5,1\n");
    const std::string profile = folder.path("it.json");
    const Ended written = run_program({"import", "models", table, "--output", profile});
    CHECK(written.code == 0);
    CHECK(written.out == profile + " is written\n");
    const Ended shown = run_program({"import", "models", table, "--dry-run"});
    CHECK(shown.out == read_text(profile));

    const auto error_of = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "import");
        const Ended ended = run_program(words);
        CHECK(ended.code == 2);
        CHECK(ended.out.empty());
        return lines_of(ended.err).front();
    };
    CHECK_THAT(error_of({}), Catch::StartsWith("error: import needs a kind and a file, as in "));
    CHECK(error_of({"modles", table, "--dry-run"}) ==
          "error: there is no importer 'modles'. Did you mean 'models'?");
    CHECK(error_of({"models", table}) ==
          "error: import needs --output FILE, or --dry-run to see what it would write");
    CHECK(error_of({"models", table, "--dry-run", "--where", "name"}) ==
          "--where name: error: expected COLUMN=TEXT");
    CHECK(error_of({"ping", table, "--dry-run", "--where", "name=b"}) ==
          "error: import ping does not take --where; it takes --fit");
    CHECK(error_of({"models", table, "--dry-run", "--where", "name=b"})
              .find("has no row with 'b' in 'name'") != std::string::npos);
    CHECK(error_of({"ping", table, "--dry-run"}).find("has no line of an echo") !=
          std::string::npos);
}

}  // namespace
}  // namespace mdisim
