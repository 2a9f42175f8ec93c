// Cells of scenarios, for laws that hold for all of them.
#pragma once

#include <memory>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/combination.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"
#include "tests/support/characterised.hpp"

namespace mdisim::testing {

// A cell of a point, with tables of short trials if its policies need them.
inline Cell cell_of(const Point& point, const Combination& c) {
    Cell cell{point.world, Duration::from_ms(point.setting.sla_ms), c};
    if (!c.needs_tables()) return cell;
    World quick = point.world->described();
    quick.trials = {200, 1, 3, 1};
    cell.tables = std::make_shared<const Characterisation>(characterised(ReadyWorld(quick)));
    return cell;
}

}  // namespace mdisim::testing
