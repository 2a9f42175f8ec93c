// The program, from the words of the command line to the exit code.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/app/command.hpp"
#include "sim/campaign/task_queue.hpp"

namespace mdisim {

// Runs the command that `words` name, and returns the exit code. Errors are printed on stderr.
// `remote` are workers on other hosts; it may be null.
int run_program(const std::string& name, const std::vector<std::string>& words,
                const RemoteWorkers* remote = nullptr);

// Calls work() and returns its result. If it throws, prints the error on stderr and returns its
// exit code.
int ending(const std::function<int()>& work);

}  // namespace mdisim
