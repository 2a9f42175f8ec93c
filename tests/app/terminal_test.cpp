// What is printed is folded and coloured for who reads it: a terminal, a narrow one, a pipe.
#include "sim/app/terminal.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <utility>
#include <vector>

#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Words = std::vector<std::string>;

size_t letters_of(const std::string& line) {
    size_t letters = 0;
    for (char c : line) letters += (c & 0xC0) != 0x80;
    return letters;
}

size_t longest_line(const std::string& text) {
    size_t longest = 0;
    for (const std::string& line : lines_of(text)) longest = std::max(longest, letters_of(line));
    return longest;
}

Ended with_columns(const Words& words, const std::string& columns) {
    Surroundings around;
    around.variables = {"COLUMNS=" + columns};
    return run_program(words, around);
}

// A terminal of so many columns.
class Terminal {
  public:
    explicit Terminal(unsigned short columns) : master_(posix_openpt(O_RDWR | O_NOCTTY)) {
        REQUIRE(master_ >= 0);
        REQUIRE(grantpt(master_) == 0);
        REQUIRE(unlockpt(master_) == 0);
        name_ = ptsname(master_);
        slave_ = open(name_.c_str(), O_RDWR | O_NOCTTY);  // so that nobody hangs up meanwhile
        termios mode{};
        REQUIRE(tcgetattr(slave_, &mode) == 0);
        cfmakeraw(&mode);
        REQUIRE(tcsetattr(slave_, TCSANOW, &mode) == 0);
        const winsize size{24, columns, 0, 0};
        REQUIRE(ioctl(master_, TIOCSWINSZ, &size) == 0);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal() {
        close(slave_);
        close(master_);
    }

    // What the program prints on it.
    std::string shows(const Words& words, const Words& variables = {}) const {
        Surroundings around;
        around.out = name_;
        around.variables = variables;
        Child child(words, around);
        std::string text;
        for (bool ended = false;;) {
            pollfd ready{master_, POLLIN, 0};
            if (poll(&ready, 1, 20) == 1) {
                char buffer[4096];
                const ssize_t n = read(master_, buffer, sizeof buffer);
                if (n > 0) text.append(buffer, static_cast<size_t>(n));
                continue;
            }
            if (ended) break;
            ended = child.has_ended();
        }
        CHECK(child.wait().code == 0);
        return text;
    }

  private:
    int master_;
    int slave_ = -1;
    std::string name_;
};

}  // namespace

TEST_CASE("a list is a line each: whole sentences in a pipe, cut on a terminal", "[app]") {
    for (const char* what : {"scenarios", "policies", "profiles", "metrics"}) {
        CAPTURE(what);
        const Words piped = lines_of(run_program({"list", what}).out);
        const Words narrow = lines_of(with_columns({"list", what}, "72").out);
        REQUIRE(piped.size() > 10);
        REQUIRE(narrow.size() == piped.size());
        for (size_t i = 0; i < piped.size(); ++i) {
            CAPTURE(piped[i], narrow[i]);
            CHECK(piped[i].find("…") == std::string::npos);
            CHECK(letters_of(narrow[i]) <= 72);
            if (narrow[i] == piped[i]) continue;
            // Cut between words.
            REQUIRE(narrow[i].ends_with(" …"));
            const std::string kept =
                narrow[i].substr(0, narrow[i].size() - std::string(" …").size());
            CHECK(piped[i].starts_with(kept + " "));
        }
    }
}

TEST_CASE("texts fold at the columns there are, at 80 in a pipe", "[app]") {
    for (const Words& words :
         {Words{"explain", "workload"}, Words{"explain", "place"}, Words{"explain", "networks/lte"},
          Words{"explain"}, Words{"help"}, Words{"help", "randomness"}, Words{"help", "ci"},
          Words{"help", "profiles"}, Words{"run", "--help"}, Words{"explain", "scenario"}}) {
        CAPTURE(words);
        CHECK(longest_line(run_program(words).out) <= 80);
        CHECK(longest_line(with_columns(words, "60").out) <= 60);
        CHECK(run_program(words).out == with_columns(words, "80").out);
        CHECK(run_program(words).out == with_columns(words, "wide").out);
    }
}

TEST_CASE("a list leaves out what cannot be read, and names it", "[app]") {
    const TemporaryFolder folder;
    folder.write("profiles/networks/good.json", R"({"version": 1, "about": "It is good."})");
    folder.write("profiles/networks/broken.json", "{");
    folder.write("scenarios/good.json", R"({"version": 1, "about": "It is good."})");
    folder.write("scenarios/worse.json", "[1, ");
    Surroundings around;
    around.folder = folder.path();
    for (const auto& [what, broken] :
         {std::pair("profiles", "broken.json:1:"), std::pair("scenarios", "worse.json:1:")}) {
        const Ended ended = run_program({"list", what}, around);
        CAPTURE(what, ended.out, ended.err);
        CHECK(ended.code == 2);
        CHECK_THAT(ended.out, Catch::Contains("good") && Catch::Contains("It is good.\n"));
        CHECK_THAT(ended.err, Catch::Contains(broken));
        CHECK(lines_of(ended.err).size() == 1);
    }
}

TEST_CASE("a line about results that are replaced folds on a terminal", "[app]") {
    const TemporaryFolder folder;
    const auto run = [&](const Words& more, const std::string& columns) {
        return with_columns(with({"run", "scenarios/hello/hello.json", "--set", "requests=20",
                                  "--no-figures", "--out", folder.path("r")},
                                 more),
                            columns);
    };
    REQUIRE(run({}, "80").code == 0);
    const Ended ended = run({"--set", "replications=3"}, "50");
    CHECK(ended.code == 0);
    CHECK(lines_of(ended.err).size() > 2);
    CHECK_THAT(ended.err, Catch::Contains("--set replications=3"));
    for (const std::string& line : lines_of(ended.err)) {
        if (line.find(folder.path()) == std::string::npos) CHECK(letters_of(line) <= 50);
    }
}

TEST_CASE("errors are a line each in a pipe, and fold on a terminal", "[app]") {
    const Words words = {"run", "scenarios/hello/hello.json", "--over", "sla_ms=50:300"};
    CHECK(lines_of(run_program(words).err).size() == 1);
    const Ended narrow = with_columns(words, "50");
    CHECK(narrow.code == 2);
    CHECK(lines_of(narrow.err).size() > 1);
    CHECK(longest_line(narrow.err) <= 50);
}

TEST_CASE("on a terminal text is as wide as that, and in colour unless somebody minds", "[app]") {
    const Terminal terminal(64);
    const std::string list = terminal.shows({"list", "policies"});
    CHECK(longest_line(list) <= 64);
    CHECK(longest_line(list) > 50);
    const TemporaryFolder folder;
    const std::string file = folder.write("s.json", R"({"version": 1, "requests": 20, "sla_ms": 15,
"replications": 2, "policies": ["fastest"],
"models": {"list": [{"name": "Net", "accuracy": 0.5, "mean_ms": 1}]},
"network": {"kind": "latency", "latency": {"kind": "constant", "value_ms": 10}},
"claims": [{"id": "x-1", "paper": "A paper, Fig. 1", "says": "nearly all in time",
"policy": "fastest", "metric": "attainment", "expect": {"least": 0}, "verdict": "reproduced"}]})");
    const Words claims = {"claims", file, "--out", folder.path("r")};
    CHECK_THAT(terminal.shows(claims), Catch::Contains("\x1b[32m✓ reproduced\x1b[0m"));
    CHECK_THAT(terminal.shows(claims, {"NO_COLOR=1"}),
               Catch::Contains("✓ reproduced  x-1") && !Catch::Contains("\x1b"));
    CHECK(run_program(claims).out.find('\x1b') == std::string::npos);
}

}  // namespace mdisim
