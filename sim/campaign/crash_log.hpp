// A log of the cells that were being computed when the process crashed by a fault or an abort (not
// by a kill from outside). A cell with three crashes is not computed again.
//
// Contract: Computing costs nothing until the process dies; then the signal handler appends the
// keys of the cells of the thread that faulted to the file. Several cells share a tape, so after a
// crash all of them are suspects. Suspects are computed one by one, so the next crash shows which
// cell it is.
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

    // While a Computing lives, the calling thread computes these cells. Requires that `cells`
    // outlives it.
    class Computing {
      public:
        explicit Computing(std::span<const Digest> cells);
        Computing(const Computing&) = delete;
        Computing& operator=(const Computing&) = delete;
        ~Computing();
    };

    // From now on crashes of the process are written to this log. Its file is made at the first
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
