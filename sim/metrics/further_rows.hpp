// The metrics of worlds that have something which not every world has, such as batteries.
#pragma once

#include <vector>

#include "sim/metrics/metric_rows.hpp"

namespace mdisim {

std::vector<MetricRow> phone_model_rows();
std::vector<MetricRow> picture_rows();
std::vector<MetricRow> battery_rows();
std::vector<MetricRow> phone_use_rows();
std::vector<MetricRow> garbage_rows();
std::vector<MetricRow> line_rows();
std::vector<MetricRow> price_rows();
std::vector<MetricRow> site_rows();
std::vector<MetricRow> retry_rows();
std::vector<MetricRow> correctness_rows();
std::vector<MetricRow> log_rows();
std::vector<MetricRow> label_rows();
std::vector<MetricRow> capacity_rows();

}  // namespace mdisim
