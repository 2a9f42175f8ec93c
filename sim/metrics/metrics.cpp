#include "sim/metrics/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/metrics/metric_rows.hpp"
#include "sim/metrics/sections.hpp"
#include "sim/metrics/world_rows.hpp"

namespace mdisim {
namespace {

constexpr Interval nothing{nan, nan, nan};

bool any_missing(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [](double x) { return std::isnan(x); });
}

bool all_agree(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [&](double x) { return x == values.front(); });
}

Metric share_of(std::vector<double> values, Ratio pooled) {
    const Interval interval =
        any_missing(values) ? nothing : share_interval(values, pooled.hits, pooled.trials);
    return {interval, std::move(values), from_zero_to_one};
}

// Tallies of a cell that are observed independently of each other: replications, or the blocks of a
// log with, for each of them, the tally of all others.
struct Observed {
    std::vector<const Tally*> each;
    std::vector<const Tally*> others{};  // empty for replications

    bool are_blocks() const { return !others.empty(); }
    // Those of one class.
    Observed of_class(size_t c) const {
        const auto classes_of = [c](const std::vector<const Tally*>& tallies) {
            std::vector<const Tally*> list;
            for (const Tally* tally : tallies) list.push_back(&tally->classes[c]);
            return list;
        };
        return {classes_of(each), classes_of(others)};
    }
};

// Computes metrics from what was observed and from the tally that merges it all.
class Measuring {
  public:
    Measuring(Observed observed, const Tally& pooled, const Grading& grading)
        : observed_(std::move(observed)), pooled_(pooled), grading_(grading) {}

    Metric operator()(const MetricRow& row, size_t model) {
        const Subject subject{grading_, model};
        if (observed_.are_blocks()) return of_blocks(row, subject);
        std::vector<double> values = values_of(observed_.each, row, subject);
        if (row.run.counts != nullptr) {
            return share_of(std::move(values), row.run.counts(pooled_, subject));
        }
        const Domain domain = domain_of(row);
        Interval interval = nothing;
        if (!any_missing(values)) {
            interval = row.ranked != nullptr ? interval_of_quantile(row)
                       : row.adding != nullptr && all_agree(values)
                           ? by_share_of(row, values, domain)
                           : student_interval(values, domain);
        }
        return {interval, std::move(values), domain};
    }

  private:
    static std::vector<double> values_of(const std::vector<const Tally*>& tallies,
                                         const MetricRow& row, const Subject& subject) {
        std::vector<double> values;
        values.reserve(tallies.size());
        for (const Tally* tally : tallies) values.push_back(row(*tally, subject));
        return values;
    }
    Domain domain_of(const MetricRow& row) const {
        if (row.run.counts != nullptr) return from_zero_to_one;
        return row.ranked != nullptr ? from_zero : row.domain(grading_);
    }

    Metric of_blocks(const MetricRow& row, const Subject& subject) {
        const Domain domain = domain_of(row);
        const double whole = row(pooled_, subject);
        if (row.ranked != nullptr) {
            // A quantile has no useful pseudo-values: others often have the very same one. A block
            // without a value says nothing.
            std::vector<double> values = values_of(observed_.each, row, subject);
            for (double& value : values) value = std::isnan(value) ? whole : value;
            const Interval interval = std::isnan(whole) ? nothing : interval_of_quantile(row);
            return {interval, std::move(values), domain};
        }
        std::vector<double> values = values_of(observed_.others, row, subject);
        const auto n = static_cast<double>(values.size());
        for (double& value : values) value = n * whole - (n - 1) * value;
        if (any_missing(values)) {
            if (std::isnan(whole)) return {nothing, std::move(values), domain};
            return {interval_about(whole, {&whole, 1}, domain), std::move(values), domain};
        }
        if (!all_agree(values))
            return {interval_about(whole, values, domain), std::move(values), domain};
        if (row.run.counts != nullptr)
            return share_of(std::move(values), row.run.counts(pooled_, subject));
        const Interval interval = row.adding != nullptr ? by_share_of(row, values, domain)
                                                        : student_interval(values, domain);
        return {interval, std::move(values), domain};
    }

    // The interval of a mean whose replications agree, so that their spread has no information: the
    // exact interval of the share of requests that add to the mean, times what each of them adds.
    Interval by_share_of(const MetricRow& row, const std::vector<double>& values,
                         const Domain& domain) const {
        const Ratio ratio = row.adding(pooled_);
        if (ratio.trials == 0) return student_interval(values, domain);
        const Interval share = clopper_pearson(ratio.hits, ratio.trials);
        if (ratio.hits == 0) return {values.front(), values.front(), share.high * domain.most};
        const double each = values.front() / share.mean;
        return {values.front(), each * share.low, std::min(each * share.high, domain.most)};
    }

    Interval interval_of_quantile(const MetricRow& row) {
        const Sections& sections = sections_of(*row.ranked);
        return sections.sufficient(row.at) ? sections.interval(row.at, row(pooled_, {grading_}))
                                           : nothing;
    }

    // Keeps the sections of the last values, since rows of the same values follow each other.
    const Sections& sections_of(const Ranked& ranked) {
        if (known_ != &ranked) {
            std::vector<const Histogram*> each;
            for (const Tally* tally : observed_.each) {
                const Histogram& values = ranked.values(*tally);
                if (values.total() > 0) each.push_back(&values);
            }
            sections_.emplace(each, ranked.values(pooled_));
            known_ = &ranked;
        }
        return *sections_;
    }

    Observed observed_;
    const Tally& pooled_;
    const Grading& grading_;
    const Ranked* known_ = nullptr;
    std::optional<Sections> sections_;
};

}  // namespace

size_t metric_index(const std::vector<MetricInfo>& infos, std::string_view name) {
    const auto at = std::find_if(infos.begin(), infos.end(),
                                 [&](const MetricInfo& info) { return info.name == name; });
    return static_cast<size_t>(at - infos.begin());
}

const std::vector<MetricInfo>& metric_infos() {
    static const std::vector<MetricInfo> infos = metric_infos(Grading{});
    return infos;
}

std::vector<MetricInfo> metric_infos(const Grading& grading) {
    return infos_of(run_rows(grading), grading);
}

Grading graded_in_all(std::vector<std::string> models, std::vector<std::string> classes,
                      std::vector<std::string> sites) {
    Grading all;
    all.site_names = std::move(sites);
    all.cloud_accuracy.resize(models.size());
    all.cloud_names = std::move(models);
    all.class_names = std::move(classes);
    all.phone_accuracy.resize(1);
    all.pictures = true;
    all.battery_wh = 1;
    all.class_phones.resize(all.class_names.size(), {1, 0});
    all.prices.of_classes.push_back({1, 1, 0});
    all.most_attempts = 1;
    all.correctness = true;
    all.logged_executions = true;
    all.capacity_bound = true;
    all.lines = true;
    all.uses.emplace().models.resize(1);
    all.uses->models.front().garbage.emplace();
    return all;
}

namespace {

std::vector<Metric> metrics_of(const Observed& observed, const Tally& pooled,
                               const Grading& grading) {
    Measuring of_all(observed, pooled, grading);
    std::vector<Grading> own;  // of classes whose phones are their own
    for (size_t c = 0; c < grading.class_phones.size(); ++c)
        own.push_back(graded_class(grading, c));
    std::vector<Measuring> of_class;
    for (size_t c = 0; c < grading.class_names.size(); ++c) {
        of_class.emplace_back(observed.of_class(c), pooled.classes[c],
                              own.empty() ? grading : own[c]);
    }
    const std::vector<WorldRow> rows = run_rows(grading);
    std::vector<Metric> metrics;
    metrics.reserve(rows.size());
    for (const WorldRow& row : rows) {
        Measuring& measure = row.request_class ? of_class[*row.request_class] : of_all;
        metrics.push_back(measure(*row.row, row.model));
    }
    return metrics;
}

std::vector<const Tally*> pointers_to(const std::vector<Tally>& tallies) {
    std::vector<const Tally*> list;
    for (const Tally& tally : tallies) list.push_back(&tally);
    return list;
}

Tally merged(const std::vector<Tally>& tallies) {
    Tally all = tallies.front();
    for (size_t i = 1; i < tallies.size(); ++i) all.merge(tallies[i]);
    return all;
}

}  // namespace

std::vector<Metric> summarise(const std::vector<Tally>& replications, const Grading& grading) {
    ensure(!replications.empty(), "a cell needs a replication");
    return metrics_of({pointers_to(replications)}, merged(replications), grading);
}

std::vector<Metric> summarise_blocks(const std::vector<Tally>& blocks, const Grading& grading) {
    if (blocks.size() < 2) return summarise(blocks, grading);
    const std::vector<Tally> others = Tally::all_others(blocks);
    return metrics_of({pointers_to(blocks), pointers_to(others)}, merged(blocks), grading);
}

}  // namespace mdisim
