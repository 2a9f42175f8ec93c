// The ranks other than rank 0 are workers: they compute the tasks that rank 0 sends, on threads,
// until it dismisses them.
#pragma once

#include <string>
#include <string_view>

#include "sim/campaign/identity/identity.hpp"
#include "sim/mpi/messenger.hpp"
#include "sim/run/simulation.hpp"

namespace mdisim {

// What a rank tells rank 0 about itself.
struct Hello {
    std::string host;
    unsigned cores = 1;
    bool bound = false;  // whether the rank is bound to some of the host's cores
    Identity program;
};
std::string hello_of_this_rank();
Hello read_hello(std::string_view bytes);

// The scenario whose tasks a rank computes until the next assignment.
struct Assignment {
    std::string name;
    std::string file;      // the scenario's file, for error messages
    std::string resolved;  // the resolved scenario
    Path path = Path::automatic;
    unsigned threads = 1;
    std::string crashes;  // the file of the CrashLog; empty if there is none
};
std::string to_bytes(const Assignment& assignment);
Assignment read_assignment(std::string_view bytes);

// Works until rank 0 dismisses this rank. Errors are sent to rank 0.
void run_worker_rank(Messenger& messenger);

}  // namespace mdisim
