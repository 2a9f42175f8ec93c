// The bound as a row of a table, beside the policies that it bounds.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

// Whether something bounds the metric.
bool is_bounded(const std::string& metric);
// The name of the metric that bounds this one most tightly, of those that a row has; null if
// nothing bounds it.
const char* bound_of(const std::string& metric, const std::vector<MetricInfo>& infos);

// The row of the bound for the requests of this row: its attainment and its effective accuracy.
// Other metrics have no bound and are not-a-number. All rows of a point give the same bound, except
// for the identity of the cell.
CellRow bound_row(const CellRow& of_policy);

// Passes rows on as they come, point by point. After the rows of a point with several policies, it
// adds the row of their bound.
class WithBounds {
  public:
    using Visit = std::function<void(const CellRow& row, bool is_bound)>;

    explicit WithBounds(Visit visit) : visit_(std::move(visit)) {}
    void add(const CellRow& row);
    void finish();  // call it after the last row

  private:
    Visit visit_;
    std::optional<CellRow> last_;
    size_t policies_ = 0;  // of the point of the last row, so far
};

}  // namespace mdisim
