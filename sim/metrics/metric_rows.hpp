// The only list of metrics: what each is called and how it is made of what was counted, in a whole
// run and, where that makes sense, in a window of time.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/series.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

struct Ratio {
    uint64_t hits;
    uint64_t trials;
};

inline double value_of(Ratio ratio) {
    return ratio.trials == 0 ? nan
                             : static_cast<double>(ratio.hits) / static_cast<double>(ratio.trials);
}

// What a metric is of, besides what was counted.
struct Subject {
    const Grading& grading;
    size_t model = 0;  // of the cloud, where the metric is one of each model
    Duration span{};   // of time, where it is of a window
};

// How a metric is made of what was counted: by value, or by counts where it is a share. Neither:
// the metric is not known of such.
template <class Counted>
struct Measure {
    double (*value)(const Counted&, const Subject&) = nullptr;
    Ratio (*counts)(const Counted&, const Subject&) = nullptr;

    bool known() const { return value != nullptr || counts != nullptr; }
    double operator()(const Counted& counted, const Subject& subject) const {
        return value != nullptr ? value(counted, subject) : value_of(counts(counted, subject));
    }
};

// The values that a quantile is taken of.
struct Ranked {
    const Histogram& (*values)(const Tally&);
    Duration (*quantile)(const Tally&, double share);
};

// What has a metric: every world, each of its models, or worlds in which requests carry pictures,
// the phones' battery is known, clients send again.
enum class Having { every, model, pictures, battery, retries };

struct MetricRow {
    MetricInfo info;  // "<model>" in its name is for the model's
    Having having = Having::every;
    bool of_classes = false;  // it is also known of each class of requests
    Measure<Tally> run{};
    Measure<SeriesWindow> window{};
    Domain (*domain)(const Grading&) = nullptr;  // of a mean
    // Of a mean that only these requests add to, so that it is known no better than their share.
    Ratio (*adding)(const Tally&) = nullptr;
    const Ranked* ranked = nullptr;  // of a quantile, in place of `run`
    double at = 0;

    bool of_runs() const { return run.known() || ranked != nullptr; }
    // Requires of_runs().
    double operator()(const Tally& tally, const Subject& subject) const;
};

const std::vector<MetricRow>& metric_rows();

}  // namespace mdisim
