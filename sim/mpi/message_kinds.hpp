// The kinds of messages between ranks.
#pragma once

namespace mdisim {

// From rank 0.
constexpr char message_scenario = 'S';  // an Assignment
constexpr char message_task = 'T';
constexpr char message_stop = 'X';  // do not begin further tasks
constexpr char message_done = 'D';  // this scenario is done
constexpr char message_leave = 'L';
// To rank 0.
constexpr char message_hello = 'H';
constexpr char message_runs = 'R';
constexpr char message_failure = 'F';

}  // namespace mdisim
