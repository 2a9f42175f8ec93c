// Judges a scenario by what was measured of the same requests.
//
// A difference is a metric of the simulated requests less that of the measured ones. Both are of
// the same requests, so what both share, such as a rush of arrivals, cancels. Intervals are over
// blocks of consecutive requests (jackknife), since requests that share a line are not independent:
// of each block both what was measured and what was simulated is left out. Neighbouring blocks are
// joined as long as what is drawn in one goes on in the next, down to 8 of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"

namespace mdisim {

// A metric agrees if the whole interval of the difference lies within the margin, and differs if
// all of it lies beyond; else it is undecided, or has too few values for an interval.
enum class Agreement { agrees, differs, undecided, insufficient };
const char* name_of(Agreement agreement);

// A metric, measured and simulated. Shares and accuracies are per cent, times milliseconds.
struct Calibrated {
    std::string part;  // which requests: empty for all, a class, or a quarter of the log
    std::string metric;
    std::string title;
    bool is_time = false;
    double measured = 0;
    double simulated = 0;
    // Differences of shares are in points, those of times in per cent of what was measured, and so
    // is the margin.
    Interval difference;
    Agreement agreement = Agreement::insufficient;
    // About how many further requests of the log would decide what is undecided.
    uint64_t more = 0;

    bool is_of_quarter() const;
};

// A block of the log, measured and simulated.
struct CalibratedBlock {
    double begins_s = 0;
    double measured_ms = 0;  // mean latencies
    double simulated_ms = 0;
    double measured_in_time = 0;  // per cent
    double simulated_in_time = 0;
};

struct Calibration {
    double margin = 0;  // in points and per cent
    uint64_t requests = 0;
    size_t blocks = 0;
    // Whether blocks are long enough. If not, no metric has an interval.
    bool blocks_are_apart = true;
    std::vector<Calibrated> metrics;
    std::vector<CalibratedBlock> over_time;

    // A calibration differs if any metric does, in any quarter too. It is undecided if any metric
    // of all requests or of a class is: quarters show what changes over time, and decide nothing
    // else, since they know half as much.
    Agreement overall() const;
    // The most further requests that an undecided metric of all requests or of a class needs.
    uint64_t more() const;
};

// measured: the blocks of the log. Requires two blocks, and as many in every replication.
// knows_models: whether the log says which model ran.
Calibration calibrate(const std::vector<Tally>& measured, const std::vector<Tally>& replications,
                      const Grading& grading, bool knows_models, double margin);

}  // namespace mdisim
