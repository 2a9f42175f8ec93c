#include "sim/world/network/bandwidth_trace.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "sim/describe/error.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/times.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using testing::at_ms;
using namespace worlds;
using testing::TemporaryFolder;

TraceNetwork recorded(const TemporaryFolder& folder, const std::string& text) {
    TraceNetwork n;
    n.file = folder.path("trace.csv");
    std::ofstream(n.file) << text;
    return n;
}

// 8, 0 and 16 Mbit/s for a second each: 1, 0 and 2 megabytes.
constexpr auto three = "t_s,mbps\n0,8\n1,0\n2,16\n";

TEST_CASE("a transfer takes until its bytes have passed", "[network]") {
    const TemporaryFolder folder;
    const BandwidthTrace trace(recorded(folder, three));
    CHECK(trace.lap() == Duration::seconds(3));
    CHECK(trace.bytes_a_lap() == 3e6);
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
    const TemporaryFolder folder;
    TraceNetwork slow = recorded(folder, "t_s,mbps\n0,8e-6\n100000000,0\n");
    slow.scale = 1e-6;
    const BandwidthTrace trace(slow);
    CHECK(trace.transfer(at_ms(0), 1) == Duration::seconds(1'000'000));
    CHECK_THROWS_AS(trace.transfer(at_ms(0), 1'000'000'000), OutOfRange);
}

TEST_CASE("transfers one after the other take as long as all of it at once", "[network]") {
    const TemporaryFolder folder;
    const BandwidthTrace trace(recorded(folder, "t_s,mbps\n0,3.7\n0.9,0.2\n2.1,11\n2.5,0\n3,1\n"));
    const Duration whole = trace.transfer(at_ms(123), 7'654'321);
    Duration sum;
    for (int64_t left = 7'654'321; left > 0; left -= 54'321) {
        sum += trace.transfer(at_ms(123) + sum, std::min<int64_t>(left, 54'321));
    }
    CHECK(sum.ms() == Approx(whole.ms()).margin(1e-3));
}

TEST_CASE("recordings follow one another in a file, each sample until the next", "[network]") {
    const TemporaryFolder folder;
    TraceNetwork n = recorded(folder, "trace,t_s,mbps\na,0,8\na,2,16\nb,0,0\nb,1,8\n");
    n.scale = 2;
    const BandwidthTrace trace(n);
    CHECK(trace.lap() == Duration::seconds(6));  // 2 + 2, 1 + 1
    CHECK(trace.bytes_a_lap() == 2 * (2e6 + 4e6 + 0 + 1e6));
}

TEST_CASE("a column of milliseconds lets a packet pass in each", "[network]") {
    const TemporaryFolder folder;
    const BandwidthTrace trace(recorded(folder, "2\n2\n9\n"));
    CHECK(trace.lap().ms() == 10);
    CHECK(trace.bytes_a_lap() == 4500);
    CHECK(trace.transfer(at_ms(0), 3000).ms() == 3);
    CHECK(trace.transfer(at_ms(3), 750).ms() == 6.5);
}

TEST_CASE("what is wrong with a recording is said with its line", "[network]") {
    const TemporaryFolder folder;
    const auto wrong = [&](const std::string& text) {
        try {
            BandwidthTrace(recorded(folder, text));
        } catch (const UserError& error) {
            return error.problems().front().where + " " + error.problems().front().what;
        }
        return std::string();
    };
    CHECK_THAT(wrong("t_s,mbps\n0,8\n1,x\n"),
               Catch::EndsWith(":3 expected a time and a bandwidth, not negative"));
    CHECK_THAT(wrong("t_s,kbps\n0,8\n"), Catch::Contains(":1 has no column 'mbps'"));
    CHECK_THAT(wrong("t_s,mbps\n0,0\n1,0\n"), Catch::Contains("never lets a byte pass"));
    CHECK_THAT(wrong("5\n3\n"), Catch::Contains(":2 expected milliseconds that do not fall"));
}

TEST_CASE("requests travel by a recorded bandwidth, the same on both paths", "[network]") {
    const TemporaryFolder folder;
    World w = plain();
    TraceNetwork n = recorded(folder, three);
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

TEST_CASE("recordings of others can be read", "[network]") {
    const std::string data = MDISIM_SOURCE_DIR "/../shared/data";
    TraceNetwork n;
    n.file = data + "/hsdpa_3g/norway_hsdpa_train_12.csv";
    if (!std::filesystem::exists(n.file)) {
        WARN("skipped: there is no " << n.file);
        return;
    }
    const BandwidthTrace trace(n);
    CHECK(trace.lap().ms() > 1e6);
    CHECK(trace.transfer({}, 1'000'000).ms() > 100);
    n.file = data + "/mahimahi/ATT-LTE-driving-2016.up";
    CHECK(BandwidthTrace(n).bytes_a_lap() == Approx(19101 * 1500.0));
}

}  // namespace
}  // namespace mdisim
