#include "sim/app/progress.hpp"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace mdisim {

ProgressLine::ProgressLine()
    : terminal_(isatty(STDERR_FILENO) == 1), start_(Clock::now()), last_(start_) {}

void ProgressLine::show(const Progress& progress) {
    const auto now = Clock::now();
    const auto quiet = std::chrono::milliseconds(terminal_ ? 100 : 5000);
    if (now - last_ < quiet || progress.cost_done <= 0) return;
    last_ = now;
    const double share = static_cast<double>(progress.done) / static_cast<double>(progress.total);
    // What was found done says nothing about time, and neither does a request of another policy.
    const double spent = std::chrono::duration<double>(now - start_).count();
    const double cost_left = progress.cost_total - progress.cost_done;
    const double left = progress.cost_done > 0 ? spent * cost_left / progress.cost_done : 0;
    if (terminal_) {
        constexpr int width = 40;
        const int full = static_cast<int>(share * width);
        std::fprintf(stderr, "\r[%s%s] %3.0f %%  %.0f s left ",
                     std::string(static_cast<size_t>(full), '=').c_str(),
                     std::string(static_cast<size_t>(width - full), ' ').c_str(), share * 100,
                     left);
    } else {
        std::fprintf(stderr, "%3.0f %% done, about %.0f s left\n", share * 100, left);
    }
    shown_ = true;
}

void ProgressLine::clear() {
    if (terminal_ && shown_) std::fprintf(stderr, "\r\x1b[K");
}

}  // namespace mdisim
