#include "sim/scenario/files/request_logs.hpp"
#include "sim/decide/combination.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/measure/tally.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"
#include "tests/scenario/least.hpp"
#include "tests/support/columns.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;
using Numbers = std::vector<int64_t>;

// A scenario beside a log, with these members of the block and of the scenario.
struct LoggedPlace {
    LoggedPlace(const std::string& text, const std::string& columns,
                const std::string& members = "{}") {
        folder.write("s/log.csv", text);
        Node all = parse_document(least_scenario(members), "");
        all.set("log", parse_document("{\"file\": \"log.csv\", " + columns + "}", ""));
        if (all.find("requests") != nullptr && members.find("requests") == std::string::npos)
            all.erase("requests");
        file = folder.write("s/s.json", dump(all, 1));
    }
    Scenario load() const { return Scenario::load(file); }
    Point point() const { return load().point(0); }
    std::shared_ptr<const LoggedRequests> log() const {
        return point().world->described().log->content;
    }
    Lines wrong() const {
        Lines lines = lines_of(problems_of([&] { load(); }));
        for (std::string& line : lines) {
            const size_t at = std::min(line.find("log.csv"), line.find("s.json"));
            if (at != std::string::npos) line.erase(0, at);
            if (line.starts_with("s.json:")) line = "s.json:L" + line.substr(line.find(": "));
        }
        return lines;
    }

    TemporaryFolder folder;
    std::string file;
};

TEST_CASE("a log's columns are read in their units, to the nanosecond", "[log]") {
    const LoggedPlace place(
        "created_s,up_ms,down_us,size_kB,deadline_ms\n"
        "100.000000001,12.345678,7,53.982,100\n100.5,0,7.5,0.001,99.5\n",
        R"("created": "created_s", "uplink": "up_ms", "downlink": "down_us", "size": "size_kB",
           "deadline": "5")");
    const auto log = place.log();
    CHECK(log->size == 2);
    CHECK(values_of(log->created) == Numbers{100'000'000'001, 100'500'000'000});
    CHECK(values_of(log->uplink) == Numbers{12'345'678, 0});
    CHECK(values_of(log->downlink) == Numbers{7000, 7500});
    CHECK(values_of(log->bytes) == Numbers{53982, 1});
    CHECK(values_of(log->deadline) == Numbers{100'000'000, 99'500'000});
    CHECK(log->phone.empty());
    const Point point = place.point();
    CHECK(point.most_requests() == 2);
    CHECK(point.setting.replications == 1);
    CHECK(point.world->workloads().longest() == 2);
}

TEST_CASE("the first request is time zero unless times count from the run's begin", "[log]") {
    const auto span = [](const std::string& zero) {
        const LoggedPlace place("at_s\n5\n7\n", R"("created": "at_s")" + zero);
        const Point point = place.point();
        const Cell cell{point.world, Duration::from_ms(100), point.policies.front()};
        const Tally tally = simulate({&cell, 1}, point.plan()).front().tally;
        return std::pair(tally.created.first_ns, tally.created.last_ns);
    };
    CHECK(span("") == std::pair<int64_t, int64_t>(0, 2'000'000'000));
    CHECK(span(R"(, "from_zero": true)") ==
          std::pair<int64_t, int64_t>(5'000'000'000, 7'000'000'000));
}

TEST_CASE("requests are put in order on request, with all that they have", "[log]") {
    const std::string text = "at_s,up_ms,who\n3,30,c\n1,10,a\n2,20,b\n1,11,a\n";
    const std::string columns = R"("created": "at_s", "uplink": "up_ms", "phone": "who")";
    const LoggedPlace place(text, columns + R"(, "sort": true)");
    CHECK(values_of(place.log()->created) ==
          Numbers{1'000'000'000, 1'000'000'000, 2'000'000'000, 3'000'000'000});
    CHECK(values_of(place.log()->uplink) ==
          Numbers{10'000'000, 11'000'000, 20'000'000, 30'000'000});
    CHECK(values_of(place.log()->phone) == Numbers{1, 1, 2, 0});
    CHECK(place.point().world->described().phones == 3);
    CHECK(LoggedPlace(text, columns).wrong() ==
          Lines{"log.csv:3:1: comes before the line above; \"sort\": true puts lines in order",
                "log.csv:5:1: comes before the line above; \"sort\": true puts lines in order"});
}

TEST_CASE("phones are numbers where all of them are, else names", "[log]") {
    const LoggedPlace numbers("who\n4\n0\n4\n", R"("phone": "who")");
    CHECK(values_of(numbers.log()->phone) == Numbers{4, 0, 4});
    CHECK(numbers.log()->phones == 5);
    const LoggedPlace names("who\n4\npixel\n4\n", R"("phone": "who")");
    CHECK(values_of(names.log()->phone) == Numbers{0, 1, 0});
    CHECK(names.log()->phones == 2);
    // More phones than the log has may be asked for, not fewer.
    CHECK(LoggedPlace("who\n1\n", R"("phone": "who")", R"({"phones": 7})")
              .point()
              .world->described()
              .phones == 7);
}

TEST_CASE("execution times are those of the model that ran, or of each model", "[log]") {
    const LoggedPlace one("model,took_ms\nB,9.5\nother,3\n,\nA,\nA,1.25\n",
                          R"("model": "model", "execution": "took_ms")");
    CHECK(values_of(one.log()->model) == Numbers{1, -1, -1, 0, 0});
    CHECK(values_of(one.log()->execution) == Numbers{9'500'000, -1, -1, -1, 1'250'000});
    REQUIRE(one.log()->executions.size() == 2);
    CHECK(one.log()->executions[1].model == "B");
    CHECK(one.log()->executions[1].requests == 1);

    const LoggedPlace each("exec.B_ms,x\n9.5,1\n,2\n0,3\n", R"("executions": "exec.{model}_ms")");
    REQUIRE(each.log()->cloud.size() == 2);
    CHECK(each.log()->cloud[0].empty());
    CHECK(values_of(each.log()->cloud[1]) == Numbers{9'500'000, -1, 0});

    // B takes what the log says, and elsewhere what is drawn; that is counted.
    const Point point = one.point();
    Combination most_accurate = point.policies.front();
    const Cell cell{point.world, Duration::from_ms(100), most_accurate};
    const Tally tally = simulate({&cell, 1}, point.plan()).front().tally;
    CHECK(tally.executed == 5);
    CHECK(tally.from_log == 1);  // the fastest model is A
    CHECK(point.world->grading().logged_executions);
}

TEST_CASE("classes of a log are the scenario's", "[log]") {
    const std::string classes =
        R"({"classes": [{"name": "slow"}, {"name": "quick", "sla_ms": 9}]})";
    const LoggedPlace place("kind\nquick\nslow\nquick\n", R"("class": "kind")", classes);
    CHECK(values_of(place.log()->of_class) == Numbers{1, 0, 1});
    CHECK(LoggedPlace("kind\nquick\nslo\n\nx\n", R"("class": "kind")", classes).wrong() ==
          Lines{"log.csv:3:1: expected the name of a class, found 'slo'. Did you mean 'slow'?",
                "log.csv:5:1: expected the name of a class, found 'x'. Known: slow quick."});
    CHECK(LoggedPlace("kind\nquick\n", R"("class": "kind")",
                      R"({"classes": [{"name": "quick", "share": 1}]})")
              .wrong() == Lines{"s.json:L: the log says which 'class' a request is of: a class of "
                                "it has no 'share'"});
}

TEST_CASE("what is wrong with a log is told all at once", "[log]") {
    CHECK(LoggedPlace("a_ms,b\n1,2\n-1,x\nnan,\n3\n",
                      R"("uplink": "a_ms", "size": {"column": "b", "unit": "kB"})")
              .wrong() ==
          Lines{"log.csv:3:1: expected a time from 0 to 23 days, not '-1'",
                "log.csv:3:4: expected a size of at most 400 MB, not 'x'",
                "log.csv:4:1: expected a time from 0 to 23 days, not 'nan'",
                "log.csv:4:5: expected a size of at most 400 MB, not ''",
                "log.csv:5: expected a size of at most 400 MB in column 2, which this row lacks"});
    const std::string some = "a_ms,b_ms\n1,2\n";
    const auto wrong = [](const std::string& text, const std::string& columns,
                          const std::string& members = "{}") {
        return LoggedPlace(text, columns, members).wrong();
    };
    CHECK(
        wrong(some, R"("uplink": "up_ms", "downlink": "c_ms", "sort": true, "created": "b_ms")") ==
        Lines{"log.csv:1: has no column 'up_ms'. Did you mean 'a_ms'?",
              "log.csv:1: has no column 'c_ms'. Did you mean 'a_ms'?"});
    CHECK(wrong(some, R"("size": "a_ms")") ==
          Lines{"log.csv:1:1: the column is in ms, which is no unit of a size, as in "
                "\"unit\": \"B\""});
    CHECK(wrong(some, R"("executions": "exec.{model}_ms")") ==
          Lines{"log.csv:1: has no column 'exec.A_ms'. Known: a_ms b_ms."});
    CHECK(wrong(some, R"("executions": "exec_ms", "sort": true, "execution": "b_ms",
                         "right": "a_ms",
                         "phone": {"column": "a_ms", "unit": "ms"})") ==
          Lines{"s.json:L: 'sort' and 'from_zero' are of a column of creation times: name it in "
                "'created' [/log]",
                "s.json:L: names of classes, phones and models have no 'unit', nor has 'right' "
                "[/log]",
                "s.json:L: 'execution' is of a model: name its column in 'model' [/log]",
                "s.json:L: 'right' is of an answer: name its time in 'latency' [/log]",
                "s.json:L: execution times are in one column, with 'model', or in a column for "
                "each model: not both [/log]",
                "s.json:L: 'executions' and 'phone_executions' are names in which {model} stands "
                "for a model's [/log]"});
    CHECK(wrong(some, R"("sort": false)") == Lines{"s.json:L: the log names no column [/log]"});
    CHECK(wrong("a_ms,b_ms\n", R"("uplink": "a_ms")") == Lines{"log.csv: has no requests"});
    CHECK(wrong("", R"("uplink": "a_ms")") == Lines{"log.csv: is empty"});
    CHECK(wrong(some, R"("phone_executions": "{model}")") ==
          Lines{"s.json:L: 'phone_executions' are of the models of a \"phone\""});
    CHECK(wrong(some, R"("created": "a_ms")",
                R"({"workload": {"kind": "poisson", "rate_per_s": 1}})") ==
          Lines{"s.json:L: the log says when requests are 'created' [/workload]"});
    CHECK(wrong(some, R"("class": "a_ms")") ==
          Lines{"s.json:L: the log has classes: name them in \"classes\", without shares"});
    CHECK(wrong(some, R"("uplink": "a_ms")",
                R"({"classes": [{"name": "a", "workload": {"kind": "every"}}]})") ==
          Lines{"s.json:L: a \"log\" is of one workload: its classes have none of their own"});
}

TEST_CASE("a log that is shorter than the run ends it, with a warning", "[log]") {
    const LoggedPlace place("a_ms\n1\n2\n3\n", R"("uplink": "a_ms")", R"({"requests": 10})");
    const Scenario scenario = place.load();
    CHECK(scenario.point(0).most_requests() == 3);
    REQUIRE(scenario.warnings().size() == 1);
    CHECK(scenario.warnings().front().what == "the log ends the run: it has 3 requests, not 10");
    CHECK(scenario.warnings().front().pointer == "/requests");
    const LoggedPlace longer("a_ms\n1\n2\n3\n", R"("uplink": "a_ms")", R"({"requests": 2})");
    CHECK(longer.load().warnings().empty());
    CHECK(longer.point().most_requests() == 2);
}

// Rows of one phone that asks every `gap_ms`, is answered by B where its uplink is below 20 ms, and
// by A elsewhere.
std::string choosy_log(int rows, int gap_ms) {
    std::string text = "at_ms,up_ms,down_ms,model,took_ms,who\n";
    for (int i = 0; i < rows; ++i) {
        const int up = 1 + i * 7 % 40;
        text += std::to_string(i * gap_ms) + "," + std::to_string(up) + ",1," +
                (up < 20 ? "B" : "A") + ",30,p\n";
    }
    return text;
}

TEST_CASE("a log that is no fair sample for other policies is doubted", "[log]") {
    const std::string columns =
        R"("created": "at_ms", "uplink": "up_ms", "downlink": "down_ms", "model": "model",
           "execution": "took_ms", "phone": "who")";
    const LoggedPlace biased(choosy_log(400, 100), columns);
    const auto doubts = biased.log()->doubts;
    REQUIRE(doubts.size() == 2);
    CHECK(doubts[0].what ==
          "the log has execution times of 'B' on quick networks only, of 'A' on slow ones only "
          "(nine in ten of its uplinks lie on one side of the median of all, 20 ms): elsewhere a "
          "model may take something else");
    CHECK(doubts[1].what.starts_with("no phone of the log asks before it has the answer"));
    CHECK(biased.load().warnings().size() == 2);
    // With requests under way at once the arrivals did not wait for answers.
    CHECK(LoggedPlace(choosy_log(400, 20), columns).log()->doubts.size() == 1);
    // A few requests say nothing.
    CHECK(LoggedPlace(choosy_log(40, 100), columns).log()->doubts.empty());
}

TEST_CASE("models of a log that the pool has not are told", "[log]") {
    const LoggedPlace place("model,took_ms\nB,9.5\nBB,3\na,4\nBB,5\n",
                            R"("model": "model", "execution": "took_ms")");
    REQUIRE(place.log()->doubts.size() == 1);
    CHECK(place.log()->doubts.front().what ==
          "3 requests of the log ran on models that the cloud does not have, such as 'BB': "
          "nothing is known of them. Did you mean 'B'?");
}

TEST_CASE("a log does not hide a workload that is too short", "[log]") {
    const LoggedPlace place(
        "a_ms\n1\n2\n3\n4\n5\n6\n", R"("uplink": "a_ms")",
        R"({"requests": 5, "workload": {"kind": "stamps", "stamps_ms": [1, 2]}})");
    CHECK(place.wrong() ==
          Lines{"s.json:L: 'requests' asks for more than the workload has (2) [/requests]"});
}

// What a run of the place's first policy comes to, by either path.
Tally run_of(const LoggedPlace& place, Path path) {
    const Point point = place.point();
    const Cell cell{point.world, Duration::from_ms(point.setting.sla_ms), point.policies.front()};
    return simulate({&cell, 1}, point.plan(0, path)).front().tally;
}

// The fastest model takes 1 ms, each way 10 ms.
const std::string constant_times = R"({"network": {"kind": "latency",
    "latency": {"kind": "constant", "value_ms": 10}}, "sla_ms": 100)";

TEST_CASE("a deadline of a log is that of its request, not the scenario's", "[log]") {
    const LoggedPlace place("d_ms\n21\n20.999999\n500\n0\n21\n", R"("deadline": "d_ms")",
                            constant_times + "}");
    for (const Path path : {Path::automatic, Path::events}) {
        const Tally tally = run_of(place, path);
        CHECK(tally.requests == 5);
        CHECK(tally.on_time == 3);
        CHECK(tally.bound.requests() == 3);
        CHECK(tally.deadlines.shortest == Duration{0});
        CHECK(tally.deadlines.longest == Duration::from_ms(500));
    }
    // Servers that drop what is late know each request's own, too.
    const LoggedPlace dropping(
        "d_ms\n21\n5\n500\n0\n", R"("deadline": "d_ms")",
        constant_times + R"(, "servers": {"replicas": 1, "drop_late": true}})");
    CHECK(run_of(dropping, Path::events).dropped == 2);
    // A client that sends again after 5 ms does so before its own deadline alone.
    const LoggedPlace again("d_ms\n21\n14\n30\n", R"("deadline": "d_ms")",
                            constant_times + R"(, "retries": {"timeout_ms": 5, "most": 1}})");
    CHECK(run_of(again, Path::events).on_time == 2);
}

TEST_CASE("a size of a log is what its request sends, every time it is sent", "[log]") {
    // 8 Mbit/s: a kilobyte takes a millisecond. The answer has no size.
    const std::string network = R"({"network": {"kind": "bandwidth",
        "round_trip": {"kind": "constant", "value_ms": 20},
        "up": {"kind": "constant", "value_mbit_per_s": 8},
        "down": {"kind": "constant", "value_mbit_per_s": 8}}, "sla_ms": 1000,
        "payload": {"up_kb": 50, "down_kb": 0})";
    const std::string columns = R"("size": "size_kB")";
    for (const Path path : {Path::automatic, Path::events}) {
        const Tally tally =
            run_of(LoggedPlace("size_kB\n10\n200\n0\n", columns, network + "}"), path);
        CHECK((tally.sent_bytes == 210'000));
        CHECK((tally.latency.total == 273'000'000));  // 31, 221 and 21 ms
    }
    const LoggedPlace phone("size_kB\n10\n200\n", columns,
                            network + R"(, "phone": {"transfer_j_per_kb": 0.01}})");
    CHECK((run_of(phone, Path::automatic).energy_pj == uint128{210} * 10'000'000'000));
    // Sent again, it is as heavy.
    const LoggedPlace again("size_kB\n10\n200\n", columns,
                            network + R"(, "retries": {"timeout_ms": 100, "most": 1}})");
    const Tally twice = run_of(again, Path::events);
    CHECK((twice.sent_bytes == 10'000 + 2 * 200'000));
    CHECK((twice.latency.total == 252'000'000));  // the second sending is not lighter and quicker
}

}  // namespace
}  // namespace mdisim
