// The cells of a scenario in their order: point by point of the sweep, and policy by policy at a
// point.
#pragma once

#include <set>
#include <string>

#include "sim/decide/combination.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

// The index of a cell in a scenario.
struct CellIndex {
    size_t point = 0;
    size_t policy = 0;  // index in the point's policies
};

// Walks over the cells of a scenario, and decodes one point at a time.
class CellCursor {
  public:
    explicit CellCursor(const Scenario& scenario, CellIndex start = {});

    bool at_end() const { return index_.point >= scenario_.size(); }
    void next();

    CellIndex index() const { return index_; }
    const Point& point() const { return point_; }
    const Combination& policies() const { return point_.policies[index_.policy]; }
    Cell cell() const;
    Plan plan(Path path) const;  // the plan of replication 0

  private:
    const Scenario& scenario_;
    CellIndex index_;
    Point point_;
};

// The name of a cell in messages and reports, such as "mdinference@sla_ms=250,network.cv=0.5".
std::string cell_name(const Scenario& scenario, size_t point, const std::string& policy);

// At most `most` indices of [0, count), evenly spread, with the first and the last index.
std::set<size_t> spread_over(size_t count, size_t most);

}  // namespace mdisim
