#include "sim/metrics/margin.hpp"

#include <cstddef>
#include <optional>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/metrics/metric_rows.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/world_rows.hpp"

namespace mdisim {
namespace {

// The part of a run that a row is of: all requests, or those of one class with their own grading.
struct PartOfRun {
    WorldRow row;
    Grading grading;

    PartOfRun(const Grading& all, size_t metric) : row(run_rows(all)[metric]), grading(all) {
        if (row.request_class && !all.class_phones.empty())
            grading = graded_class(all, *row.request_class);
    }
    const Tally& of(const Tally& tally) const {
        return row.request_class ? tally.classes[*row.request_class] : tally;
    }
};

double share_above(const Histogram& values, double limit_ms) {
    if (values.total() == 0) return nan;
    return static_cast<double>(values.above(Duration::from_ms(limit_ms))) /
           static_cast<double>(values.total());
}

}  // namespace

std::vector<double> values_of_metric(const std::vector<Tally>& replications, const Grading& grading,
                                     size_t metric) {
    const PartOfRun part(grading, metric);
    std::vector<double> values;
    for (const Tally& tally : replications)
        values.push_back((*part.row.row)(part.of(tally), {part.grading, part.row.model}));
    return values;
}

std::optional<std::vector<double>> requests_of(const std::vector<Tally>& replications,
                                               const Grading& grading, size_t metric) {
    const PartOfRun part(grading, metric);
    const MetricRow& row = *part.row.row;
    if (row.run.counts == nullptr && row.adding == nullptr) return std::nullopt;
    std::vector<double> requests;
    for (const Tally& tally : replications) {
        const Ratio ratio = row.run.counts != nullptr
                                ? row.run.counts(part.of(tally), {part.grading, part.row.model})
                                : row.adding(part.of(tally));
        requests.push_back(static_cast<double>(ratio.trials));
    }
    return requests;
}

std::optional<SharesBeyond> shares_beyond(double limit, const std::vector<Tally>& replications,
                                          const Grading& grading, size_t metric) {
    const PartOfRun part(grading, metric);
    const MetricRow& row = *part.row.row;
    if (row.ranked == nullptr) return std::nullopt;
    SharesBeyond shares{1 - row.at};
    for (const Tally& tally : replications) {
        const Histogram& values = row.ranked->values(part.of(tally));
        shares.above.push_back(share_above(values, limit));
        shares.values.push_back(static_cast<double>(values.total()));
    }
    return shares;
}

std::vector<double> margins_to(double limit, LimitKind kind, const std::vector<Tally>& replications,
                               const Grading& grading, size_t metric) {
    std::vector<double> margins;
    if (const auto shares = shares_beyond(limit, replications, grading, metric)) {
        for (double above : shares->above) margins.push_back(above - shares->allowed);
    } else {
        for (double value : values_of_metric(replications, grading, metric))
            margins.push_back(value - limit);
    }
    if (kind == LimitKind::most) {
        for (double& margin : margins) margin = -margin;
    }
    return margins;
}

}  // namespace mdisim
