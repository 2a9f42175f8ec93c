// The kinds of messages between ranks.
#pragma once

namespace mdisim {

// Rank 0 sends these kinds.
constexpr char message_scenario = 'S';  // an Assignment
constexpr char message_task = 'T';
constexpr char message_stop = 'X';   // no further task is to be begun
constexpr char message_done = 'D';   // the scenario of the last Assignment is done
constexpr char message_leave = 'L';  // the rank is dismissed
// The other ranks send these kinds to rank 0.
constexpr char message_hello = 'H';
constexpr char message_runs = 'R';
constexpr char message_failure = 'F';

}  // namespace mdisim
