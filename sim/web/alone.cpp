// What a program has and a page has not: other threads, and files that outlive it. The web module
// is linked of this in place of sim/campaign/parallel.cpp and sim/campaign/file_keeper.cpp.
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/campaign/run_keeper.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {

void on_threads(size_t, const std::function<void()>& work) { work(); }

void each_on_threads(size_t count, size_t, const std::function<void(size_t)>& work) {
    for (size_t i = 0; i < count; ++i) work(i);
}

size_t threads_for(unsigned) { return 1; }

CrashLog::Computing::Computing(std::span<const Digest>) {}
CrashLog::Computing::~Computing() = default;
CrashLog::ThreadWatch::ThreadWatch() = default;
CrashLog::ThreadWatch::~ThreadWatch() = default;

std::unique_ptr<RunKeeper> keeper_in_file(const std::string& file, FileUse) {
    throw UserError({{file, "", "is a store, which a page cannot read"}});
}

}  // namespace mdisim
