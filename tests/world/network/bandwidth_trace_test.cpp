#include "sim/world/network/bandwidth_trace.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/engine/law.hpp"
#include "sim/world/world.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/times.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using testing::at_ms;
using namespace worlds;

using Samples = std::vector<std::pair<double, double>>;  // seconds, Mbit/s

TraceNetwork recorded(const Samples& samples) {
    std::vector<double> times_s;
    std::vector<double> rates_mbit_per_s;
    for (const auto& [time_s, rate] : samples) {
        times_s.push_back(time_s);
        rates_mbit_per_s.push_back(rate);
    }
    TraceNetwork n;
    n.times_s = std::move(times_s);
    n.rates_mbit_per_s = std::move(rates_mbit_per_s);
    return n;
}

// 1, 0 and 2 megabytes.
const Samples three = {{0, 8}, {1, 0}, {2, 16}};

TEST_CASE("a transfer takes until its bytes have passed", "[network]") {
    const BandwidthTrace trace(recorded(three));
    CHECK(trace.lap() == testing::lasting_s(3));
    CHECK(trace.transfer(at_ms(0), 3'000'000) == trace.lap());
    CHECK(trace.transfer(at_ms(0), 0).ns == 0);
    CHECK(trace.transfer(at_ms(0), 500'000).ms() == 500);
    CHECK(trace.transfer(at_ms(500), 500'000).ms() == 500);
    CHECK(trace.transfer(at_ms(500), 1'000'000).ms() == 1750);  // over the second without any
    CHECK(trace.transfer(at_ms(1500), 1).ms() == Approx(500.0005));
    CHECK(trace.transfer(at_ms(2000), 2'000'000).ms() == 1000);  // to the end of the lap
    CHECK(trace.transfer(at_ms(2000), 2'500'000).ms() == 1500);  // and on from its begin
    CHECK(trace.transfer(at_ms(0), 9'000'000).ms() == 9000);
    CHECK(trace.transfer(at_ms(3000 * 7 + 500), 500'000).ms() == 500);
}

TEST_CASE("a transfer that takes longer than anybody waits is an error", "[network]") {
    TraceNetwork slow = recorded({{0, 8e-6}, {1e8, 0}});
    slow.scale = 1e-6;
    const BandwidthTrace trace(slow);
    CHECK(trace.transfer(at_ms(0), 1) == testing::lasting_s(1'000'000));
    CHECK_THROWS_AS(trace.transfer(at_ms(0), 1'000'000'000), OutOfRange);
}

TEST_CASE("transfers one after the other take as long as all of it at once", "[network]") {
    const BandwidthTrace trace(recorded({{0, 3.7}, {0.9, 0.2}, {2.1, 11}, {2.5, 0}, {3, 1}}));
    const Duration whole = trace.transfer(at_ms(123), 7'654'321);
    Duration sum;
    for (int64_t left = 7'654'321; left > 0; left -= 54'321) {
        sum += trace.transfer(at_ms(123) + sum, std::min<int64_t>(left, 54'321));
    }
    CHECK(sum.ms() == Approx(whole.ms()).margin(1e-3));
}

TEST_CASE("recordings follow one another, each sample until the next", "[network]") {
    TraceNetwork n = recorded({{0, 8}, {2, 16}, {0, 0}, {1, 8}});
    n.scale = 2;
    const BandwidthTrace trace(n);
    CHECK(trace.lap() == testing::lasting_s(6));  // 2 + 2, 1 + 1
    CHECK(trace.transfer(at_ms(0), 2 * (2'000'000 + 4'000'000 + 0 + 1'000'000)) == trace.lap());
}

TEST_CASE("a packet may pass in the millisecond of each stamp", "[network]") {
    TraceNetwork n;
    n.packets_ns = std::vector<int64_t>{2'000'000, 2'000'000, 9'000'000};
    const BandwidthTrace trace(n);
    CHECK(trace.lap().ms() == 10);
    CHECK(trace.transfer(at_ms(0), 4500) == trace.lap());
    CHECK(trace.transfer(at_ms(0), 3000).ms() == 3);
    CHECK(trace.transfer(at_ms(3), 750).ms() == 6.5);
}

TEST_CASE("a recording lets some byte pass", "[network]") {
    TraceNetwork silent = recorded({{0, 0}, {1, 0}});
    silent.file = "silent.csv";
    const auto problems = testing::problems_of([&] { BandwidthTrace{silent}; });
    REQUIRE(problems.size() == 1);
    CHECK(testing::line_of(problems.front()) == "silent.csv: never lets a byte pass");
    CHECK_THROWS_AS(BandwidthTrace(TraceNetwork{}), InternalError);
}

TEST_CASE("requests travel by a recorded bandwidth, the same on both paths", "[network]") {
    World w = plain();
    TraceNetwork n = recorded(three);
    n.round_trip = Constant{20};
    n.down = Constant{8};
    w.network = n;
    w.payload = {100, 1};
    w.phones = 300;
    const Cell c = cell(w, 2000, "fastest");
    Plan p = plan(3000);
    const CellResult by_columns = simulate({&c, 1}, p).front();
    p.path = Path::events;
    const CellResult general = simulate({&c, 1}, p).front();
    CHECK(by_columns.tally.fingerprint == general.tally.fingerprint);
    // Of a lap's starts 900 ms take 100 ms, 100 take 1,075 on average, 1,000 take 550, 950 take 50,
    // and 50 take 75.
    const double mean_ms = static_cast<double>(by_columns.tally.network.total) / 1e6 / 3000 - 21;
    CHECK(mean_ms == Approx((90 + 107.5 + 550 + 47.5 + 3.75) / 3).epsilon(0.1));
}

}  // namespace
}  // namespace mdisim
