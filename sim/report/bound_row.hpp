// The bound as a row of a table, beside the policies that it is above.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "sim/campaign/rows.hpp"

namespace mdisim {

// The metric of a cell that bounds this one of its policy, or null where nothing does.
const char* bound_of(const std::string& metric);

// What any decisions could have reached for the requests of this row, with no waiting: its
// attainment and its effective accuracy. Nothing bounds the other metrics, so there they are
// not-a-number. All rows of a point give the same, but for the identity of the cell.
CellRow bound_row(const CellRow& of_policy);

// Passes rows on as they come, point by point, and behind those of a point that compares several
// policies the bound of them all.
class WithBounds {
  public:
    using Visit = std::function<void(const CellRow& row, bool is_bound)>;

    explicit WithBounds(Visit visit) : visit_(std::move(visit)) {}
    void add(const CellRow& row);
    void finish();  // behind the last row

  private:
    Visit visit_;
    std::optional<CellRow> last_;
    size_t policies_ = 0;  // of the point of the last row, so far
};

}  // namespace mdisim
