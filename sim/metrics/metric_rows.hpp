// The only list of metrics: the name of each, and how it is computed from counts, those of a whole
// run and, where that makes sense, those of a window of time.
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

// What a metric is computed from, besides counts.
struct Subject {
    const Grading& grading;
    size_t model = 0;  // the cloud's model or the site, if there is a metric for each of them
    Duration span{};   // length of the window, for metrics of a window of time
};

// How a metric is computed from counts: by `value`, or by `counts` if it is a share. With neither,
// runs (or windows) do not have the metric.
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

// The worlds that have a metric: every world; every world, once for each model; worlds whose phones
// have models, whose requests carry pictures, whose phones' battery is known, where it is known
// what phones use, and how they collect garbage, where lines are fitted, where something has a
// price, with sites, once for each of them, whose clients send again, whose answers are right or
// wrong; the latter worlds, once for each model; worlds whose log has execution times; worlds that
// ask for the bound of what cores allow.
enum class Having {
    every,
    model,
    phone_models,
    pictures,
    battery,
    uses,
    garbage,
    lines,
    prices,
    sites,
    retries,
    correctness,
    labels,
    logged_executions,
    capacity
};
// Whether there is a metric for each model of the cloud.
constexpr bool of_each_model(Having having) {
    return having == Having::model || having == Having::labels;
}

// Whether there is a metric for each site.
constexpr bool of_each_site(Having having) { return having == Having::sites; }

struct MetricRow {
    MetricInfo info;  // "<model>" or "<site>" in its name stands for the name of one
    Having having = Having::every;
    bool of_classes = false;  // whether each class of requests has it too
    bool of_phones = false;   // whether each class has it whose phones are its own
    Measure<Tally> run{};
    Measure<SeriesWindow> window{};
    Domain (*domain)(const Grading&) = nullptr;  // set for means
    // Set for means to which only some requests contribute: the share of these requests. The mean
    // is known no better than this share.
    Ratio (*adding)(const Tally&) = nullptr;
    const Ranked* ranked = nullptr;  // set for quantiles, in place of `run`
    double at = 0;                   // the share of a quantile

    bool of_runs() const { return run.known() || ranked != nullptr; }
    // Requires of_runs().
    double operator()(const Tally& tally, const Subject& subject) const;
};

const std::vector<MetricRow>& metric_rows();

}  // namespace mdisim
