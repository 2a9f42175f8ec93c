// The command calibrate, on logs of an independent queueing program.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/support/queue_program.hpp"

namespace mdisim {
namespace {

using namespace testing;

// A log of two servers, half of whose time is used, and a scenario of the same system.
class MeasuredSystem {
  public:
    explicit MeasuredSystem(size_t requests, bool slower_later = false) {
        QueueProgram program(7, 2);
        const std::vector<double> arrivals = program.arrivals(requests, 20);
        std::vector<TimedRequest> log = program.serve(arrivals, 20);
        if (slower_later) log = program.serve(arrivals, 26);
        std::ofstream out(folder.path("measured.csv"));
        out.precision(12);
        out << "created_ms,execution_ms,latency_ms\n";
        for (const TimedRequest& one : log) {
            out << one.created_ms << ',' << one.execution_ms << ',' << one.latency_ms << '\n';
        }
    }

    std::string scenario(const std::string& law, int servers = 2) const {
        const std::string file = folder.path("system.json");
        std::ofstream(file) << R"({"version": 1, "sla_ms": 60, "requests": 10,
            "models": {"list": [{"name": "model", "accuracy": 0.8, "law": )"
                            << law << "}]}, \"servers\": {\"replicas\": " << servers
                            << "}, \"policies\": [\"fastest\"]}";
        return file;
    }

    Ended calibrate(const std::string& scenario, std::vector<std::string> more = {}) const {
        std::vector<std::string> words = {
            "calibrate",    scenario, "--against",       folder.path("measured.csv"),
            "--no-figures", "--out",  folder.path("out")};
        words.insert(words.end(), more.begin(), more.end());
        return run_program(words);
    }

    TemporaryFolder folder;
};

constexpr auto right_law = R"({"kind": "exponential", "mean_ms": 20})";

Node metric_of(const Node& document, const std::string& name, const std::string& part = "all") {
    for (const Node& one : document.find("metrics")->items) {
        if (one.find("metric")->text == name && one.find("requests")->text == part) return one;
    }
    FAIL("there is no metric " << name);
    return {};
}

}  // namespace

TEST_CASE("the right scenario agrees with a log that another program made", "[app][long]") {
    const MeasuredSystem measured(400000);
    const Ended ended = measured.calibrate(measured.scenario(right_law), {"--margin", "3"});
    CAPTURE(ended.out, ended.err);
    CHECK(ended.code == 0);
    CHECK_THAT(ended.out, Catch::Contains("agrees within 3 %"));
    for (const std::string& line : lines_of(ended.out)) CHECK(line.size() <= 80);
}

TEST_CASE("execution that is 5 % slower is found and named", "[app][long]") {
    const MeasuredSystem measured(400000);
    const std::string slower = measured.scenario(R"({"kind": "exponential", "mean_ms": 21})");
    const Ended ended = measured.calibrate(slower, {"--json"});
    CHECK(ended.code == 3);
    const Node document = parse_document(ended.out, "stdout");
    CHECK(document.find("verdict")->text == "differs");
    CHECK_THAT(document.find("text")->text, Catch::Contains("mean latency +"));
    const Node mean = metric_of(document, "latency_ms_mean");
    // W = 1/(mu (1 - rho^2)) for two servers: 26.67 ms at rho = 0.5, 28.98 ms at 0.525.
    CHECK(mean.find("measured")->as_number() == Approx(26.67).epsilon(0.02));
    CHECK(mean.find("difference_percent")->as_number() == Approx(8.7).margin(1.5));
    CHECK(metric_of(document, "latency_ms_mean", "last quarter").find("verdict")->text ==
          "differs");
}

TEST_CASE("a short log decides nothing, and says how many requests would", "[app]") {
    const MeasuredSystem measured(2000);
    const Ended ended = measured.calibrate(measured.scenario(right_law));
    CAPTURE(ended.out, ended.err);
    CHECK(ended.code == 3);
    CHECK_THAT(ended.out, Catch::Contains("undecided within 2 %:"));
    CHECK_THAT(ended.out, Catch::Contains("more requests would do"));
}

TEST_CASE("with --hold-out laws are made of the first requests, and the others judge",
          "[app][long]") {
    const MeasuredSystem measured(100000);
    const std::string file = measured.scenario(
        R"({"kind": "empirical", "file": "measured.csv", "column": "execution_ms"})");
    const Ended ended = measured.calibrate(file, {"--hold-out", "0.3", "--margin", "6", "--json"});
    CAPTURE(ended.err);
    CHECK(ended.code == 0);
    const Node document = parse_document(ended.out, "stdout");
    CHECK(document.find("requests")->integer == 30000);
    const Node manifest = read_document(measured.folder.path("out") + "/manifest.json");
    const Node& law =
        *manifest.find("resolved")->find("models")->find("list")->items[0].find("law");
    CHECK(law.find("first_rows")->integer == 70000);
    CHECK(law.find("found")->find("n")->integer == 70000);

    const Ended nothing = measured.calibrate(measured.scenario(right_law), {"--hold-out", "0.3"});
    CHECK(nothing.code == 2);
    CHECK_THAT(nothing.err, Catch::Contains("there is nothing to fit to its first requests"));
}

TEST_CASE("calibrate says what it needs", "[app]") {
    const MeasuredSystem measured(100);
    const std::string file = measured.scenario(right_law);
    const auto error_of = [](const Ended& ended) {
        CHECK(ended.code == 2);
        return ended.err;
    };
    CHECK_THAT(error_of(run_program({"calibrate", file})),
               Catch::Contains("has no \"log\": name the table of measured requests by --against"));
    CHECK_THAT(
        error_of(run_program({"calibrate", file, "--against",
                              measured.folder.write("r.csv", "at_s,response_ms\n1,2\n")})),
        Catch::Contains("r.csv:1: error: has no column called 'created', with a unit or without: "
                        "name it by --column created=NAME. Its columns: at_s, response_ms"));
    CHECK_THAT(
        error_of(measured.calibrate(file)),
        Catch::Contains("what was measured has 100 requests that count; calibrate needs 240"));
    CHECK_THAT(error_of(measured.calibrate(file, {"--set", R"(classes=[{"name":"a","share":1}])"})),
               Catch::Contains("has no column called 'class'"));
    CHECK_THAT(error_of(measured.calibrate(file, {"--column", "latency=latency"})),
               Catch::Contains("latency_ms"));
    CHECK_THAT(error_of(measured.calibrate(file, {"--margin", "2%"})),
               Catch::Contains("expected a number above 0 and below 100"));
    CHECK_THAT(error_of(measured.calibrate(file, {"--over", "sla_ms=50,60"})),
               Catch::Contains("choose one by --set PATH=VALUE, of sla_ms"));
    CHECK_THAT(
        error_of(measured.calibrate(file, {"--set", R"(policies=["fastest","most_accurate"])"})),
        Catch::Contains("what was measured ran one policy"));
}

TEST_CASE("a pool of a table of samples is held out like any law", "[app][long]") {
    const MeasuredSystem measured(20000);
    std::ifstream log(measured.folder.path("measured.csv"));
    std::ofstream out(measured.folder.path("both.csv"));
    std::string line;
    std::getline(log, line);
    out << line << ",model\n";
    while (std::getline(log, line)) out << line << ",medium\n";
    out.close();
    measured.folder.write("models.csv", "name,accuracy\nmedium,0.8\n");
    const std::string file = measured.folder.write("pool.json", R"({"version": 1, "sla_ms": 60,
        "models": {"file": "models.csv", "samples": {"file": "both.csv", "column": "execution_ms"}},
        "servers": {"replicas": 2}, "policies": ["fastest"]})");
    const auto calibrated = [&](const std::vector<std::string>& more) {
        std::vector<std::string> words = {
            "calibrate", file, "--against", measured.folder.path("both.csv"), "--no-figures",
            "--margin",  "20", "--out",     measured.folder.path("out")};
        words.insert(words.end(), more.begin(), more.end());
        return run_program(words);
    };
    const Ended held_out = calibrated({"--hold-out", "0.5"});
    CAPTURE(held_out.out, held_out.err);
    CHECK(held_out.code == 0);
    // Where Vega-Lite is not installed, a line says so; there is nothing else to be told.
    if (!held_out.err.empty()) {
        CHECK_THAT(held_out.err, Catch::Contains("'scripts/packages report'"));
        CHECK(std::count(held_out.err.begin(), held_out.err.end(), '\n') == 1);
    }
    const Node manifest = read_document(measured.folder.path("out") + "/manifest.json");
    const Node& models = *manifest.find("resolved")->find("models");
    CHECK(models.find("samples")->find("first_rows")->integer == 10000);

    const Ended together = calibrated({});
    CHECK_THAT(together.err, Catch::Contains("made of the very requests that judge it"));
    const Ended warmed = calibrated({"--hold-out", "0.5", "--set", "warm_up_requests=0"});
    CHECK(warmed.code == 2);
    CHECK_THAT(warmed.err, Catch::Contains("'warm_up_requests' is not set by itself"));
}

TEST_CASE("what the command line sets of the log is set after the table", "[app]") {
    const MeasuredSystem measured(3000);
    std::string table = "when,response\n";
    std::ifstream log(measured.folder.path("measured.csv"));
    std::string line;
    std::getline(log, line);
    std::vector<std::string> rows;
    while (std::getline(log, line)) {
        const size_t first = line.find(',');
        rows.push_back(line.substr(0, first) + "," + line.substr(line.rfind(',') + 1) + "\n");
    }
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) table += *row;
    const std::string file = measured.scenario(right_law);
    const std::string other = measured.folder.write("other.csv", table);
    const auto judged = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"calibrate", file, "--no-figures", "--json", "--out",
                                     measured.folder.path("out")});
        const Ended ended = run_program(words);
        CAPTURE(ended.err);
        Node document = parse_document(ended.out, "stdout");
        for (const char* key : {"table", "digest"}) document.erase(key);
        return dump(document);
    };
    CHECK(judged({"--against", other, "--set", R"(log.latency={"column":"response","unit":"ms"})",
                  "--set", R"(log.created={"column":"when","unit":"ms"})", "--set",
                  "log.sort=true"}) == judged({"--against", measured.folder.path("measured.csv")}));
}

TEST_CASE("a run of other requests leaves no verdict behind", "[app]") {
    const MeasuredSystem measured(3000);
    const std::string file = measured.scenario(right_law);
    const std::string verdict = measured.folder.path("out") + "/calibration.json";
    measured.calibrate(file);
    CHECK(std::filesystem::exists(verdict));
    CHECK(run_program({"run", file, "--no-figures", "--out", measured.folder.path("out"), "--set",
                       "workload.kind=poisson", "--set", "workload.rate_per_s=50"})
              .code == 0);
    CHECK_FALSE(std::filesystem::exists(verdict));
}

}  // namespace mdisim
