// What a user sees of the assumptions that matter.
#include <string>
#include <vector>

#include "sim/app/command.hpp"
#include "sim/describe/letters.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/queue.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Catch::Contains;

Ended sensitivity_of_hello(std::vector<std::string> more) {
    const TemporaryFolder folder;
    std::vector<std::string> words = {
        "sensitivity", MDISIM_SOURCE_DIR "/scenarios/hello/hello.json",
        "--set",       "requests=300",
        "--results",   folder.path("results")};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
}

}  // namespace

TEST_CASE("assumptions are listed by how much they matter", "[app][sensitivity]") {
    const Ended table = sensitivity_of_hello(
        {"--policy", "MDInference", "--vary", "models.scale=0.95,1.05", "--vary", "sla_ms"});
    REQUIRE(table.code == exit_ok);
    CHECK_THAT(table.out, Contains("effective % of mdinference: ") && Contains("225 to 275") &&
                              Contains("all 2 swings hold together in 95"));
    CHECK(table.out.find("\nsla_ms") < table.out.find("\nmodels.scale"));
    for (const std::string& line : lines_of(table.out)) CHECK(letters(line) <= 80);
    const Ended one = sensitivity_of_hello({"--vary", "sla_ms=249,251", "--format", "csv"});
    CHECK_THAT(one.out, Contains("above_line,above_line_low,above_line_high,shape\n"));
    CHECK_THAT(one.out, !Contains("straight"));
    const Ended alone = sensitivity_of_hello({"--vary", "sla_ms"});
    CHECK_THAT(alone.out, Contains("it holds in 95 of 100") && !Contains("all 1 swing"));
}

TEST_CASE("what a sensitivity cannot tell is refused", "[app][sensitivity]") {
    CHECK(sensitivity_of_hello({}).code == exit_usage);
    CHECK(sensitivity_of_hello({"--vary", "nothing=1,2"}).code == exit_usage);
    CHECK(sensitivity_of_hello({"--vary", "sla_ms", "--policy", "nobody"}).code == exit_usage);
    const Ended rare = sensitivity_of_hello({"--vary", "sla_ms", "--metric", "latency_ms_p999"});
    CHECK(rare.code == exit_usage);
    CHECK_THAT(rare.err, Contains("too few requests lie beyond it"));
}

TEST_CASE("a sensitivity warns of what a run warns of", "[app][sensitivity]") {
    const Ended warned =
        sensitivity_of_hello({"--set", "sla_ms=0.25", "--vary", "models.scale=0.9,1.1"});
    CHECK(warned.code == exit_ok);
    CHECK_THAT(warned.err, Contains("warning: "));
}

TEST_CASE("a sensitivity has the replications and the warm-up that results ask for",
          "[app][sensitivity]") {
    const TemporaryFolder folder;
    const auto of = [&](const std::string& keys, const std::string& rates = "4,6") {
        return run_program({"sensitivity", folder.write("s.json", half_loaded_queue(keys)),
                            "--metric", "latency_ms_mean", "--vary", "workload.rate_per_s=" + rates,
                            "--format", "csv", "--results", folder.path("results")});
    };
    const Ended precise = of(R"(, "requests": 400, "precision": {"latency_ms_mean": 9})");
    REQUIRE(precise.code == exit_ok);
    const size_t at = precise.err.find("precise enough after ");
    REQUIRE(at != std::string::npos);
    const std::string n = precise.err.substr(at + 21, precise.err.find(' ', at + 21) - at - 21);
    CHECK(std::stoi(n) > 20);
    CHECK(precise.out == of(R"(, "requests": 400, "replications": )" + n).out);

    // The greatest warm-up is that of the greatest rate, not of the scenario's own.
    const std::string length = R"(, "requests": 2000, "replications": 20)";
    const Ended settled = of(length + R"(, "warm_up": "auto")", "5,7");
    REQUIRE(settled.code == exit_ok);
    const size_t first = settled.err.find("the first ");
    REQUIRE(first != std::string::npos);
    const std::string left_out =
        settled.err.substr(first + 10, settled.err.find(' ', first + 10) - first - 10);
    CHECK(settled.out == of(length + ", \"warm_up_requests\": " + left_out, "5,7").out);
    CHECK(settled.out != of(length, "5,7").out);
}

}  // namespace mdisim
