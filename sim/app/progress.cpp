#include "sim/app/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "sim/app/deliver.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/describe/letters.hpp"

namespace mdisim {

ProgressLine::ProgressLine()
    : terminal_(isatty(STDERR_FILENO) == 1), start_(Clock::now()), last_(start_) {}

void ProgressLine::show(const Progress& progress) {
    const auto now = Clock::now();
    const auto quiet = std::chrono::milliseconds(terminal_ ? 100 : 5000);
    if (now - last_ < quiet || progress.cost_done <= 0) return;
    last_ = now;
    const double share = static_cast<double>(progress.done) / static_cast<double>(progress.total);
    // The time left is estimated from costs, not from numbers of requests: requests that were found
    // in the store took no time, and those of different policies take different times.
    const double spent = std::chrono::duration<double>(now - start_).count();
    const double cost_left = progress.cost_total - progress.cost_done;
    const double seconds = progress.cost_done > 0 ? spent * cost_left / progress.cost_done : 0;
    if (terminal_) {
        constexpr double width = 40;
        const auto full = static_cast<size_t>(share * width);
        const std::string bar = left(std::string(full, '='), static_cast<size_t>(width));
        const std::string percent = std::to_string(static_cast<int>(share * 100));
        write('[' + bar + "] " + right(percent, 3) + " %  " + duration_text(seconds) + " left");
    } else {
        std::fprintf(stderr, "%3.0f %% done, %s left\n", share * 100,
                     duration_text(seconds).c_str());
    }
}

// Writes the line over the one before, with blanks rather than with an escape code to erase it,
// which NO_COLOR would forbid.
void ProgressLine::write(const std::string& line) {
    const size_t before = std::exchange(shown_, line.size());
    std::fprintf(stderr, "\r%s", left(line, std::max(line.size(), before)).c_str());
}

void ProgressLine::clear() {
    if (shown_ == 0) return;
    write("");
    std::fputc('\r', stderr);
}

}  // namespace mdisim
