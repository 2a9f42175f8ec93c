#include "sim/campaign/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace mdisim {

void on_threads(size_t threads, const std::function<void()>& work) {
    std::once_flag first;
    std::exception_ptr failure;
    const auto guarded = [&] {
        try {
            work();
        } catch (...) {
            std::call_once(first, [&] { failure = std::current_exception(); });
        }
    };
    {
        std::vector<std::jthread> others;
        for (size_t t = 1; t < threads; ++t) others.emplace_back(guarded);
        guarded();
    }
    if (failure) std::rethrow_exception(failure);
}

void each_on_threads(size_t count, size_t threads, const std::function<void(size_t)>& work) {
    std::atomic<size_t> next = 0;
    on_threads(std::min(threads, count), [&] {
        try {
            for (size_t i = next++; i < count; i = next++) work(i);
        } catch (...) {
            next = count;
            throw;
        }
    });
}

size_t threads_for(unsigned jobs) {
    return jobs > 0 ? jobs : std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace mdisim
