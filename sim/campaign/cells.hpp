// The cells of a scenario in their order: every point of the sweep under each of its policies.
#pragma once

#include <set>
#include <string>

#include "sim/decide/combination.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

// Where a cell stands.
struct CellPlace {
    size_t point = 0;
    size_t policy = 0;  // of those of the point
};

// Walks over cells, decoding one point at a time.
class CellCursor {
  public:
    explicit CellCursor(const Scenario& scenario, CellPlace start = {});

    bool at_end() const { return place_.point >= scenario_.size(); }
    void next();

    CellPlace place() const { return place_; }
    const Point& point() const { return point_; }
    const Combination& policies() const { return point_.policies[place_.policy]; }
    Cell cell() const;
    Plan plan(Path path) const;  // of replication 0

  private:
    const Scenario& scenario_;
    CellPlace place_;
    Point point_;
};

// "mdinference@sla_ms=250,network.cv=0.5": what people and reports call a cell.
std::string cell_name(const Scenario& scenario, size_t point, const std::string& policy);

// At most `most` indices of [0, count), evenly spread, the first and the last among them.
std::set<size_t> spread_over(size_t count, size_t most);

}  // namespace mdisim
