// A log of the cells that were being computed when the process crashed by a fault or an abort (not
// by a kill from outside). A cell with three crashes is not computed again.
//
// Contract: a Computing costs nothing until the process crashes; then the signal handler appends to
// the file the keys of the cells that the crashing thread computes. Several cells share a tape, so
// after a crash all cells of a tape are suspects. Suspects are computed one by one, so the next
// crash shows which cell causes it. An entry of the file that a disk has changed does not count.
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

    // Says that the calling thread computes these cells as long as the Computing lives. Requires
    // that `cells` outlives the Computing.
    class Computing {
      public:
        explicit Computing(std::span<const Digest> cells);
        Computing(const Computing&) = delete;
        Computing& operator=(const Computing&) = delete;
        ~Computing();
    };

    // Makes the log record all crashes of the process from now on. The file is made at the first
    // crash. Requires that no other log watches the process.
    void watch_process();
    // Gives the calling thread a stack for the signal handler, so that a stack overflow is logged
    // too.
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
