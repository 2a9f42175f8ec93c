// A cell that crashes its process is found out, left out after three times, and does not stop the
// others.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

Ended run_crashing(const Words& words) {
    Surroundings around;
    around.program = MDISIM_CRASHING;
    return run_program(words, around);
}

// Six cells that share a tape; one of them crashes.
Words six_cells(const std::string& out, const std::string& crashing) {
    return {"run",
            "scenarios/hello/hello.json",
            "--set",
            "requests=50",
            "--set",
            "replications=3",
            "--set",
            R"(policies=["fastest", {"name": "bad", "select": {"policy": "crashing", )" + crashing +
                "}}]",
            "--over",
            "sla_ms=50,100,150",
            "--out",
            out};
}

size_t cells_in(const std::string& folder) {
    return read_document(folder + "/summary.json").find("cells")->items.size();
}

}  // namespace

TEST_CASE("a cell that crashes three times is left out and reported, and the others are done",
          "[app][crash]") {
    const bool overflow = GENERATE(false, true);
    const int jobs = GENERATE(1, 2);
    CAPTURE(overflow, jobs);
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    Words words = six_cells(
        at, std::string(R"("at_sla_ms": 100, "overflow": )") + (overflow ? "true" : "false"));
    words = with(words, {"--jobs", std::to_string(jobs)});
    for (int crash = 0; crash < 3; ++crash) {
        const Ended ended = run_crashing(words);
        CHECK(ended.code == (overflow ? -SIGSEGV : -SIGABRT));
        CHECK_THAT(ended.err, Catch::Contains("crashed while computing a cell"));
        CHECK(!fs::exists(at + "/metrics.csv"));
    }
    const Ended ended = run_crashing(words);
    CHECK(ended.code == 1);
    CHECK_THAT(ended.err, Catch::Contains("crashed 3 times: bad@sla_ms=100"));
    CHECK_THAT(ended.err, !Catch::Contains("times: fastest") && !Catch::Contains("sla_ms=50"));
    CHECK(cells_in(at) == 5);
    CHECK(read_document(at + "/manifest.json").find("fingerprint") == nullptr);

    const Ended status = run_crashing({"status", at});
    CHECK_THAT(status.out, Catch::Contains("5 of 6 cells are done") &&
                               Catch::Contains("crashed too often: bad@sla_ms=100"));

    // What the others gave is what they give without it.
    const std::string whole = folder.path("whole");
    REQUIRE(run_crashing(six_cells(whole, R"("at_sla_ms": 1)")).code == 0);
    const Node with_it = read_document(whole + "/summary.json");
    const Node without = read_document(at + "/summary.json");
    size_t same = 0;
    for (const Node& a : with_it.find("cells")->items) {
        for (const Node& b : without.find("cells")->items) same += dump(a) == dump(b);
    }
    CHECK(same == 5);

    // Once it is mended, or the log removed, it has its chances again.
    fs::remove(at + "/store.sqlite.crashes");
    CHECK(run_crashing(words).code == (overflow ? -SIGSEGV : -SIGABRT));
}

TEST_CASE("an entry of the log that a disk has changed does not count, and hides no other",
          "[app][crash]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    const std::string log = at + "/store.sqlite.crashes";
    const Words words = six_cells(at, R"("at_sla_ms": 100)");
    for (int crash = 0; crash < 3; ++crash) CHECK(run_crashing(words).code == -SIGABRT);
    const std::string whole = read_text(log);
    const auto is_left_out = [&](const std::string& bytes) {
        std::ofstream(log, std::ios::binary) << bytes;
        return times_in(run_crashing({"status", at}).out, "crashed too often: bad@sla_ms=100") > 0;
    };
    CHECK(is_left_out(whole));
    CHECK(is_left_out("part of an entry" + whole));
    for (size_t from_end : {1, 9, 20}) {
        std::string changed = whole;
        changed[changed.size() - from_end] ^= 1;
        CHECK_FALSE(is_left_out(changed));
        CHECK_FALSE(is_left_out(whole.substr(0, whole.size() - from_end)));
    }
}

TEST_CASE("a process that is killed crashed in nothing", "[app][crash]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    const Words words = {
        "run", "scenarios/hello/hello.json", "--set", "requests=200000000", "--out", at};
    for (int kill = 0; kill < 3; ++kill) {
        Child child(words);
        while (child.seconds_computed() < 0.1 && !child.has_ended()) usleep(1000);
        child.send(SIGKILL);
        CHECK(child.wait().code == -SIGKILL);
    }
    CHECK(!fs::exists(at + "/store.sqlite.crashes"));
}

}  // namespace mdisim
