// Recorded workloads of others (beside the repository, not in it): read as they are published, and
// pushed through servers whose waits are known from whole numbers alone. Skipped where the data
// is not.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <queue>
#include <string>

#include "sim/engine/columns.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/scenario/files/recordings.hpp"
#include "sim/world/workload/trace.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/columns.hpp"
#include "tests/validation/by_hand.hpp"

namespace mdisim::validation {
namespace {

const std::string shared = MDISIM_SOURCE_DIR "/../shared/data/";
const std::string llm = shared + "azure_llm_2023/AzureLLMInferenceTrace_code.csv";
const std::string functions = shared + "azure_functions_2019/400_inv_minutes_1_720.csv";

bool is_there(const std::string& file) {
    if (std::filesystem::exists(file)) return true;
    WARN("skipped: there is no " << file);
    return false;
}

// Stamps since the first, read by their columns: all are of one day. Digits are tenths of
// microseconds.
std::vector<int64_t> stamps_by_hand() {
    std::ifstream in(llm);
    std::string line;
    std::getline(in, line);
    std::vector<int64_t> ns;
    while (std::getline(in, line)) {
        const auto number = [&](size_t at, size_t n) { return std::stoll(line.substr(at, n)); };
        const int64_t s = (number(11, 2) * 60 + number(14, 2)) * 60 + number(17, 2);
        ns.push_back(s * 1'000'000'000 + number(20, 7) * 100);
    }
    for (size_t i = ns.size(); i-- > 0;) ns[i] -= ns.front();
    return ns;
}

// First come, first served: whoever is next goes to the server that is free first.
uint128 waits_by_hand(const std::vector<int64_t>& created, size_t servers, int64_t service) {
    std::priority_queue<int64_t, std::vector<int64_t>, std::greater<>> free;
    for (size_t s = 0; s < servers; ++s) free.push(0);
    uint128 waits = 0;
    for (int64_t at : created) {
        const int64_t start = std::max(at, free.top());
        free.pop();
        free.push(start + service);
        waits += static_cast<uint64_t>(start - at);
    }
    return waits;
}

TEST_CASE("azure_llm_2023 through c servers waits as whole numbers say") {
    if (!is_there(llm)) return;
    const std::vector<int64_t> created = stamps_by_hand();
    REQUIRE(created.size() == 8819);
    TraceWorkload trace;
    trace.file = llm;
    trace.stamps_ns = read_stamps(trace);
    uint128 last = 0;
    for (const double service_ms : {50.0, 333.333333, 900.0, 2500.0}) {
        for (const size_t servers : {1u, 2u, 4u, 8u}) {
            World world = world_of({Constant{1}, Constant{service_ms}},
                                   {static_cast<int64_t>(servers), {}, {}, false});
            world.workload = trace;
            const Tally tally =
                simulate_one(world, Duration::from_ms(1000), Plan{1, 0, created.size()});
            const uint128 waits = waits_by_hand(created, servers, Duration::from_ms(service_ms).ns);
            INFO(servers << " servers, " << service_ms << " ms");
            CHECK(tally.requests == created.size());
            CHECK(tally.wait.total == waits);
            CHECK(waits > 0);
            CHECK(waits != last);
            last = waits;
        }
    }
}

TEST_CASE("azure_functions_2019: every count is in its minute") {
    if (!is_there(functions)) return;
    CountsWorkload counts;
    counts.file = functions;
    const auto all = testing::values_of(read_counts(counts));
    REQUIRE(all.size() == 720);
    counts.row = "f001";
    counts.counts = read_counts(counts);
    const auto one = testing::values_of(counts.counts);
    CHECK(std::vector<int64_t>(one.begin(), one.begin() + 8) ==
          std::vector<int64_t>{7, 0, 5, 16, 0, 7, 0, 5});
    for (size_t i = 0; i < 720; ++i) CHECK(one[i] <= all[i]);

    counts.spread = Spacing::even;
    const ReadyWorkload workload{Workload(counts)};
    Arrivals arrivals(workload, 1, 0);
    std::vector<int64_t> seen(720);
    const double unread[column_size] = {};
    while (!arrivals.over()) {
        Time created[column_size];
        const size_t n = arrivals.next(column_size, unread, created);
        for (size_t i = 0; i < n; ++i) ++seen[static_cast<size_t>(created[i].ns / 60'000'000'000)];
    }
    CHECK(seen == one);
}

}  // namespace
}  // namespace mdisim::validation
