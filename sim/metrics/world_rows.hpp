// The metrics of one world: the rows of the table of metrics, with those of its models and classes.
#pragma once

#include <optional>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/metrics/metric_rows.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

// A row of the table of metrics, for one of the world's models, sites or classes if it has a row
// for each. model: the index of the model or the site.
struct WorldRow {
    const MetricRow* row;
    size_t model = 0;
    std::optional<size_t> request_class{};
};

// The rows for runs of this world, and for windows of time in them, in the order in which they are
// printed.
std::vector<WorldRow> run_rows(const Grading& grading);
std::vector<WorldRow> window_rows(const Grading& grading);
// The infos of rows, with the names of the world's models, sites and classes.
std::vector<MetricInfo> infos_of(const std::vector<WorldRow>& rows, const Grading& grading);

}  // namespace mdisim
