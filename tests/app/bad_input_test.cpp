// Inputs that nobody should believe: what is beyond a limit, names files of others, steers a
// terminal, or was accepted without a word.
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// A folder with a scenario in it, in which the program runs.
class Desk {
  public:
    // more: keys of the scenario, with a comma in front.
    explicit Desk(const std::string& more = "") { scenario(more); }

    void scenario(const std::string& more, const std::string& policies = R"(["fastest"])") const {
        write("s.json", R"({"version": 1, "replications": 2, "sla_ms": 50, "policies": )" +
                            policies + R"(, "models": {"list": [
                            {"name": "A", "accuracy": 0.5, "mean_ms": 20}]})" +
                            more + "}");
    }
    std::string write(const std::string& name, const std::string& text) const {
        return folder_.write(name, text);
    }
    std::string path(const std::string& name) const { return folder_.path(name); }
    Ended run(const Words& words, const Words& variables = {}) const {
        Surroundings around;
        around.folder = folder_.path();
        around.variables = variables;
        return run_program(words, around);
    }
    // What is printed on stderr where the scenario is refused.
    std::string refused(const Words& more = {}, const Words& variables = {}) const {
        const Ended ended = run(with({"validate", "s.json"}, more), variables);
        CAPTURE(more, ended.out, ended.err);
        CHECK(ended.code == 2);
        return ended.err;
    }

  private:
    TemporaryFolder folder_;
};

const std::string every_request = R"(, "requests": 20)";

std::string of_table(const std::string& file) {
    return R"(, "workload": {"kind": "trace", "file": ")" + file + R"(", "column": "zzz"})";
}

}  // namespace

TEST_CASE("sweeps have a limit, also one that no number of 64 bits holds", "[app][bad_input]") {
    const Desk desk(every_request);
    Words axes;
    for (const char* key : {"mean_ms", "sd_ms", "memory_mb", "load_ms"}) {
        axes.push_back("--over");
        axes.push_back("models.list.A." + std::string(key) + "=0:65535:1");
    }
    CHECK_THAT(desk.refused(axes), Catch::Contains("the sweep has more than 100000 points") &&
                                       Catch::Contains("MDISIM_LIMITS=points=N"));
    const Words few = {"--over", "sla_ms=1,2,3"};
    CHECK(desk.run(with({"validate", "s.json"}, few)).code == 0);
    CHECK_THAT(desk.refused(few, {"MDISIM_LIMITS=points=2"}), Catch::Contains("than 2 points"));
    CHECK_THAT(desk.refused({}, {"MDISIM_LIMITS=point=2"}), Catch::Contains("mean 'points'"));
    CHECK_THAT(desk.refused({"--over", "sla_ms=0:1e9:1"}),
               Catch::Contains("this range has more than"));
}

TEST_CASE("models, policies and replications have limits", "[app][bad_input]") {
    const Desk desk(R"(, "requests": 20, "replications": 16000000)");
    CHECK_THAT(desk.refused(), Catch::Contains("the key 'replications' is here twice"));
    CHECK_THAT(Desk(every_request).refused({"--set", "replications=16000000"}),
               Catch::Contains("more than 100000 replications"));
    std::string policies = "[";
    for (int i = 0; i < 1001; ++i)
        policies += (i > 0 ? "," : "") + std::string(R"({"name": "p)") + std::to_string(i) +
                    R"(", "select": "fastest"})";
    desk.scenario(every_request, policies + "]");
    CHECK_THAT(desk.refused(), Catch::Contains("more than 1000 policies"));
}

TEST_CASE("pipes and devices are not read", "[app][bad_input]") {
    const Desk desk;
    REQUIRE(mkfifo(desk.path("pipe").c_str(), 0600) == 0);
    for (const std::string& file : {std::string("pipe"), std::string("/dev/zero")}) {
        desk.scenario(of_table(file));
        CHECK_THAT(desk.refused(), Catch::Contains("is a pipe or a device, not a regular file"));
        CHECK_THAT(desk.run({"run", file}).err, Catch::Contains("is a pipe or a device"));
    }
}

TEST_CASE("profiles that name one another, and many of them, are refused", "[app][bad_input]") {
    const Desk desk(R"(, "network": {"profile": "./p0.json"})");
    for (int i = 0; i < 12; ++i) {
        desk.write("p" + std::to_string(i) + ".json",
                   R"({"network": {"profile": "./p)" + std::to_string(i + 1) + R"(.json"}})");
    }
    CHECK_THAT(desk.refused(), Catch::Contains("more than 8 deep"));
    desk.write("p0.json", R"({"network": {"profile": "./p0.json"}})");
    CHECK_THAT(desk.refused(), Catch::Contains("does './p0.json' name itself?"));
    for (int i = 0; i < 7; ++i) {
        std::string ten;
        for (int j = 0; j < 10; ++j)
            ten += (j > 0 ? "," : "") + std::string(R"({"network": {"profile": "./p)") +
                   std::to_string(i + 1) + R"(.json"}})";
        desk.write("p" + std::to_string(i) + ".json", R"({"network": {"x": [)" + ten + "]}}");
    }
    CHECK_THAT(desk.refused(), Catch::Contains("more than 1000 profiles are named"));
}

TEST_CASE("a scenario prints nothing of a file that is no table", "[app][bad_input]") {
    const Desk desk(of_table("secret"));
    desk.write("secret", "root:*:20228:0:99999:7:::\ndaemon:*:20228:0:99999:7:::\n");
    CHECK_THAT(desk.refused(), Catch::Contains("has no column 'zzz'") && !Catch::Contains("20228"));
    desk.scenario(R"(, "workload": {"kind": "trace", "file": "secret"})");
    CHECK_THAT(desk.refused(), Catch::Contains("secret:2:1") && !Catch::Contains("20228"));
}

TEST_CASE("scenarios are kept to a folder and to profiles/", "[app][bad_input]") {
    const Desk desk;
    const std::string rows = "created_ms\n1\n2\n";
    desk.write("t.csv", rows);
    const auto inside = [&](const std::string& more) {
        desk.scenario(more);
        fs::create_directories(desk.path("in"));
        fs::copy_file(desk.path("s.json"), desk.path("in/s.json"),
                      fs::copy_options::overwrite_existing);
        return desk.run({"validate", "in/s.json", "--only-below", "in"});
    };
    const auto trace = [](const std::string& file) {
        return R"(, "workload": {"kind": "trace", "file": ")" + file + R"("})";
    };
    desk.write("in/t.csv", rows);
    CHECK(inside(trace("t.csv")).code == 0);
    CHECK(inside(R"(, "network": {"profile": "networks/lte"})").code == 0);
    const auto says_so = Catch::Contains("--only-below allows no other files");
    CHECK_THAT(inside(trace("../t.csv")).err, says_so);
    CHECK_THAT(inside(trace("/etc/hosts")).err, says_so);
    fs::create_symlink("../t.csv", desk.path("in/link.csv"));
    CHECK_THAT(inside(trace("link.csv")).err, says_so);
    // A folder of profiles that the scenario brought along may be a link to anywhere.
    fs::create_directories(desk.path("elsewhere"));
    desk.write("elsewhere/mine.json", R"({"network": {}})");
    fs::create_symlink("../elsewhere", desk.path("in/profiles"));
    CHECK_THAT(inside(R"(, "network": {"profile": "mine"})").err, says_so);
    // Whatever way leads to the scenario.
    fs::create_symlink(".", desk.path("one"));
    fs::create_symlink(".", desk.path("other"));
    for (const char* way : {"in/s.json", "one/in/s.json", "other/in/s.json"}) {
        CAPTURE(way);
        CHECK_THAT(desk.run({"validate", way, "--only-below", "one/in"}).err, says_so);
    }
    CHECK_THAT(desk.run({"validate", "s.json", "--only-below", "in"}).err, says_so);
}

TEST_CASE("what steers a terminal or a log is refused in names, and escaped elsewhere",
          "[app][bad_input]") {
    const Desk desk;
    for (const char* sign : {"\\u001b[31m", "\\u202e", "\\u0007", "\\n::error::x"}) {
        desk.scenario("", R"([{"name": "a)" + std::string(sign) + R"(b", "select": "fastest"}])");
        const std::string said = desk.refused();
        CHECK_THAT(said, Catch::Contains("s.json:1:") && Catch::Contains("control character"));
        CHECK(said.find('\x1b') == std::string::npos);
        CHECK(std::count(said.begin(), said.end(), '\n') == 1);
    }
    const Ended hidden = desk.run({"run", "a\x1b]0;title\x07.json"});
    CHECK(hidden.code == 2);
    CHECK_THAT(hidden.err, Catch::Contains("a\\u001b]0;title\\u0007.json"));
    CHECK_THAT(desk.run({"run", "a\xff.json"}).err, Catch::Contains("a\xEF\xBF\xBD.json"));
    CHECK_THAT(desk.run({"run", "a\n::error::x"}).err,
               Catch::Contains("\\u000a::error::x") && !Catch::Contains("\n::"));
}

TEST_CASE("what was accepted without a word is refused", "[app][bad_input]") {
    const Desk desk(every_request);
    for (const char* path : {"version=2", "sweep=1", "claims=1", "$schema=1", "thresholds=[{}]",
                             "about=x", "sweep.sla_ms.to=100"}) {
        CHECK_THAT(desk.refused({"--set", path}), Catch::Contains("--set "));
    }
    CHECK_THAT(desk.refused({"--over", "version=1,2"}), Catch::Contains("no setting"));
    CHECK_THAT(desk.refused({"--over", "sla_ms=1,2", "--over", "sla_ms=3"}),
               Catch::Contains("is here twice"));
    CHECK_THAT(desk.refused({"--over", "sla_ms=1,1"}), Catch::Contains("has 1 twice"));
    CHECK_THAT(desk.refused({"--over", "sla_ms=1:2:5"}), Catch::Contains("beyond its end"));
    desk.scenario(R"(, "sweep": {"about": ["a", "b"]})");
    CHECK_THAT(desk.refused(), Catch::Contains("no setting"));
    desk.scenario(R"(, "servers": {"replicas": 1, "lines": true},
        "sweep": {"servers.lines": ["shared"]})");
    CHECK_THAT(desk.refused(), Catch::Contains("[/servers/lines]"));
    desk.scenario(R"(, "claims": [{"id": 5}])");
    CHECK(desk.run({"run", "s.json", "--out", "r"}).code == 2);
    CHECK_FALSE(fs::exists(desk.path("r")));
    desk.scenario("", R"([{"name": "  ", "select": "fastest"}])");
    CHECK_THAT(desk.refused(), Catch::Contains("has more than blanks"));
    desk.scenario("", R"([{"name": "fastest@sla_ms=500", "select": "fastest"}])");
    CHECK_THAT(desk.refused(), Catch::Contains("the name of a cell"));
    desk.scenario(R"(, "duration_s": 1e-9, "workload": {"kind": "poisson", "rate_per_s": 1})");
    CHECK_THAT(desk.refused(), Catch::Contains("before the first request"));
}

TEST_CASE("times that cannot be are said with their place when a scenario is read",
          "[app][bad_input]") {
    const Desk desk;
    const auto latency = [&](const std::string& law) {
        desk.scenario(R"(, "network": {"kind": "latency", "latency": )" + law + "}");
        return desk.refused();
    };
    const auto below = Catch::Matches("s[.]json:2:.*values below zero[^]*");
    CHECK_THAT(latency(R"({"kind": "constant", "value_ms": -5})"), below);
    CHECK_THAT(latency(R"({"kind": "normal", "mean_ms": 10, "sd_ms": 5})"), below);
    CHECK_THAT(latency(R"({"kind": "uniform", "low_ms": -1, "high_ms": 5})"), below);
    CHECK_THAT(latency(R"({"kind": "exponential", "mean_ms": 2e9})"),
               Catch::Contains("far too large"));
    for (const char* how : {"cut", "redraw"}) {
        desk.scenario(R"(, "network": {"kind": "latency", "latency": {"kind": "normal",
            "mean_ms": 10, "sd_ms": 5, "below_zero": ")" +
                      std::string(how) + R"("}})");
        CHECK(desk.run({"validate", "s.json"}).code == 0);
    }
    desk.scenario(R"(, "network": {"kind": "bandwidth",
        "round_trip": {"kind": "constant", "value_ms": 1},
        "up": {"kind": "constant", "value_mbit_per_s": 0},
        "down": {"kind": "constant", "value_mbit_per_s": 1}})");
    CHECK_THAT(desk.refused(), Catch::Contains("[/network/up]"));
    desk.scenario(R"(, "workload": {"kind": "rate", "rate": 8, "repeat_s": 1e-9})");
    CHECK_THAT(desk.refused(), Catch::Contains("'repeat_s' is so short"));
    desk.scenario(R"(, "workload": {"kind": "mmpp", "states": [
        {"name": "a", "rate": 1, "mean_s": 1e-9}, {"name": "b", "rate": 2, "mean_s": 1e-9}]})");
    CHECK_THAT(desk.refused(), Catch::Contains("the states last so short"));
}

TEST_CASE("requests that wait have a limit, and the message names the cell", "[app][bad_input]") {
    const Desk desk(R"(, "requests": 3000, "workload": {"kind": "poisson", "rate_per_s": 500},
        "servers": {"replicas": 1}, "sweep": {"sla_ms": [50, 60]})");
    const Words run = {"run", "s.json", "--no-figures", "--out", "r"};
    CHECK(desk.run(run).code == 0);
    fs::remove_all(desk.path("r"));
    const Ended ended = desk.run(run, {"MDISIM_LIMITS=waiting_requests=1000"});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, Catch::Contains("s.json: error: in a run of") &&
                              Catch::Contains("fastest@sla_ms=50") &&
                              Catch::Contains("more than 1000 requests are under way"));
}

TEST_CASE("a file of many keys or values is read in time, or refused", "[app][bad_input]") {
    const Desk desk;
    std::string keys = R"({"version": 1)";
    for (int i = 0; i < 100'000; ++i) keys += ",\"k" + std::to_string(i) + "\": 1";
    desk.write("s.json", keys + "}");
    CHECK_THAT(desk.refused(), Catch::Contains("needs 'policies'"));
    std::string values = "[";
    for (int i = 0; i < 300; ++i) values += "1,";
    desk.write("s.json", values + "1]");
    CHECK_THAT(desk.refused({}, {"MDISIM_LIMITS=values=200"}),
               Catch::Contains("more than 200 values"));
    desk.write("s.json", "\"" + std::string(3'000'000, 'x') + "\"");
    CHECK_THAT(desk.refused({}, {"MDISIM_LIMITS=text_mb=2"}),
               Catch::Contains("more than 2 megabytes"));
}

TEST_CASE("all limits are explained", "[app][bad_input]") {
    const Ended ended = run_program({"explain", "limits"});
    CHECK(ended.code == 0);
    for (const char* said : {"points", "100000", "waiting_requests", "MDISIM_LIMITS"})
        CHECK_THAT(ended.out, Catch::Contains(said));
}

}  // namespace mdisim
