// The forms that rows of the table of metrics have.
#pragma once

#include <type_traits>

#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/formulas.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metric_rows.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim::row_forms {

// Sets how a metric is computed. A formula takes the counts of a run, of a window of time or, with
// const auto&, of either, and may take the Subject as well.
template <class Counted, class Result, class Formula>
void set(Result (*&measure)(const Counted&, const Subject&), Formula) {
    static_assert(std::is_empty_v<Formula>, "a formula is a lambda that captures nothing");
    if constexpr (std::is_invocable_v<Formula, const Counted&, const Subject&>) {
        measure = [](const Counted& counted, const Subject& of) -> Result {
            return Formula()(counted, of);
        };
    } else if constexpr (std::is_invocable_v<Formula, const Counted&>) {
        measure = [](const Counted& counted, const Subject&) -> Result {
            return Formula()(counted);
        };
    }
}

// A row whose metric is a share.
template <class Formula>
MetricRow share(const char* name, const char* title, Better better, const char* doc,
                Formula counts) {
    MetricRow row{{name, title, "", doc, MetricKind::share, better}};
    set(row.run.counts, counts);
    set(row.window.counts, counts);
    return row;
}

template <class Formula>
MetricRow average(const char* name, const char* title, const char* unit, Better better,
                  const char* doc, Formula value, Domain (*domain)(const Grading&) = not_negative) {
    MetricRow row{{name, title, unit, doc, MetricKind::mean, better}};
    set(row.run.value, value);
    set(row.window.value, value);
    row.domain = domain;
    return row;
}

inline MetricRow quantile(const char* name, const char* title, double at, const char* doc,
                          const Ranked& ranked) {
    MetricRow row{{name, title, "ms", doc, MetricKind::quantile, Better::lower}};
    row.ranked = &ranked;
    row.at = at;
    return row;
}

inline MetricRow added_to_by(MetricRow row, Ratio (*adding)(const Tally&)) {
    row.adding = adding;
    return row;
}

inline MetricRow of_classes_too(MetricRow row) {
    row.of_classes = true;
    return row;
}

}  // namespace mdisim::row_forms
