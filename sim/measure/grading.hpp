// Accuracies, names and features of a world, which turn the counts of a tally into metrics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/measure/phone_uses.hpp"

namespace mdisim {

// What is known of the phones of a class.
struct PhoneGrading {
    double battery_wh = 0;     // 0: not given
    double idle_power_mw = 0;  // 0: not given
};

// What things cost, in dollars.
struct Prices {
    struct Transfer {
        double up_per_gb = 0;
        double down_per_gb = 0;
        double answer_bytes = 0;  // what one answer sends
    };
    std::vector<double> core_hours{};    // by kind of server; empty: servers cost nothing
    std::vector<Transfer> of_classes{};  // one without classes; empty: transfers cost nothing

    bool any() const { return !core_hours.empty() || !of_classes.empty(); }
};

struct Grading {
    std::vector<std::string> cloud_names;
    std::vector<double> cloud_accuracy;
    std::vector<double> phone_accuracy;
    int64_t replicas = 0;  // of the servers; 0: unlimited
    std::vector<std::string> class_names{};
    double ensemble_gain = 0;   // of answers that are combined (sim/measure/ensemble.hpp)
    bool pictures = false;      // whether requests carry pictures
    double battery_wh = 0;      // of the phone; 0: not given
    double idle_power_mw = 0;   // of the phone; 0: not given
    int64_t most_attempts = 0;  // of a request; 0: clients do not send again
    bool correctness = false;   // whether answers are right or wrong, request by request
    // By pair of models, as in Tally::combined, where it is not by ensemble_gain.
    std::vector<double> pair_accuracy{};
    bool logged_executions = false;  // whether a log has execution times
    Prices prices{};
    std::vector<PhoneGrading> class_phones{};  // by class; empty unless classes have their own
    std::vector<std::string> site_names{};     // none without sites
    bool capacity_bound = false;               // whether runs have a bound of what cores allow
    std::optional<PhoneUses> uses{};           // of phones, if it is known
    bool lines = false;                        // whether lines were fitted before the run
    bool stratified = false;                   // whether requests draw from strata
};

// The grading of the requests of one class.
Grading graded_class(const Grading& grading, size_t of_class);

}  // namespace mdisim
