// The program, run as a user runs it: words in; exit code, stdout and stderr out.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include "tests/scenario/temporary.hpp"

namespace mdisim::testing {

struct Ended {
    int code = -1;  // the exit code, or minus the signal
    std::string out;
    std::string err;
};

struct Surroundings {
    std::string folder = MDISIM_SOURCE_DIR;  // to be in
    std::vector<std::string> variables;      // "NAME=value", beside those of the test
    std::string out;                         // where stdout goes, if not into Ended
};

inline Ended run_program(const std::vector<std::string>& words, const Surroundings& around = {}) {
    const TemporaryFolder folder;
    const std::string out = around.out.empty() ? folder.path("out") : around.out;
    const std::string err = folder.path("err");

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    constexpr int flags = O_WRONLY | O_CREAT;
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), flags, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), flags, 0600);
    posix_spawn_file_actions_addchdir_np(&actions, around.folder.c_str());

    std::vector<std::string> typed = {MDISIM_PROGRAM};
    typed.insert(typed.end(), words.begin(), words.end());
    std::vector<std::string> variables = around.variables;
    variables.push_back("MDISIM_PROFILES=" MDISIM_SOURCE_DIR "/profiles");
    std::vector<char*> arguments;
    for (std::string& word : typed) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::vector<char*> environment;
    for (std::string& variable : variables) environment.push_back(variable.data());
    for (char** v = environ; *v != nullptr; ++v) environment.push_back(*v);
    environment.push_back(nullptr);

    pid_t child = 0;
    const int failed = posix_spawn(&child, MDISIM_PROGRAM, &actions, nullptr, arguments.data(),
                                   environment.data());
    posix_spawn_file_actions_destroy(&actions);
    REQUIRE(failed == 0);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    Ended ended;
    ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    if (around.out.empty()) ended.out = read_text(out);
    ended.err = read_text(err);
    return ended;
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

inline std::vector<std::string> with(std::vector<std::string> words,
                                     const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}  // namespace mdisim::testing
