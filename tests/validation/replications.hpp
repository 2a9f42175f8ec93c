// A scenario of scenarios/validation/ run point by point, and its measures held against a formula.
//
// The standard error of a measure is that of the mean over independent replications; a measure
// agrees with a formula when it lies within four of them (20 replications: once in 1,300 by
// chance; the seed is fixed). Each check has a counterpart that must *not* agree.
#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/workload/workload.hpp"

namespace mdisim::validation {

struct Estimate {
    double mean = 0;
    double error = 0;
};

// How many standard errors the formula is away.
inline double z_score(const Estimate& measured, double formula) {
    if (measured.mean == formula) return 0;
    if (measured.error == 0) return std::numeric_limits<double>::infinity();
    return (measured.mean - formula) / measured.error;
}

inline double error_of(const std::vector<double>& replications) {
    const auto n = static_cast<double>(replications.size());
    double sum = 0;
    for (double x : replications) sum += x;
    const double mean = sum / n;
    double squares = 0;
    for (double x : replications) squares += (x - mean) * (x - mean);
    return std::sqrt(squares / (n - 1) / n);
}

// One cell, all its replications.
class Replications {
  public:
    Replications(std::vector<Tally> tallies, const Grading& grading)
        : tallies_(std::move(tallies)),
          infos_(metric_infos(grading)),
          metrics_(summarise(tallies_, grading)) {}

    // A metric as it is reported: of a quantile, that of the pooled replications.
    Estimate metric(std::string_view name) const {
        for (size_t m = 0; m < infos_.size(); ++m) {
            if (infos_[m].name != name) continue;
            return {metrics_[m].interval.mean, error_of(metrics_[m].replications)};
        }
        FAIL("there is no metric " << name);
        return {};
    }
    // A quantile of the latency, of all replications together, insufficient for a report or not.
    Estimate latency_quantile(double share) const {
        Tally pooled = tallies_.front();
        std::vector<double> values;
        for (const Tally& tally : tallies_) {
            if (&tally != &tallies_.front()) pooled.merge(tally);
            values.push_back(tally.latency_quantile(share).ms());
        }
        return {pooled.latency_quantile(share).ms(), error_of(values)};
    }
    // Anything else a tally tells.
    Estimate mean(const std::function<double(const Tally&)>& value_of) const {
        std::vector<double> values;
        double sum = 0;
        for (const Tally& tally : tallies_) sum += values.emplace_back(value_of(tally));
        return {sum / static_cast<double>(values.size()), error_of(values)};
    }
    // Share of waits that last longer than this, or up to 0.4 % more: `edge` is the exact length
    // counted from, the next edge of the histogram.
    struct Longer {
        Estimate share;
        Duration edge;
    };
    Longer waits_longer(Duration d) const {
        const size_t bucket = Histogram::bucket_of(static_cast<uint64_t>(d.ns));
        return {mean([d](const Tally& t) {
                    return static_cast<double>(t.waits.above(d)) /
                           static_cast<double>(t.waits.total());
                }),
                {static_cast<int64_t>(Histogram::lower_edge(bucket + 1))}};
    }
    const std::vector<Tally>& tallies() const { return tallies_; }

  private:
    std::vector<Tally> tallies_;
    std::vector<MetricInfo> infos_;
    std::vector<Metric> metrics_;
};

inline double waited(const Tally& t) {
    return static_cast<double>(t.waits.above(Duration{0})) / static_cast<double>(t.waits.total());
}

inline Scenario validation_scenario(const std::string& stem) {
    return Scenario::load(MDISIM_SOURCE_DIR "/scenarios/validation/" + stem + ".json");
}

// All policies of one point, in their order.
inline std::vector<Replications> run(const Point& point) {
    const Setting& s = point.setting;
    std::vector<Cell> cells;
    for (const Combination& policies : point.policies) {
        cells.push_back({point.world, Duration::from_ms(s.sla_ms), policies});
    }
    std::vector<std::vector<Tally>> tallies(cells.size());
    for (int64_t r = 0; r < s.replications; ++r) {
        const Plan plan = point.plan(static_cast<uint32_t>(r));
        std::vector<CellResult> results = simulate(cells, plan);
        for (size_t c = 0; c < cells.size(); ++c) tallies[c].push_back(std::move(results[c].tally));
    }
    std::vector<Replications> all;
    for (std::vector<Tally>& t : tallies) all.emplace_back(std::move(t), point.world->grading());
    return all;
}

inline void agrees(const std::string& what, const Estimate& measured, double formula) {
    const double z = z_score(measured, formula);
    INFO(what << ": measured " << measured.mean << " +- " << measured.error << ", formula "
              << formula << ", z = " << z);
    CHECK(std::abs(z) < 4);
}

// A quantile may be off by the width of the histogram's buckets besides.
inline void quantile_agrees(const std::string& what, const Estimate& measured, double formula) {
    constexpr double bucket = 0.002;
    INFO(what << ": measured " << measured.mean << " +- " << measured.error << ", formula "
              << formula << ", z = " << z_score(measured, formula));
    CHECK(std::abs(measured.mean - formula) < bucket * formula + 4 * measured.error);
}

// The check has teeth: the formula for, say, a load 2 % higher is told apart.
inline constexpr double more = 1.02;
inline void differs(const std::string& what, const Estimate& measured, double wrong) {
    const double z = z_score(measured, wrong);
    INFO(what << ": measured " << measured.mean << " +- " << measured.error
              << ", formula for another system " << wrong << ", z = " << z);
    CHECK(std::abs(z) > 4);
}

// To twelve digits: a formula against the reference known answers, which are printed to sixteen.
inline Approx known(double answer) { return Approx(answer).epsilon(1e-12).margin(1e-14); }

// What a point's file says.
inline double model_mean_s(const Point& point) {
    return *point.setting.world.models.list.front().mean_ms / 1000;
}
inline double rate_per_s(const Point& point) {
    return std::get<PoissonWorkload>(point.setting.world.workload.kind()).rate_per_s;
}
inline int replicas(const Point& point) {
    return static_cast<int>(point.setting.world.servers->replicas);
}
inline double deadline_s(const Point& point) { return point.setting.sla_ms / 1000; }

}  // namespace mdisim::validation
