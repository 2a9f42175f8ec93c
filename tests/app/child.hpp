// The program, run as a user runs it: words in; exit code, stdout and stderr out.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>

#include "sim/describe/text_file.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim::testing {

struct Ended {
    int code = -1;  // the exit code, or minus the signal
    std::string out;
    std::string err;
};

struct Surroundings {
    std::string folder = ".";            // the working directory: by default the test case's own
    std::vector<std::string> variables;  // "NAME=value", beside those of the test
    std::string out;                     // where stdout goes, if not into Ended
    std::string program = MDISIM_PROGRAM;
};

// True if `path` is the checkout or below it.
inline bool is_in_checkout(const std::string& path) {
    const std::filesystem::path from_there =
        std::filesystem::weakly_canonical(path).lexically_relative(
            std::filesystem::canonical(MDISIM_SOURCE_DIR));
    return from_there.begin() != from_there.end() && *from_there.begin() != "..";
}

// Of processor time, user's and system's; zero of a process that is not there.
inline double seconds_computed_by(pid_t process) {
    std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
    std::string field;
    double ticks = 0;
    for (int i = 1; i <= 15 && stat >> field; ++i) ticks += i >= 14 ? std::stod(field) : 0;
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// A program that has been started. It is ended with the object, if it has not ended before.
class Child {
  public:
    explicit Child(const std::vector<std::string>& words, const Surroundings& around = {})
        : own_out_(around.out.empty()) {
        INFO("a program that a test starts may not have the checkout as its working directory");
        REQUIRE_FALSE(is_in_checkout(around.folder));
        const std::string out = own_out_ ? folder_.path("out") : around.out;
        const std::string err = folder_.path("err");

        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        constexpr int flags = O_WRONLY | O_CREAT;
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), flags, 0600);
        posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), flags, 0600);
        posix_spawn_file_actions_addchdir_np(&actions, around.folder.c_str());

        std::vector<std::string> typed = {around.program};
        typed.insert(typed.end(), words.begin(), words.end());
        std::vector<std::string> variables = around.variables;
        variables.push_back("MDISIM_PROFILES=" MDISIM_SOURCE_DIR "/profiles");
        variables.push_back("PYTHONDONTWRITEBYTECODE=1");
        std::vector<char*> arguments;
        for (std::string& word : typed) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        std::vector<char*> environment;
        for (std::string& variable : variables) environment.push_back(variable.data());
        for (char** v = environ; *v != nullptr; ++v) environment.push_back(*v);
        environment.push_back(nullptr);

        const int failed = posix_spawn(&pid_, around.program.c_str(), &actions, nullptr,
                                       arguments.data(), environment.data());
        posix_spawn_file_actions_destroy(&actions);
        REQUIRE(failed == 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (ended_) return;
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }

    void send(int signal) const { REQUIRE(kill(pid_, signal) == 0); }
    std::string said() const { return read_text(folder_.path("err")); }
    bool has_ended() const {
        siginfo_t info{};
        REQUIRE(waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0);
        return info.si_pid == pid_;
    }
    pid_t id() const { return pid_; }
    double seconds_computed() const { return seconds_computed_by(pid_); }
    // The most memory it has had so far; zero once it has ended.
    long peak_kb() const {
        std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
        for (std::string word; status >> word;) {
            long kb = 0;
            if (word == "VmHWM:" && status >> kb) return kb;
        }
        return 0;
    }
    Ended wait() {
        int status = 0;
        REQUIRE(waitpid(pid_, &status, 0) == pid_);
        ended_ = true;
        Ended ended;
        ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        if (own_out_) ended.out = read_text(folder_.path("out"));
        ended.err = said();
        return ended;
    }

  private:
    TemporaryFolder folder_;
    bool own_out_;
    bool ended_ = false;
    pid_t pid_ = 0;
};

inline Ended run_program(const std::vector<std::string>& words, const Surroundings& around = {}) {
    return Child(words, around).wait();
}

// Whether there is Python. If not, the test that asks is counted as skipped.
inline bool has_python() {
    const bool there = std::filesystem::exists("/usr/bin/python3");
    if (!there) WARN("skipped: there is no /usr/bin/python3");
    return there;
}
inline Ended run_python(const std::vector<std::string>& words, Surroundings around = {}) {
    around.program = "/usr/bin/python3";
    return run_program(words, around);
}

// What is printed on stderr, in one line, where the program refuses to go on.
inline std::string refusal(const std::vector<std::string>& words) {
    const Ended ended = run_program(words);
    CAPTURE(words, ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK(std::count(ended.err.begin(), ended.err.end(), '\n') == 1);
    return ended.err;
}

// The figure that most tests run, made small: six deadlines.
inline std::vector<std::string> small_figure(const std::string& out) {
    return {"run",
            "scenarios/mdinference/fig3.json",
            "--set",
            "requests=700",
            "--set",
            "replications=3",
            "--over",
            "sla_ms=50:300:50",
            "--no-figures",
            "--out",
            out};
}

// How often a word stands in a text.
inline size_t times_in(const std::string& text, const std::string& word) {
    size_t times = 0;
    for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        ++times;
    }
    return times;
}

inline std::vector<std::string> with(std::vector<std::string> words,
                                     const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}  // namespace mdisim::testing
