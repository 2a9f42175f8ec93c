#include "sim/world/workload/trace.hpp"

#include <catch2/catch.hpp>

#include "sim/describe/error.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/world/workload/arrivals.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

TraceWorkload trace_of(const TemporaryFolder& folder, const std::string& text) {
    TraceWorkload trace;
    trace.file = folder.write("trace.csv", text);
    return trace;
}
CountsWorkload counts_of(const TemporaryFolder& folder, const std::string& text) {
    CountsWorkload counts;
    counts.file = folder.write("counts.csv", text);
    counts.interval_s = 10;
    return counts;
}

// What is wrong, the file called F.
template <class Act>
Lines wrong(const std::string& file, Act act) {
    Lines lines;
    for (const Problem& p : problems_of(act)) {
        std::string line = line_of(p);
        for (size_t at; (at = line.find(file)) != std::string::npos;) {
            line.replace(at, file.size(), "F");
        }
        lines.push_back(line);
    }
    return lines;
}
Lines wrong(const TraceWorkload& trace) {
    return wrong(trace.file, [&] { ReadyTrace ready(trace); });
}
Lines wrong(const CountsWorkload& counts) {
    return wrong(counts.file, [&] { read_counts(counts); });
}

std::vector<double> in_seconds(const std::vector<Time>& times) {
    std::vector<double> s;
    for (Time t : times) s.push_back(seconds(t));
    return s;
}

TEST_CASE("trace: stamps of a column, by its name or number, in its unit", "[world]") {
    const TemporaryFolder folder;
    TraceWorkload trace = trace_of(folder, "id,at,other\n1,100.25,x\n2,100.25,y\n3,103,z\n");
    trace.column = "at";
    const std::vector<int64_t> ns = {100'250'000'000, 100'250'000'000, 103'000'000'000};
    CHECK(read_stamps(trace) == ns);
    CHECK(in_seconds(times_of(trace, 100)) == std::vector<double>{0, 0, 2.75});
    trace.column = "2";
    CHECK(read_stamps(trace) == ns);
    trace.unit = StampUnit::us;
    CHECK(read_stamps(trace) == std::vector<int64_t>{100'250, 100'250, 103'000});
    trace.unit = StampUnit::ns;
    CHECK(read_stamps(trace) == std::vector<int64_t>{100, 100, 103});
    // The only column needs no name, a file of numbers no header.
    CHECK(read_stamps(trace_of(folder, "1.5\n2\n")).size() == 2);
    CHECK(read_stamps(trace_of(folder, "at\n1.5\n2\n")).size() == 2);
}

TEST_CASE("trace: dates, and seconds since 1970, to the nanosecond", "[world]") {
    const TemporaryFolder folder;
    const auto stamp = [&](const std::string& text) {
        return read_stamps(trace_of(folder, text + "\n")).front();
    };
    CHECK(stamp("1970-01-01 00:00:00") == 0);
    CHECK(stamp("2023-11-16 18:17:03.9799600") == 1'700'158'623'979'960'000);
    CHECK(stamp("2024-02-29T23:59:59") == 1'709'251'199'000'000'000);
    CHECK(stamp("2000-03-01 00:00:00.000000001") == 951'868'800'000'000'001);
    CHECK(stamp("1700158623.979960001") == 1'700'158'623'979'960'001);
}

TEST_CASE("trace: scaled in time and in rate, and over and over", "[world]") {
    const TemporaryFolder folder;
    TraceWorkload trace = trace_of(folder, "5\n6\n9\n11\n");
    trace.time_scale = 0.5;
    CHECK(in_seconds(times_of(trace, 9)) == std::vector<double>{0, 0.5, 2, 3});
    trace.rate_scale = 2;
    CHECK(in_seconds(times_of(trace, 9)) == std::vector<double>{0, 0, 0.5, 0.5, 2, 2, 3, 3});
    trace.rate_scale = 0.5;
    CHECK(in_seconds(times_of(trace, 9)) == std::vector<double>{0, 2});
    CHECK(ReadyTrace(trace).longest() == 2);
    trace.rate_scale = 1;
    trace.loop = true;  // 3 s for three gaps: a lap of four lasts 4 s
    CHECK(in_seconds(times_of(trace, 7)) == std::vector<double>{0, 0.5, 2, 3, 4, 4.5, 6});
    CHECK(ReadyTrace(trace).longest() == UINT64_MAX);
    CHECK(ReadyTrace(trace).expected(at_s(4.6)) == 6);
    CHECK(times_until(trace, 4.6).size() == 6);
    CHECK(times_of(trace, 700, Time::max(), 9) == times_of(trace, 700));
    CHECK(ReadyWorkload(trace).random() == false);
}

TEST_CASE("trace: all that is wrong with a file is said, with its lines", "[world]") {
    const TemporaryFolder folder;
    TraceWorkload trace = trace_of(folder, "at,n\n3,1\nnoon,1\n2,\n2023-13-01 00:00:00,4\n");
    CHECK(wrong(trace) ==
          Lines{"F:1: there are several columns: say which ('column'). Known: at n."});
    trace.column = "att";
    CHECK(wrong(trace) == Lines{"F:1: has no column 'att'. Did you mean 'at'?"});
    trace.column = "3";
    CHECK(wrong(trace) == Lines{"F:1: has no column '3'. Known: at n."});
    trace.column = "at";
    const std::string expected = "expected a stamp: a number, or 2023-11-16 18:17:03.97";
    CHECK(wrong(trace) == Lines{"F:3: " + expected, "F:5: " + expected});
    CHECK(wrong(trace_of(folder, "3\n5\n4\n6\n2\n")) ==
          Lines{"F:3: comes before the line above", "F:5: comes before the line above"});
    CHECK(wrong(trace_of(folder, "")) == Lines{"F: has nothing in it"});
    CHECK(wrong(trace_of(folder, "at\n")) == Lines{"F: has no requests"});
    std::string many = "1\n";
    for (int i = 0; i < 30; ++i) many += "x\n";
    CHECK(wrong(trace_of(folder, many)).size() == 11);
    CHECK(wrong(trace_of(folder, many)).back() == "F: 20 more lines are wrong");
    trace.file = folder.path("none.csv");
    CHECK(wrong(trace) == Lines{"F: cannot be read"});
    CHECK_THAT(wrong(trace_of(folder, "function,minute_1\nf,1\n")).front(),
               Catch::Contains("kind 'counts'"));
}

TEST_CASE("trace: a digest holds the file to what it was", "[world]") {
    const TemporaryFolder folder;
    TraceWorkload trace = trace_of(folder, "1\n2\n");
    trace.digest = content_digest(trace.file).hex();
    CHECK(wrong(trace).empty());
    folder.write("trace.csv", "1\n3\n");
    REQUIRE(wrong(trace).size() == 1);
    CHECK_THAT(wrong(trace).front(), Catch::Contains("has changed"));
}

TEST_CASE("counts: at equal distances", "[world]") {
    const TemporaryFolder folder;
    CountsWorkload counts = counts_of(folder, "2\n0\n5\n");
    counts.spread = Spacing::even;
    const std::vector<double> once = {2.5, 7.5, 21, 23, 25, 27, 29};
    CHECK(in_seconds(times_of(counts, 99)) == once);
    CHECK_FALSE(ReadyWorkload(counts).random());
    CHECK(ReadyWorkload(counts).longest() == 7);
    counts.loop = true;
    const std::vector<Time> laps = times_of(counts, 15, Time::max(), 4);
    CHECK(seconds(laps[7]) == 32.5);
    CHECK(seconds(laps[14]) == 62.5);
    CHECK(ReadyCounts(counts).expected(at_s(55)) == 7 + 2 + 2.5);
    counts.time_scale = 0.1;
    CHECK(in_seconds(times_until(counts, 3)) ==
          std::vector<double>{0.25, 0.75, 2.1, 2.3, 2.5, 2.7, 2.9});
    counts.time_scale = 1;
    counts.loop = false;
    counts.rate_scale = 0.5;  // sums of 1, 1, 3.5: rounded to even, 4
    CHECK(in_seconds(times_of(counts, 99)).size() == 4);
}

TEST_CASE("counts: each anywhere in its interval", "[world]") {
    const TemporaryFolder folder;
    CountsWorkload counts = counts_of(folder, "3000\n0\n5000\n1\n");
    counts.spread = Spacing::uniform;
    const std::vector<Time> times = times_of(counts, 9999);
    CHECK(counts_in(times, 10, 4) == std::vector<double>{3000, 0, 5000, 1});
    CHECK(std::is_sorted(times.begin(), times.end()));
    std::vector<double> first;
    std::vector<double> third;
    for (Time t : times) {
        if (t < at_s(10)) first.push_back(seconds(t) / 10);
        if (t > at_s(20) && t < at_s(30)) third.push_back(seconds(t) / 10 - 2);
    }
    CHECK(kolmogorov(first) < 1.95);
    CHECK(kolmogorov(third) < 1.95);
    // Not too even either: windows of a hundredth have the variance of a multinomial.
    const std::vector<double> counted = counts_in(times, 0.1, 100);
    CHECK(std::abs(chi_square_z(counted, std::vector<double>(100, 30.0))) < 4);
    CHECK(times_of(counts, 9999, Time::max(), 31) == times);
    CHECK(ReadyWorkload(counts).random());
}

TEST_CASE("counts: as the means of a Poisson process", "[world]") {
    const TemporaryFolder folder;
    CountsWorkload counts = counts_of(folder, "300\n0\n500\n40\n");
    counts.rate_scale = 20;
    std::vector<double> expected;
    for (double mean : {300.0, 500.0, 40.0}) expected.insert(expected.end(), 100, mean * 0.2);
    const std::vector<Time> times = times_of(counts, 99'999);
    std::vector<double> counted = counts_in(times, 0.1, 400);
    for (size_t i = 100; i < 200; ++i) CHECK(counted[i] == 0);
    counted.erase(counted.begin() + 100, counted.begin() + 200);
    CHECK(std::abs(chi_square_z(counted, expected)) < 4);
    CHECK(times.back() < at_s(40));
    CHECK(ReadyWorkload(counts).ends());
    CHECK(ReadyWorkload(counts).expected(Time::max()) == Approx(840 * 20));
    counts.loop = true;
    CHECK_FALSE(ReadyWorkload(counts).ends());
    const auto n = static_cast<double>(times_until(counts, 400).size());
    CHECK(std::abs(n - 168'000) < 4 * std::sqrt(168'000));
}

TEST_CASE("counts: of one function, of one owner, of all", "[world]") {
    const TemporaryFolder folder;
    const std::string text =
        "HashOwner,HashFunction,Trigger,1,2,3\no1,f1,http,1,0,2\no1,f2,timer,10,10,10\n"
        "o2,f3,http,100,0,0\n";
    CountsWorkload counts = counts_of(folder, text);
    using Counts = std::vector<uint64_t>;
    CHECK(read_counts(counts) == Counts{111, 10, 12});
    counts.row = "f1";
    CHECK(read_counts(counts) == Counts{1, 0, 2});
    counts.row = "o1";
    CHECK(read_counts(counts) == Counts{11, 10, 12});
    counts.row = "f4";
    CHECK_THAT(wrong(counts).front(), Catch::Contains("has no row 'f4'"));
    CHECK(read_counts(counts_of(folder, "function,minute_1,minute_2\nf,3,4\n")) == Counts{3, 4});
}

TEST_CASE("counts: all that is wrong with a file is said, with its lines", "[world]") {
    const TemporaryFolder folder;
    CHECK(wrong(counts_of(folder, "n\n3\n-1\n2.5\n")) ==
          Lines{"F:3: expected a count", "F:4: expected a count"});
    CHECK(wrong(counts_of(folder, "f,1,2\na,1,x\nb,1\n")) ==
          Lines{"F:2: expected a count in column 3",
                "F:3: has another number of columns than the header"});
    CHECK(wrong(counts_of(folder, "0\n0\n")) == Lines{"F: has no requests"});
    CountsWorkload counts = counts_of(folder, "1\n2\n");
    counts.row = "a";
    CHECK(wrong(counts).size() == 1);
    counts = counts_of(folder, "f,1,2\na,1,1\n");
    counts.column = "1";
    CHECK(wrong(counts).size() == 1);
    counts = counts_of(folder, "a,b\n1,2\n");
    counts.format = CountsFormat::azure_functions_2019;
    CHECK_THAT(wrong(counts).front(), Catch::Contains("F:1: expected names"));
}

}  // namespace
}  // namespace mdisim
