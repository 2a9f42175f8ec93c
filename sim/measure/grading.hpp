// Accuracies, names and features of a world, which turn the counts of a tally into metrics.
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
    bool pictures = false;      // whether requests carry pictures
    double battery_wh = 0;      // of the phone; 0: not given
    double idle_power_mw = 0;   // of the phone; 0: not given
    int64_t most_attempts = 0;  // of a request; 0: clients do not send again
    bool correctness = false;   // whether answers are right or wrong, request by request
    // By pair of models, as in Tally::combined, where it is not by ensemble_gain.
    std::vector<double> pair_accuracy{};
    bool logged_executions = false;  // whether a log has execution times
};

}  // namespace mdisim
