// The commands, one file each. stdout is data, stderr is progress.
#pragma once

#include <string>
#include <vector>

#include "sim/app/arguments.hpp"

namespace mdisim {

// The exit codes of the program.
enum ExitCode {
    exit_ok = 0,
    exit_internal = 1,  // a bug, or the disk
    exit_usage = 2,     // the command line or the scenario
    exit_check = 3,     // a check or a threshold failed
    exit_interrupted = 130
};

inline constexpr size_t any_words = SIZE_MAX;

struct Command {
    const char* name;
    const char* usage;
    const char* summary;  // one line
    std::vector<OptionSpec> options;
    size_t most_words;  // besides options; `any_words`: no limit
    int (*run)(const Arguments& arguments);
};

// All commands, in the order in which help prints them.
const std::vector<Command>& all_commands();

std::string version_text();
std::string compiler_text();

// The command line for the manifest and for resuming, quoted so that a shell reads it as typed.
void remember_command_line(const std::string& program, const std::vector<std::string>& words);
const std::string& command_line();
std::string for_the_shell(const std::string& word);

}  // namespace mdisim
