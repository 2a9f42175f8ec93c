// Work on several threads at once.
#pragma once

#include <cstddef>
#include <functional>

namespace mdisim {

// Runs `work` on so many threads, this one among them, until all have returned; then throws what
// the first that failed threw.
void on_threads(size_t threads, const std::function<void()>& work);

// Runs `work` for 0 ... count - 1, each once. After a failure none is begun.
void each_on_threads(size_t count, size_t threads, const std::function<void(size_t)>& work);

// As many as were asked for; zero asks for all there are.
size_t threads_for(unsigned jobs);

}  // namespace mdisim
