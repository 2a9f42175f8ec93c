#include "sim/app/drawing.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <iostream>
#include <system_error>

#include "sim/app/scripts.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/folder/file_digests.hpp"
#include "sim/scenario/outputs.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

constexpr auto how_to_get_them =
    "figures are not drawn: they need Python 3 with matplotlib; 'scripts/packages figures' "
    "installs it";
constexpr int unavailable = 69;  // the script's exit code if there is no matplotlib

struct Ended {
    int code = unavailable;
    std::string said;  // what the script wrote to stderr
};

std::string read_all(int descriptor) {
    std::string text;
    std::array<char, 4096> buffer;
    for (;;) {
        const ssize_t n = read(descriptor, buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        text.append(buffer.data(), static_cast<size_t>(n));
    }
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

// Prints the script's lines about figures that it could not draw. If there are none, the script
// failed as a whole, and its last line says why.
void print_failures(const std::string& said) {
    bool told = false;
    for (size_t at = 0; at < said.size();) {
        const std::string line = said.substr(at, said.find('\n', at) - at);
        at += line.size() + 1;
        if (line.find(" is not drawn: ") == std::string::npos) continue;
        print_note(line);
        told = true;
    }
    if (!told) print_note("figures are not drawn: " + said.substr(said.rfind('\n') + 1));
}

// Runs `python script folders...`, without stdin and stdout.
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
        ended.said = read_all(ends[0]);
        int status = 0;
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
        ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    close(ends[0]);
    return ended;
}

// The names of what the script has written into a results folder.
std::vector<std::string> drawn_in(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (const fs::path& file : fs::directory_iterator(fs::path(folder) / "figures", error)) {
        const std::string form = file.extension();
        const bool drawing = form == ".svg" || form == ".pdf" || form == ".png";
        const bool ours = drawing && fs::exists(fs::path(file).replace_extension(".json"));
        if (!fs::is_regular_file(file, error)) continue;
        if (ours || file.filename() == ".drawn") {
            names.push_back("figures/" + file.filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

void Drawing::add(const Scenario& scenario, const std::string& folder) {
    for (const LostFigure& lost : scenario.outputs().lost_figures()) {
        std::cerr << "figure '" << lost.name << "' is not drawn: " << lost.why << '\n';
    }
    if (!scenario.figures().empty()) add(folder);
}

void Drawing::finish() {
    if (folders_.empty()) return;
    const std::string file = script_file("figures.py");
    Ended ended;
    // The system's Python is tried first, since packages of the system, such as matplotlib, are
    // installed for it, while another Python may be the first on the path.
    for (const char* python : {"/usr/bin/python3", "python3"}) {
        if (ended.code == unavailable && !file.empty()) ended = run(python, file, folders_);
    }
    if (file.empty()) {
        print_note("figures are not drawn: scripts/figures.py is not found");
    } else if (ended.code == unavailable) {
        std::cerr << how_to_get_them << '\n';
    } else if (ended.code != 0) {
        print_failures(ended.said);
    }
    for (const std::string& folder : folders_) record_files(folder, drawn_in(folder));
}

}  // namespace mdisim
