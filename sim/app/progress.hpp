// Shows progress on stderr: as a bar on a terminal, else as a line every few seconds.
#pragma once

#include <chrono>
#include <string>

#include "sim/campaign/task_queue.hpp"

namespace mdisim {

class ProgressLine {
  public:
    ProgressLine();
    void show(const Progress& progress);
    void clear();  // removes the bar from a terminal

  private:
    using Clock = std::chrono::steady_clock;
    void write(const std::string& line);

    bool terminal_;
    size_t shown_ = 0;  // the number of letters that are on the terminal
    Clock::time_point start_;
    Clock::time_point last_;
};

}  // namespace mdisim
