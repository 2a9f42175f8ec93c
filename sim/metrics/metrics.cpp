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

// Computes metrics from replications and from the tally that merges them all.
class Measuring {
  public:
    Measuring(std::vector<const Tally*> replications, const Tally& pooled, const Grading& grading)
        : replications_(std::move(replications)), pooled_(pooled), grading_(grading) {}

    Metric operator()(const MetricRow& row, size_t model) {
        const Subject subject{grading_, model};
        std::vector<double> values;
        values.reserve(replications_.size());
        for (const Tally* tally : replications_) values.push_back(row(*tally, subject));
        if (row.run.counts != nullptr) {
            return share_of(std::move(values), row.run.counts(pooled_, subject));
        }
        const Domain domain = row.ranked != nullptr ? from_zero : row.domain(grading_);
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
            for (const Tally* tally : replications_) each.push_back(&ranked.values(*tally));
            sections_.emplace(each, ranked.values(pooled_));
            known_ = &ranked;
        }
        return *sections_;
    }

    std::vector<const Tally*> replications_;
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

Grading graded_in_all(std::vector<std::string> models, std::vector<std::string> classes) {
    Grading all;
    all.cloud_accuracy.resize(models.size());
    all.cloud_names = std::move(models);
    all.class_names = std::move(classes);
    all.phone_accuracy.resize(1);
    all.pictures = true;
    all.battery_wh = 1;
    all.most_attempts = 1;
    all.correctness = true;
    return all;
}

std::vector<Metric> summarise(const std::vector<Tally>& replications, const Grading& grading) {
    ensure(!replications.empty(), "a cell needs a replication");
    Tally pooled = replications.front();
    for (size_t r = 1; r < replications.size(); ++r) pooled.merge(replications[r]);

    std::vector<const Tally*> all;
    for (const Tally& tally : replications) all.push_back(&tally);
    Measuring of_all(all, pooled, grading);
    std::vector<Measuring> of_class;
    for (size_t c = 0; c < grading.class_names.size(); ++c) {
        std::vector<const Tally*> each;
        for (const Tally& tally : replications) each.push_back(&tally.classes[c]);
        of_class.emplace_back(std::move(each), pooled.classes[c], grading);
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

}  // namespace mdisim
