// What ranks write to each other.
#pragma once

namespace mdisim {

// From rank 0.
constexpr char letter_scenario = 'S';  // what is computed from now on
constexpr char letter_task = 'T';
constexpr char letter_stop = 'X';  // leave what was not begun
constexpr char letter_done = 'D';  // with this scenario
constexpr char letter_leave = 'L';
// To rank 0.
constexpr char letter_hello = 'H';
constexpr char letter_runs = 'R';
constexpr char letter_failure = 'F';

}  // namespace mdisim
