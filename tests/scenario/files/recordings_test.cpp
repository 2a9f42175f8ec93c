#include "sim/scenario/files/recordings.hpp"

#include <cstdint>
#include <filesystem>

#include "sim/describe/unit.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/columns.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;
using Numbers = std::vector<int64_t>;

TraceWorkload trace_of(const TemporaryFolder& folder, const std::string& text) {
    TraceWorkload recorded;
    recorded.file = folder.write("trace.csv", text);
    return recorded;
}
CountsWorkload counts_of(const TemporaryFolder& folder, const std::string& text) {
    CountsWorkload counts;
    counts.file = folder.write("counts.csv", text);
    return counts;
}
TraceNetwork bandwidth_of(const TemporaryFolder& folder, const std::string& text) {
    TraceNetwork network;
    network.file = folder.write("bandwidth.csv", text);
    return network;
}
Pictures pictures_of(const TemporaryFolder& folder, const std::string& text) {
    Pictures pictures;
    pictures.file = folder.write("pictures.csv", text);
    return pictures;
}

void read(const TraceWorkload& recorded) { read_stamps(recorded); }
void read(const CountsWorkload& counts) { read_counts(counts); }
void read(TraceNetwork network) { read_bandwidth(network); }
void read(Pictures pictures) { read_pictures(pictures); }

// What is wrong, the file called F.
template <class Described>
Lines wrong(const Described& described) {
    Lines lines;
    for (const Problem& p : problems_of([&] { read(described); })) {
        std::string line = line_of(p);
        for (size_t at; (at = line.find(described.file)) != std::string::npos;) {
            line.replace(at, described.file.size(), "F");
        }
        lines.push_back(line);
    }
    return lines;
}

Numbers stamps_in(const TraceWorkload& recorded) { return values_of(read_stamps(recorded)); }
Numbers counts_in_file(const CountsWorkload& counts) { return values_of(read_counts(counts)); }

TEST_CASE("stamps of a column are found by its name or number, in its unit", "[recordings]") {
    const TemporaryFolder folder;
    TraceWorkload recorded = trace_of(folder, "id,at,other\n1,100.25,x\n2,100.25,y\n3,103,z\n");
    recorded.column = "at";
    const Numbers ns = {100'250'000'000, 100'250'000'000, 103'000'000'000};
    CHECK(stamps_in(recorded) == ns);
    recorded.column = "2";
    CHECK(stamps_in(recorded) == ns);
    recorded.unit = Unit::us;
    CHECK(stamps_in(recorded) == Numbers{100'250, 100'250, 103'000});
    recorded.unit = Unit::ns;
    CHECK(stamps_in(recorded) == Numbers{100, 100, 103});
    // The only column needs no name, a file of numbers no header.
    CHECK(stamps_in(trace_of(folder, "1.5\n2\n")).size() == 2);
    CHECK(stamps_in(trace_of(folder, "at\n1.5\n2\n")).size() == 2);
    // Whoever wrote the table.
    CHECK(stamps_in(trace_of(folder,
                             "\xEF\xBB\xBF\"at\"\r\n\"1970-01-01 01:00:00+01:00\"\r\n"
                             "1970-01-01T00:00:02Z\r\n")) == Numbers{0, 2'000'000'000});
    recorded = trace_of(folder, "id;at\n7;1.5\n# half\n8;2\n");
    recorded.column = "at";
    CHECK(stamps_in(recorded) == Numbers{1'500'000'000, 2'000'000'000});
}

TEST_CASE("numbers are in the unit that is said, else in that of the column's name",
          "[recordings]") {
    const TemporaryFolder folder;
    TraceWorkload recorded = trace_of(folder, "at_ms,n\n1.5,1\n2e-1,2\n0.25,2\n");
    recorded.column = "at_ms";
    recorded.sort = true;
    CHECK(stamps_in(recorded) == Numbers{200'000, 250'000, 1'500'000});
    recorded.unit = Unit::min;
    CHECK(stamps_in(recorded) == Numbers{12'000'000'000, 15'000'000'000, 90'000'000'000});
    recorded.unit = Unit::kb;
    CHECK(wrong(recorded) == Lines{"F:1:1: the column is in kB, which is no unit of a time, as in "
                                   "\"unit\": \"s\""});
    TraceNetwork network = bandwidth_of(folder, "t_ms,kbps\n0,800\n1500,1600\n");
    network.time = "t_ms";
    network.rate = "kbps";
    read_bandwidth(network);
    CHECK(values_of(network.times_s) == std::vector<double>{0, 1.5});
    CHECK(values_of(network.rates_mbit_per_s) == std::vector<double>{0.8, 1.6});
    network.time = "kbps";
    CHECK(wrong(network) == Lines{"F:1:6: the column is in kbit/s, which is no unit of a time, as "
                                  "in \"unit\": \"s\""});
}

TEST_CASE("lines of JSON are read where CSV is", "[recordings]") {
    const TemporaryFolder folder;
    TraceWorkload recorded =
        trace_of(folder,
                 "{\"id\": 7, \"at_us\": 1700158623979960.25, \"hash_ids\": [1, 2]}\r\n\n"
                 "{\"at_us\": 1700158623979960.75, \"id\": null}\n"
                 "{\"at_us\": 1700158623979961}");
    recorded.column = "at_us";
    CHECK(stamps_in(recorded) ==
          Numbers{1'700'158'623'979'960'250, 1'700'158'623'979'960'750, 1'700'158'623'979'961'000});
    recorded.column = "at";
    CHECK(wrong(recorded) == Lines{"F:1: has no column 'at'. Known: id at_us hash_ids."});
    recorded.column = "id";
    CHECK(wrong(recorded) ==
          Lines{"F:3: expected a stamp: a number, or 2023-11-16 18:17:03.97 in 'id', which this "
                "row lacks",
                "F:4: expected a stamp: a number, or 2023-11-16 18:17:03.97 in 'id', which this "
                "row lacks"});
}

TEST_CASE("all that is wrong with a file of stamps is said, with its places", "[recordings]") {
    const TemporaryFolder folder;
    TraceWorkload recorded = trace_of(folder, "at,n\n3,1\nnoon,1\n2,\n2023-13-01 00:00:00,4\n");
    CHECK(wrong(recorded) ==
          Lines{"F:1: there are several columns: name one in 'column'. Known: at n."});
    recorded.column = "att";
    CHECK(wrong(recorded) == Lines{"F:1: has no column 'att'. Did you mean 'at'?"});
    recorded.column = "3";
    CHECK(wrong(recorded) == Lines{"F:1: has no column '3'. Known: at n."});
    recorded.column = "at";
    const std::string unsorted = "comes before the line above; \"sort\": true puts lines in order";
    const std::string expected = "expected a stamp: a number, or 2023-11-16 18:17:03.97, not ";
    CHECK(wrong(recorded) == Lines{"F:3:1: " + expected + "'noon'", "F:4:1: " + unsorted,
                                   "F:5:1: " + expected + "'2023-13-01 00:00:00'"});
    CHECK(wrong(trace_of(folder, "3\n5\n4\n6\n2\n")) ==
          Lines{"F:3:1: " + unsorted, "F:5:1: " + unsorted});
    CHECK(wrong(trace_of(folder, "")) == Lines{"F: is empty"});
    CHECK(wrong(trace_of(folder, "at\n")) == Lines{"F: has no requests"});
    std::string many = "1\n";
    for (int i = 0; i < 30; ++i) many += "x\n";
    CHECK(wrong(trace_of(folder, many)).size() == 11);
    CHECK(wrong(trace_of(folder, many)).back() == "F: and 20 more mistakes");
    recorded.file = folder.path("none.csv");
    CHECK(wrong(recorded) == Lines{"F: does not exist"});
    CHECK_THAT(wrong(trace_of(folder, "function,minute_1\nf,1\n")).front(),
               Catch::Contains("kind 'counts'"));
}

TEST_CASE("a file of another digest than the description's has changed, whatever else it is",
          "[recordings]") {
    const TemporaryFolder folder;
    TraceWorkload recorded = trace_of(folder, "1\n2\n");
    recorded.digest = content_digest(recorded.file).hex();
    CHECK(wrong(recorded).empty());
    const Lines changed = {"F: has changed: its digest is no longer " + *recorded.digest};
    for (const char* other : {"1\n3\n", "1\nx\n", "", "1\n2\n\n", "a,b\n1,2\n", "\"1\n2\n"}) {
        folder.write("trace.csv", other);
        CHECK(wrong(recorded) == changed);
    }
    CountsWorkload counts = counts_of(folder, "1\n2\n");
    TraceNetwork network = bandwidth_of(folder, "t_s,mbps\n0,1\n1,2\n");
    Pictures pictures = pictures_of(folder, "bytes,width,height\n1,2,3\n");
    counts.digest = network.digest = pictures.digest = recorded.digest;
    CHECK(wrong(counts).empty());  // the same content, whoever reads it
    CHECK(wrong(network) == changed);
    CHECK(wrong(pictures) == changed);
}

TEST_CASE("counts are of one function, of one owner, of all", "[recordings]") {
    const TemporaryFolder folder;
    const std::string text =
        "HashOwner,HashFunction,Trigger,1,2,3\no1,f1,http,1,0,2\no1,f2,timer,10,10,10\n"
        "o2,f3,http,100,0,0\n";
    CountsWorkload counts = counts_of(folder, text);
    CHECK(counts_in_file(counts) == Numbers{111, 10, 12});
    counts.row = "f1";
    CHECK(counts_in_file(counts) == Numbers{1, 0, 2});
    counts.row = "o1";
    CHECK(counts_in_file(counts) == Numbers{11, 10, 12});
    counts.row = "f4";
    CHECK_THAT(wrong(counts).front(), Catch::Contains("has no row 'f4'. Did you mean 'f1'?"));
    CHECK(counts_in_file(counts_of(folder, "function,minute_1,minute_2\nf,3,4\n")) ==
          Numbers{3, 4});
    // A column that is named is meant, whatever the others look like.
    counts = counts_of(folder, "at,n,2\n0,5,6\n1,7,8\n");
    counts.column = "n";
    CHECK(counts_in_file(counts) == Numbers{5, 7});
    TraceWorkload recorded = trace_of(folder, "at,2\n0,5\n1,7\n");
    recorded.column = "at";
    CHECK(stamps_in(recorded) == Numbers{0, 1'000'000'000});
}

TEST_CASE("all that is wrong with a file of counts is said, with its places", "[recordings]") {
    const TemporaryFolder folder;
    CHECK(wrong(counts_of(folder, "n\n3\n-1\n2.5\n")) ==
          Lines{"F:3:1: expected a count, not '-1'", "F:4:1: expected a count, not '2.5'"});
    CHECK(wrong(counts_of(folder, "f,1,2\na,1,x\nb,1\n")) ==
          Lines{"F:2:5: expected a count, not 'x'", "F:3: has not as many columns as the header"});
    CHECK(wrong(counts_of(folder, "0\n0\n")) == Lines{"F: has no requests"});
    CountsWorkload counts = counts_of(folder, "1\n2\n");
    counts.row = "a";
    CHECK(wrong(counts) == Lines{"F:1: only rows of functions have a 'row' to choose"});
    counts = counts_of(folder, "f,1,2\na,1,1\n");
    counts.format = CountsFormat::azure_functions_2019;
    counts.column = "1";
    CHECK(wrong(counts) ==
          Lines{"F:1: these are rows of functions: they have no 'column' to choose"});
    CHECK(wrong(counts_of(folder, "f,1,2\n")) == Lines{"F: has no requests"});
    CHECK(wrong(counts_of(folder, "1000000000000001\n")) ==
          Lines{"F:1:1: expected a count, not '1000000000000001'"});
    CHECK(wrong(counts_of(folder, "1000000000000000\n1\n")) ==
          Lines{"F: has more than 10^15 requests"});
    CHECK(wrong(counts_of(folder, "f,1\na,1000000000000000\nb,1000000000000000\n")) ==
          Lines{"F: has more than 10^15 requests"});
    counts = counts_of(folder, "a,b\n1,2\n");
    counts.format = CountsFormat::azure_functions_2019;
    CHECK_THAT(wrong(counts).front(), Catch::Contains("F:1: expected names"));
}

TEST_CASE("a bandwidth is recorded as samples or as packets", "[recordings]") {
    const TemporaryFolder folder;
    TraceNetwork network = bandwidth_of(folder, "recorded\tt_s\tmbps\na\t0\t8\na\t2\t16.5\n");
    read_bandwidth(network);
    CHECK(values_of(network.times_s) == std::vector<double>{0, 2});
    CHECK(values_of(network.rates_mbit_per_s) == std::vector<double>{8, 16.5});
    CHECK(network.packets_ns.empty());
    network = bandwidth_of(folder, "2\n2\n9.5\n");
    read_bandwidth(network);
    CHECK(values_of(network.packets_ns) == Numbers{2'000'000, 2'000'000, 9'500'000});

    CHECK(wrong(bandwidth_of(folder, "t_s,mbps\n0,8\n1,x\n-2,-3\n")) ==
          Lines{"F:3:3: expected a bandwidth, not negative, not 'x'",
                "F:4:1: expected a time, not negative, not '-2'",
                "F:4:4: expected a bandwidth, not negative, not '-3'"});
    CHECK(wrong(bandwidth_of(folder, "t,kbps\n0,8\n")) ==
          Lines{"F:1: has no column 't_s'. Did you mean 't'?",
                "F:1: has no column 'mbps'. Did you mean 'kbps'?"});
    CHECK(wrong(bandwidth_of(folder, "t_s,mbps\n0,8\n")) == Lines{"F: has fewer than two samples"});
    CHECK(wrong(bandwidth_of(folder, "5\n3\nms\n")) ==
          Lines{"F:2:1: comes before the line above",
                "F:3:1: expected milliseconds, not negative, not 'ms'"});
    CHECK(wrong(bandwidth_of(folder, "# nothing\n")) == Lines{"F: is empty"});
}

TEST_CASE("one's own pictures have bytes, widths and heights", "[recordings]") {
    const TemporaryFolder folder;
    Pictures pictures =
        pictures_of(folder, "width,bytes,height\n640,50000,480\n4000,3000000,3000\n");
    read_pictures(pictures);
    CHECK(values_of(pictures.own_bytes) == Numbers{50'000, 3'000'000});
    CHECK(values_of(pictures.own_widths) == std::vector<double>{640, 4000});
    CHECK(values_of(pictures.own_heights) == std::vector<double>{480, 3000});

    CHECK(wrong(pictures_of(folder, "bytes,width,height\n5,6,7\nx,6,7\n5,-6,7\n5,6\n")) ==
          Lines{"F:3:1: expected a number above 0, not 'x'",
                "F:4:3: expected a number above 0, not '-6'",
                "F:5: expected a number above 0 in column 3, which this row lacks"});
    CHECK(wrong(pictures_of(folder, "bytes,width,hight\n5,6,7\n")) ==
          Lines{"F:1: has no column 'height'. Did you mean 'hight'?"});
    CHECK(wrong(pictures_of(folder, "bytes,width,height\n")) == Lines{"F: has no pictures"});
}

TEST_CASE("recordings of others can be read", "[recordings]") {
    const std::string data = MDISIM_SOURCE_DIR "/../shared/data";
    TraceNetwork network;
    network.file = data + "/hsdpa_3g/norway_hsdpa_train_12.csv";
    if (!std::filesystem::exists(network.file)) {
        WARN("skipped: there is no " << network.file);
        return;
    }
    read_bandwidth(network);
    const BandwidthTrace recorded(network);
    CHECK(recorded.lap().ms() > 1e6);
    CHECK(recorded.transfer({}, 1'000'000).ms() > 100);
    TraceNetwork packets;
    packets.file = data + "/mahimahi/ATT-LTE-driving-2016.up";
    read_bandwidth(packets);
    const BandwidthTrace passed(packets);
    CHECK(passed.transfer({}, 19101 * 1500) == passed.lap());
}

}  // namespace
}  // namespace mdisim
