// A small queueing program that shares nothing with the simulator: servers take requests in the
// order in which they come, by Lindley's recursion, and numbers are those of the C++ library.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace mdisim::testing {

struct TimedRequest {
    double created_ms = 0;
    double execution_ms = 0;
    double latency_ms = 0;
};

class QueueProgram {
  public:
    QueueProgram(uint64_t seed, int servers) : random_(seed), servers_(servers) {}

    // A moment of exponential length.
    double exponential(double mean) { return -mean * std::log1p(-uniform_(random_)); }
    std::vector<double> arrivals(size_t count, double gap_ms) {
        std::vector<double> at(count);
        double now = 0;
        for (double& one : at) one = now += exponential(gap_ms);
        return at;
    }
    // Serves requests, each for an exponential time.
    std::vector<TimedRequest> serve(const std::vector<double>& arrivals, double execution_ms) {
        std::vector<double> free_at(static_cast<size_t>(servers_), 0.0);
        std::vector<TimedRequest> all;
        for (const double at : arrivals) {
            double& server = *std::min_element(free_at.begin(), free_at.end());
            const double execution = exponential(execution_ms);
            server = std::max(server, at) + execution;
            all.push_back({at, execution, server - at});
        }
        return all;
    }

  private:
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> uniform_;
    int servers_;
};

}  // namespace mdisim::testing
