#include "sim/campaign/crash_log.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string_view>

namespace mdisim {
namespace {

constexpr std::array crash_signals = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr size_t handler_stack = 64 * 1024;
constexpr std::string_view last_words =
    "\nmdisim crashed while computing a cell. What is finished is kept; the same command goes on "
    "from here.\nA cell that crashes three times is left out and reported.\n";

// An entry of the file. The check value tells it from bytes that a disk has changed, and finds the
// next entry after one that was written in part.
struct Entry {
    Digest cell;
    uint64_t check = 0;
};
static_assert(sizeof(Entry) == 24);

Entry entry_of(const Digest& cell) {
    return {cell, mixed(static_cast<uint128>(cell.high) << 64 | cell.low).low};
}

// The state of the signal handler, which may use nothing but plain memory and functions that are
// safe in a handler, such as write().
thread_local const Digest* now_computing = nullptr;
thread_local size_t now_count = 0;
const char* log_file = nullptr;

std::atomic_flag dying;
thread_local bool dies_here = false;

void write_down(int number) {
    // Threads may crash at the same time. The first ends the process when it has written; the
    // others wait for that.
    if (!dies_here && dying.test_and_set()) {
        for (;;) ::pause();
    }
    dies_here = true;
    if (now_computing != nullptr && log_file != nullptr) {
        const int fd = ::open(log_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        ssize_t written = 0;
        for (size_t i = 0; i < now_count; ++i) {
            const Entry entry = entry_of(now_computing[i]);
            written += ::write(fd, &entry, sizeof entry);
        }
        written += ::write(STDERR_FILENO, last_words.data(), last_words.size());
        (void)written;
    }
    signal(number, SIG_DFL);
    raise(number);
}

}  // namespace

CrashLog::CrashLog(const std::string& file) : file_(file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    for (size_t at = 0; at + sizeof(Entry) <= bytes.size();) {
        Entry entry;
        std::memcpy(&entry, bytes.data() + at, sizeof entry);
        const bool sound = entry.check == entry_of(entry.cell).check;
        if (sound) ++crashes_[entry.cell];
        at += sound ? sizeof entry : 1;
    }
}

CrashLog::~CrashLog() {
    if (!watching_) return;
    for (int number : crash_signals) signal(number, SIG_DFL);
    log_file = nullptr;
}

void CrashLog::watch_process() {
    log_file = file_.c_str();
    watching_ = true;
    struct sigaction action {};
    action.sa_handler = write_down;
    action.sa_flags = SA_ONSTACK;
    for (int number : crash_signals) sigaction(number, &action, nullptr);
}

CrashLog::Computing::Computing(std::span<const Digest> cells) {
    now_computing = cells.data();
    now_count = cells.size();
}
CrashLog::Computing::~Computing() { now_computing = nullptr; }

CrashLog::ThreadWatch::ThreadWatch() : stack_(handler_stack) {
    stack_t stack{};
    stack.ss_sp = stack_.data();
    stack.ss_size = stack_.size();
    sigaltstack(&stack, &before_);
}
CrashLog::ThreadWatch::~ThreadWatch() { sigaltstack(&before_, nullptr); }

}  // namespace mdisim
