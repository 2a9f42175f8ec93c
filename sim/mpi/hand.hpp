// The other ranks: they compute what they are given, on threads, until they may leave.
#pragma once

#include <string>
#include <string_view>

#include "sim/campaign/identity.hpp"
#include "sim/mpi/mail.hpp"
#include "sim/run/simulation.hpp"

namespace mdisim {

// Who a rank is and what it has.
struct Hello {
    std::string host;
    unsigned cores = 1;
    bool bound = false;
    Identity program;
};
std::string hello_of_this_rank();
Hello read_hello(std::string_view bytes);

// What is computed until the next one.
struct Assignment {
    std::string name;
    std::string file;      // from which the scenario was read, for messages
    std::string resolved;  // everything it says
    Path path = Path::automatic;
    unsigned threads = 1;
    std::string crashes;  // the file in which they are written down; empty: nowhere
};
std::string to_bytes(const Assignment& assignment);
Assignment read_assignment(std::string_view bytes);

// Returns when rank 0 says so. What goes wrong is told to rank 0.
void lend_a_hand(Mail& mail);

}  // namespace mdisim
