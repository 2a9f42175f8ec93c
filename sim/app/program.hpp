// The program, from the words typed to the exit code.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/app/command.hpp"
#include "sim/campaign/task_queue.hpp"

namespace mdisim {

// Runs the command that the words name; what goes wrong is said on stderr. `remote`: others who
// compute, or null.
int run_program(const std::string& name, const std::vector<std::string>& words,
                const RemoteWorkers* remote = nullptr);

// What `work` returns, or the exit code of what it throws, which is said on stderr.
int ending(const std::function<int()>& work);

}  // namespace mdisim
