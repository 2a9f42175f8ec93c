#include "sim/campaign/records.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/run/record.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/watched.hpp"

namespace mdisim {
namespace {

using namespace testing;

void check_same(const std::vector<Record>& a, const std::vector<Record>& b) {
    REQUIRE(a.size() == b.size());
    for (size_t i = 0; i < a.size(); ++i) {
        CHECK(digest_of(a[i].outcome) == digest_of(b[i].outcome));
    }
}

}  // namespace

TEST_CASE("a few requests are watched as they are among all", "[campaign]") {
    for (const char* servers : {R"({"replicas": 2})", "null"}) {
        CAPTURE(servers);
        const Scenario s = busy_scenario("", {{{"servers", servers}}, {}});
        for (size_t policy = 0; policy < 4; ++policy) {
            std::vector<Record> all = watched(s, policy);
            const std::vector<Record> some = {all[11], all[12], all[150]};
            check_same(Watcher().watch(CellCursor(s, {0, policy}), {11, 12, 150}).records, some);
        }
    }
    CHECK(Watcher().watch(CellCursor(busy_scenario()), {}).records.empty());
}

// Networks let later requests come earlier: none may be cut off where requests meet.
TEST_CASE("whichever is the last that is watched, those after it are simulated too", "[campaign]") {
    const Scenario s = busy_scenario();
    const std::vector<Record> all = watched(s, 1);
    for (uint64_t last = 100; last < 160; ++last) {
        CAPTURE(last);
        check_same(Watcher().watch(CellCursor(s, {0, 1}), {last}).records, {all[last]});
    }
}

TEST_CASE("what is watched is replication 0 of the cell", "[campaign]") {
    const Scenario s = busy_scenario();
    CellCursor at(s);
    const Cell cell = at.cell();
    Digest sum;
    for (const Record& record : watched(s, 0)) sum += digest_of(record.outcome);
    CHECK(sum == simulate({&cell, 1}, at.plan(Path::automatic)).front().tally.fingerprint);
}

TEST_CASE("a request that is not there is the user's mistake", "[campaign]") {
    const Scenario s = busy_scenario();
    CHECK_NOTHROW(explain_request(s, 0, 299));
    CHECK(lines_of(problems_of([&] { explain_request(s, 0, 300); })) ==
          std::vector<std::string>{"there is no request 300: there are 300, and the first is 0"});
}

}  // namespace mdisim
