// What turns counts into accuracies and names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mdisim {

struct Grading {
    std::vector<std::string> cloud_names;
    std::vector<double> cloud_accuracy;
    std::vector<double> phone_accuracy;
    int64_t replicas = 0;  // of the servers; 0: unlimited
    std::vector<std::string> class_names{};
    double ensemble_gain = 0;   // of answers that are combined (sim/metrics/ensemble.hpp)
    bool pictures = false;      // requests carry some, which are shrunk somewhere
    double battery_wh = 0;      // of the phone; 0: not said
    double idle_power_mw = 0;   // likewise
    int64_t most_attempts = 0;  // of clients that may send again; 0: they do not
};

}  // namespace mdisim
