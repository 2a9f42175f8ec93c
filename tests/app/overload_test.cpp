// Arrivals at ten times what the servers can take, for a while: memory follows the queue, not the
// run.
#include <chrono>
#include <string>
#include <thread>

#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

#ifdef __SANITIZE_ADDRESS__
constexpr bool keeps_what_was_freed = true;
#else
constexpr bool keeps_what_was_freed = false;
#endif

// A server that takes a request a millisecond, asked 800 times a second, but for `seconds` 10,000
// times: some 9,200 requests wait for each of them.
long peak_kb(const std::string& requests, double seconds) {
    const TemporaryFolder folder;
    const std::string scenario = folder.write("overload.json", R"({"version": 1,
        "requests": )" + requests + R"(, "replications": 1, "sla_ms": 100,
        "workload": {"kind": "rate", "unit_per_s": 1000, "rate": 0.8,
                     "pieces": [{"from_s": 10, "until_s": )" + std::to_string(10 + seconds) +
                                                                   R"(, "rate": 10}]},
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "servers": {"replicas": 1}, "policies": ["fastest"]})");
    Child child({"run", scenario, "--jobs", "1", "--no-figures", "--out", folder.path("results")});
    // The queue is longest early in the run: what is seen last is the peak.
    long peak = 0;
    while (!child.has_ended()) {
        peak = std::max(peak, child.peak_kb());
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    const Ended ended = child.wait();
    CAPTURE(ended.err);
    REQUIRE(ended.code == 0);
    return peak;
}

TEST_CASE("an overload takes memory for those that wait, not for all that ever came", "[app]") {
    if (keeps_what_was_freed) {
        WARN("skipped: AddressSanitizer keeps what was freed, so nothing could be measured");
        return;
    }
    const long brief = peak_kb("100000", 1);
    const long longer_run = peak_kb("1000000", 1);
    CAPTURE(brief, longer_run);
    CHECK(longer_run < brief + 2000);

    const long longer_queue = peak_kb("1000000", 11);
    CAPTURE(longer_queue);
    const double bytes_each = 1024.0 * static_cast<double>(longer_queue - longer_run) / 92'000;
    CHECK(bytes_each > 100);
    CHECK(bytes_each < 1000);
}

}  // namespace
}  // namespace mdisim
