// Rows whose metrics are in per cent of those of one policy at the same point, replication by
// replication.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/rows.hpp"

namespace mdisim {

class RelativeRows {
  public:
    // over: the policy that is 100 %.
    explicit RelativeRows(std::string over) : over_(std::move(over)) {}

    // Takes a row of results. Returns the relative rows that are known by it: none until the row of
    // the policy has come. Requires that the rows of a point follow each other.
    std::vector<CellRow> after(const CellRow& row);

  private:
    CellRow relative(const CellRow& row) const;

    std::string over_;
    std::vector<CellRow> waiting_;  // rows of a point whose policy has not come
    std::optional<CellRow> base_;   // of the point of the last row
};

}  // namespace mdisim
