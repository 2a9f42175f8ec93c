// Campaigns that survive: killed, interrupted, started twice. What they leave is what they would
// have left undisturbed.
#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"
#include "tests/campaign/stored_rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using Clock = std::chrono::steady_clock;

struct Left {
    std::string store;
    std::string metrics;
    std::string summary;
    bool operator==(const Left&) const = default;
};

Left left_in(const std::string& folder) {
    return {stored_rows_in(folder + "/store.sqlite"), read_text(folder + "/metrics.csv"),
            read_text(folder + "/summary.json")};
}

// A few hundred cells on both paths, half a second of work.
Words some_work(const std::string& out) {
    return {"run",    "scenarios/mdinference/fig3.json",
            "--set",  "requests=700",
            "--set",  "replications=4",
            "--over", "estimator.kind=twice_uplink,past_mean",
            "--over", "sla_ms=50:300:25",
            "--jobs", "2",
            "--out",  out};
}

// One cell after the other, each for a while, for longer than any test waits.
Words long_work(const std::string& out, const std::string& requests = "100000") {
    return {"run",    "scenarios/mdinference/fig3.json",
            "--set",  "requests=" + requests,
            "--set",  "replications=1000",
            "--set",  "policies=[\"mdinference\"]",
            "--over", "sla_ms=250",
            "--jobs", "1",
            "--out",  out};
}

template <class Condition>
bool comes_true(Condition condition) {
    for (const auto end = Clock::now() + 60s; Clock::now() < end;) {
        if (condition()) return true;
        std::this_thread::sleep_for(2ms);
    }
    return false;
}

void wait_until_computing(const Child& child, const std::string& folder) {
    // The folder is claimed, and a transaction with the first results is open.
    for (const char* file : {"/manifest.json", "/store.sqlite-journal"}) {
        REQUIRE(comes_true([&] { return fs::exists(folder + file) || child.has_ended(); }));
    }
    REQUIRE(!child.has_ended());
}
void wait_until_claimed(const Child& child, const std::string& folder) {
    REQUIRE(comes_true([&] { return fs::exists(folder + "/manifest.json") || child.has_ended(); }));
    REQUIRE(!child.has_ended());
}

}  // namespace

TEST_CASE("killed at 50 random moments and resumed: the bytes of an undisturbed run",
          "[app][survive]") {
    const TemporaryFolder folder;
    const auto start = Clock::now();
    REQUIRE(run_program(some_work(folder.path("undisturbed"))).code == 0);
    const auto whole = Clock::now() - start;
    const Left expected = left_in(folder.path("undisturbed"));

    std::mt19937 dice(20);
    int kills = 0, finished = 0, found_done = 0;
    std::string at = folder.path("0");
    for (int attempt = 0; (kills < 50 || found_done < 10) && attempt < 500; ++attempt) {
        if (kills % 2 == 1 && fs::exists(at + "/store.sqlite")) {
            found_done += Store::in_file(at + "/store.sqlite").rows() > 0;
        }
        Child child(some_work(at));
        std::this_thread::sleep_for(whole * (dice() % 1000) / 1000);
        child.send(SIGKILL);
        const int code = child.wait().code;
        REQUIRE((code == -SIGKILL || code == 0));
        kills += code != 0;
        for (const auto& [file, whole_file] : {std::pair("/metrics.csv", expected.metrics),
                                               std::pair("/summary.json", expected.summary)}) {
            if (fs::exists(at + file)) CHECK((read_text(at + file) == whole_file));
        }
        if (code != 0) continue;
        CHECK((left_in(at) == expected));
        at = folder.path(std::to_string(++finished));
    }
    CHECK(kills >= 50);
    CHECK(found_done >= 10);
    REQUIRE(run_program(some_work(at)).code == 0);
    CHECK((left_in(at) == expected));
}

TEST_CASE("a folder belongs to its scenario from before its first cell", "[app][survive]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    {
        Child child(long_work(at, "200000000"));
        wait_until_claimed(child, at);
        child.send(SIGKILL);
        CHECK(child.wait().code == -SIGKILL);
    }
    const std::string other = folder.write("other.json", read_text("scenarios/hello/hello.json"));
    const Ended refused = run_program({"run", other, "--out", at});
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains("'mdinference/fig3', not of 'other'"));
}

TEST_CASE("one signal: running cells finish, how to resume is said, exit code 130",
          "[app][survive]") {
    const int signal = GENERATE(SIGINT, SIGTERM);
    const TemporaryFolder folder;
    const std::string at = folder.path("r s");
    Child child(long_work(at));
    wait_until_computing(child, at);
    child.send(signal);
    const Ended ended = child.wait();
    CHECK(ended.code == 130);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, Catch::Contains("interrupted") && Catch::Contains("--out '" + at + "'"));
    CHECK(Store::in_file(at + "/store.sqlite").rows() > 0);
    CHECK(!fs::exists(at + "/metrics.csv"));
}

TEST_CASE("two signals: the end, at once", "[app][survive]") {
    const int second = GENERATE(SIGINT, SIGTERM);
    const TemporaryFolder folder;
    Child child(long_work(folder.path("r"), "200000000"));
    wait_until_claimed(child, folder.path("r"));
    // What the child does then takes much longer, under sanitizers too, than to begin with a cell.
    const double when_claimed = child.seconds_computed();
    REQUIRE(comes_true([&] { return child.seconds_computed() > when_claimed + 0.5; }));
    child.send(SIGINT);
    std::this_thread::sleep_for(100ms);
    CHECK(!child.has_ended());
    child.send(second);
    CHECK(child.wait().code == -second);
}

TEST_CASE("a second process on the same folder is refused, and harms nothing", "[app][survive]") {
    const TemporaryFolder folder;
    const std::string at = folder.path("r");
    Child first(long_work(at));
    wait_until_computing(first, at);
    const std::string manifest = read_text(at + "/manifest.json");
    const Ended second = run_program(long_work(at, "100"));
    CHECK(second.code == 2);
    CHECK(second.out.empty());
    CHECK_THAT(second.err, Catch::Contains("another mdisim") && Catch::Contains("--out"));
    CHECK(read_text(at + "/manifest.json") == manifest);
    CHECK(!first.has_ended());
}

}  // namespace mdisim
