#include "sim/world/network/latency_series.hpp"
#include "sim/measure/tally.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/files/recordings.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/world.hpp"
#include "tests/scenario/least.hpp"
#include "tests/support/columns.hpp"
#include "tests/support/times.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Numbers = std::vector<int64_t>;

SeriesNetwork of_latencies(const Numbers& ms) {
    Numbers ns;
    for (const int64_t x : ms) ns.push_back(x * 1'000'000);
    SeriesNetwork network;
    network.latencies_ns = ns;
    return network;
}

TEST_CASE("a latency holds until the next one, and the series begins again", "[network]") {
    SeriesNetwork network = of_latencies({10, 20, 40});
    const LatencySeries even(network);
    CHECK(even.lap() == lasting_s(3));
    CHECK(even.one_way(at_ms(0)).ms() == 5);
    CHECK(even.one_way(at_ms(999.999)).ms() == 5);
    CHECK(even.one_way(at_ms(1000)).ms() == 10);
    CHECK(even.one_way(at_ms(2999)).ms() == 20);
    CHECK(even.one_way(at_ms(3000 * 5 + 1)).ms() == 5);

    network.measures = Measures::one_way;
    network.times_ns = Numbers{7'000'000'000, 7'100'000'000, 8'000'000'000};
    const LatencySeries timed(network);
    CHECK(timed.lap() == Duration{1'900'000'000});  // the last holds as long as the one before
    CHECK(timed.one_way(at_ms(99)).ms() == 10);
    CHECK(timed.one_way(at_ms(100)).ms() == 20);
    CHECK(timed.one_way(at_ms(1000)).ms() == 40);
    // A further recording: what holds at the end of the first does so as long as the one before.
    network.times_ns = Numbers{0, 200'000'000, 0};
    CHECK(LatencySeries(network).lap() == Duration{600'000'000});
}

// Round trips of requests 100 ms apart, of this many phones.
std::vector<double> round_trips(const SeriesNetwork& network, uint32_t phone, size_t n) {
    Network described;
    described.kind() = network;
    const ReadyNetwork ready(described, Payload{});
    NetworkPaths paths(ready, 1, 0);
    std::vector<double> all;
    for (size_t i = 0; i < n; ++i) {
        const Time at = at_ms(100.0 * static_cast<double>(i));
        const Duration up = paths.up(phone, at, {}, 1000);
        all.push_back((up + paths.down(phone, at + up, {}, 8000)).ms());
    }
    return all;
}

TEST_CASE("every phone begins at a place of its own, or where it is told", "[network]") {
    SeriesNetwork network = of_latencies({10, 20, 30, 40, 50, 60, 70, 80, 90, 100});
    network.interval_ms = 10000;
    CHECK(round_trips(network, 0, 1) == round_trips(network, 0, 1));
    std::vector<double> begins;
    for (uint32_t phone = 0; phone < 20; ++phone) {
        begins.push_back(round_trips(network, phone, 1).front());
    }
    CHECK(std::set<double>(begins.begin(), begins.end()).size() > 5);
    network.begin_s = 30;
    for (uint32_t phone = 0; phone < 3; ++phone) {
        CHECK(round_trips(network, phone, 1).front() == 40);
    }
}

SeriesNetwork in_table(const TemporaryFolder& folder, const std::string& text) {
    SeriesNetwork network;
    network.file = folder.write("rtt.csv", text);
    return network;
}

TEST_CASE("series are read with the units and times of their columns", "[network]") {
    const TemporaryFolder folder;
    SeriesNetwork network = in_table(folder, "12.5\n13\n");
    network.unit = Unit::ms;
    read_latencies(network);
    CHECK(values_of(network.latencies_ns) == Numbers{12'500'000, 13'000'000});
    network = in_table(folder, "taken,rtt_us\n2026-03-02T09:00:00Z,7\n2026-03-02T09:00:01.5Z,8\n");
    network.column = "rtt_us";
    network.time = "taken";
    read_latencies(network);
    CHECK(values_of(network.latencies_ns) == Numbers{7000, 8000});
    CHECK(network.times_ns.last() - network.times_ns.first() == 1'500'000'000);
    const auto wrong = [&](const std::string& text) {
        std::vector<std::string> lines = lines_of(problems_of([&] {
            SeriesNetwork read = in_table(folder, text);
            read.column = "rtt_ms";
            read.time = "t_s";
            read_latencies(read);
        }));
        for (std::string& line : lines) line.erase(0, line.find("rtt.csv"));
        return lines;
    };
    using Lines = std::vector<std::string>;
    CHECK(wrong("t_s,rtt_ms\n1,2\n1,x\n3,-1\n") ==
          Lines{"rtt.csv:3:3: expected a time from 0 to 23 days, not 'x'",
                "rtt.csv:3:1: is the time of the line above",
                "rtt.csv:4:3: expected a time from 0 to 23 days, not '-1'"});
    CHECK(wrong("t_s,rtt_ms\n") == Lines{"rtt.csv: has no latencies"});
    CHECK(wrong("t_s,rtt_ms\n1,2\n") ==
          Lines{"rtt.csv: has a single latency: leave out its 'time'"});
    CHECK(wrong("t_ms,rtt_ms\n1,2\n") ==
          Lines{"rtt.csv:1: has no column 't_s'. Did you mean 't_ms'?"});
}

double lag_one_correlation(const std::vector<double>& x) {
    double mean = 0;
    for (const double value : x) mean += value / static_cast<double>(x.size());
    double products = 0;
    double squares = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        squares += (x[i] - mean) * (x[i] - mean);
        if (i > 0) products += (x[i] - mean) * (x[i - 1] - mean);
    }
    return products / squares;
}

// The numbers are those of the data's own description. Drawn independently, both would be near 0.
TEST_CASE("recorded networks keep the order of their round trips", "[network]") {
    const std::string root = MDISIM_SOURCE_DIR "/../shared/data/rtt_series/";
    if (!std::filesystem::exists(root)) return;
    const auto correlation = [&](const char* file) {
        SeriesNetwork network;
        network.file = root + file;
        network.column = "rtt_ms";
        network.interval_ms = 100;  // the spacing of the requests
        network.begin_s = 0;
        read_latencies(network);
        return lag_one_correlation(round_trips(network, 0, network.latencies_ns.size()));
    };
    CHECK(correlation("5g_public_urban.csv") == Approx(0.82).margin(0.03));
    CHECK(correlation("4g_phone.csv") == Approx(0.01).margin(0.03));
}

TEST_CASE("a scenario runs on a series, in the general form or by columns", "[network]") {
    const TemporaryFolder folder;
    folder.write("rtt.csv", "rtt_ms\n10\n400\n10\n30\n");
    const std::string file =
        folder.write("s.json", least_scenario(R"({"requests": 400, "network": {"kind": "series",
            "file": "rtt.csv", "begin_s": 0.5}})"));
    const Point point = Scenario::load(file).point(0);
    const Cell cell{point.world, Duration::from_ms(100), point.policies.front()};
    Plan plan = point.plan();
    const Tally tally = simulate({&cell, 1}, plan).front().tally;
    CHECK(tally.on_time == 300);
    plan.path = Path::events;
    CHECK(simulate({&cell, 1}, plan).front().tally.fingerprint == tally.fingerprint);
}

}  // namespace
}  // namespace mdisim
