// The only list of metrics: what each is called and how it is made of a tally.
#pragma once

#include <vector>

#include "sim/measure/metrics.hpp"

namespace mdisim {

struct Ratio {
    uint64_t hits;
    uint64_t trials;
};

inline double value_of(Ratio ratio) {
    return ratio.trials == 0 ? nan
                             : static_cast<double>(ratio.hits) / static_cast<double>(ratio.trials);
}

// The values that a quantile is taken of.
struct Ranked {
    const Histogram& (*values)(const Tally&);
    Duration (*quantile)(const Tally&, double share);
};

// One of value, counts and ranked: a mean, a share, a quantile.
struct MetricRow {
    MetricInfo info;
    double (*value)(const Tally&, const Grading&) = nullptr;
    Domain (*domain)(const Grading&) = nullptr;  // of a mean
    Ratio (*counts)(const Tally&) = nullptr;
    // Of a mean that only these requests add to, so that it is known no better than their share.
    Ratio (*adding)(const Tally&) = nullptr;
    const Ranked* ranked = nullptr;
    double at = 0;

    double operator()(const Tally& tally, const Grading& grading) const;
};

// What a mean can be: of a time, a number or an energy; of the accuracy of answers in time, which
// is none where nothing is; of the share of a time; of how often a request is sent.
Domain not_negative(const Grading& grading);
Domain accuracy_in_time(const Grading& grading);
Domain share_of_time(const Grading& grading);
Domain number_of_attempts(const Grading& grading);

// What every run has.
const std::vector<MetricRow>& metric_rows();
// What is also known of each class.
const std::vector<const MetricRow*>& class_rows();
// Of requests that carry pictures, of phones whose battery is known, of clients that send again.
const std::vector<MetricRow>& picture_rows();
const std::vector<MetricRow>& battery_rows();
const std::vector<MetricRow>& retry_rows();
// What is known of this world besides.
std::vector<const MetricRow*> further_rows(const Grading& grading);

}  // namespace mdisim
