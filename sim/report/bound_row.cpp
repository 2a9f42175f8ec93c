#include "sim/report/bound_row.hpp"

#include <algorithm>

namespace mdisim {
namespace {

constexpr std::pair<const char*, const char*> bounded_by[] = {
    {"attainment", "bound_attainment"}, {"effective_accuracy", "bound_accuracy"}};

}  // namespace

CellRow bound_row(const CellRow& of_policy) {
    const std::vector<MetricInfo> infos = metric_infos(*of_policy.grading);
    const auto number_of = [&](const std::string& name) {
        const auto at = std::find_if(infos.begin(), infos.end(),
                                     [&](const MetricInfo& info) { return info.name == name; });
        return static_cast<size_t>(at - infos.begin());
    };
    CellRow row = of_policy;
    row.policy = "bound";
    row.knows_truth = true;
    for (Metric& metric : row.metrics) metric = {{nan, nan, nan}, {}};
    for (const auto& [metric, bound] : bounded_by) {
        row.metrics[number_of(metric)] = of_policy.metrics[number_of(bound)];
    }
    return row;
}

}  // namespace mdisim
