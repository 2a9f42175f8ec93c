// Which cells were being computed when the process crashed: by a fault or an abort, not by a kill
// from outside. A cell that did it three times is left alone.
//
// Contract: computing() costs nothing until the process dies; then the signal handler appends the
// keys of the cells of the thread that faulted to the file. Several cells share a tape, so the
// first crash only makes them suspects; suspects are computed one by one, and the next crash tells.
#pragma once

#include <signal.h>

#include <map>
#include <span>
#include <string>
#include <vector>

#include "sim/engine/digest.hpp"

namespace mdisim {

class CrashLog {
  public:
    static constexpr int most_crashes = 3;

    explicit CrashLog(const std::string& file);
    CrashLog(const CrashLog&) = delete;
    CrashLog& operator=(const CrashLog&) = delete;
    ~CrashLog();

    const std::string& file() const { return file_; }
    bool is_suspect(const Digest& cell) const { return crashes_.contains(cell); }
    bool in_quarantine(const Digest& cell) const {
        const auto at = crashes_.find(cell);
        return at != crashes_.end() && at->second >= most_crashes;
    }

    // While it lives, the calling thread computes these cells; they must live as long.
    class Computing {
      public:
        explicit Computing(std::span<const Digest> cells);
        Computing(const Computing&) = delete;
        Computing& operator=(const Computing&) = delete;
        ~Computing();
    };

    // From now on crashes of the process are written down here, in a file that is not made before
    // there is one. One log at a time.
    void watch_process();
    // Gives the calling thread a stack on which even an overflow of its own can be noted.
    class ThreadWatch {
      public:
        ThreadWatch();
        ThreadWatch(const ThreadWatch&) = delete;
        ThreadWatch& operator=(const ThreadWatch&) = delete;
        ~ThreadWatch();

      private:
        std::vector<char> stack_;
        stack_t before_{};
    };

  private:
    std::string file_;
    std::map<Digest, int> crashes_;
    bool watching_ = false;
};

}  // namespace mdisim
