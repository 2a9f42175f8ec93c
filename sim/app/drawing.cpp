#include "sim/app/drawing.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <iostream>

#include "sim/app/scripts.hpp"
#include "sim/scenario/outputs.hpp"

namespace mdisim {
namespace {

constexpr auto how_to_get_them =
    "figures are not drawn: they need Python 3 with matplotlib; 'scripts/packages figures' "
    "installs it";
constexpr int unavailable = 69;  // what the script ends with where it finds no matplotlib

struct Ended {
    int code = unavailable;
    std::string last_line;  // of its stderr
};

std::string read_last_line(int descriptor) {
    std::string text;
    std::array<char, 4096> buffer;
    for (;;) {
        const ssize_t n = read(descriptor, buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        text.append(buffer.data(), static_cast<size_t>(n));
    }
    while (text.ends_with('\n')) text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

// Runs `python script folders...`; its stdout goes nowhere.
Ended run(std::string python, std::string script, std::vector<std::string> folders) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return {};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    std::vector<char*> words = {python.data(), script.data()};
    for (std::string& folder : folders) words.push_back(folder.data());
    words.push_back(nullptr);
    pid_t child = 0;
    const int failed = posix_spawnp(&child, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    Ended ended;
    if (failed == 0) {
        ended.last_line = read_last_line(ends[0]);
        int status = 0;
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
        ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    close(ends[0]);
    return ended;
}

}  // namespace

void Drawing::add(const Scenario& scenario, const std::string& folder) {
    for (const LostFigure& lost : scenario.lost_figures()) {
        std::cerr << "figure '" << lost.name << "' is not drawn: " << lost.why << '\n';
    }
    if (!scenario.figures().empty()) folders_.push_back(folder);
}

void Drawing::finish() {
    if (folders_.empty()) return;
    const std::string file = script_file("figures.py");
    Ended ended;
    // Debian's own first: it is where the packages are, whatever else stands on the path.
    for (const char* python : {"/usr/bin/python3", "python3"}) {
        if (ended.code == unavailable && !file.empty()) ended = run(python, file, folders_);
    }
    if (file.empty()) {
        std::cerr << "figures are not drawn: scripts/figures.py is not found\n";
    } else if (ended.code == unavailable) {
        std::cerr << how_to_get_them << '\n';
    } else if (ended.code != 0) {
        std::cerr << "figures are not drawn: " << ended.last_line << '\n';
    }
}

}  // namespace mdisim
