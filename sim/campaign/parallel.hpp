// Runs work on several threads at once.
#pragma once

#include <cstddef>
#include <functional>

namespace mdisim {

// Runs `work` once on each of `threads` threads, one of which is the caller's, and waits for all of
// these threads. If any call of `work` throws, the first exception is thrown afterwards.
void on_threads(size_t threads, const std::function<void()>& work);

// Runs `work` once for each of 0 ... count - 1. After an exception no further call is begun.
void each_on_threads(size_t count, size_t threads, const std::function<void(size_t)>& work);

// The number of threads for `--jobs`; zero means all cores.
size_t threads_for(unsigned jobs);

}  // namespace mdisim
