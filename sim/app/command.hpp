// The commands, each in a file of its own below commands/. Commands write results to stdout, and
// notes and progress to stderr.
#pragma once

#include <string>
#include <vector>

#include "sim/app/arguments.hpp"

namespace mdisim {

// The exit codes of the program.
enum ExitCode {
    exit_ok = 0,
    exit_internal = 1,   // a bug, or the disk
    exit_usage = 2,      // the command line or the scenario
    exit_check = 3,      // a check or a threshold failed
    exit_precision = 4,  // the budget ended before results were as precise as asked
    exit_interrupted = 130
};

inline constexpr size_t any_words = SIZE_MAX;

struct Command {
    const char* name;
    const char* usage;
    const char* summary;  // a sentence on one line
    std::vector<OptionSpec> options;
    size_t most_words;  // the most words besides options; `any_words` if there is no limit
    int (*run)(const Arguments& arguments);
};

// All commands, in the order in which help prints them.
const std::vector<Command>& all_commands();

// The options of a command, with those that all commands have: --plugin, --only-below and --help.
std::vector<OptionSpec> options_of(const Command& command);

// Keeps the command line for manifests and for the message that says how to resume. command_line()
// returns it, quoted so that a shell reads what was typed.
void remember_command_line(const std::string& program, const std::vector<std::string>& words);
const std::string& command_line();
std::string for_the_shell(const std::string& word);

}  // namespace mdisim
