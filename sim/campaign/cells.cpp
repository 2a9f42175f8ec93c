#include "sim/campaign/cells.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

CellCursor::CellCursor(const Scenario& scenario, CellIndex start)
    : scenario_(scenario), index_(start) {
    if (!at_end()) point_ = scenario_.point(index_.point);
}

void CellCursor::next() {
    if (++index_.policy < point_.policies.size()) return;
    index_ = {index_.point + 1, 0};
    if (!at_end()) point_ = scenario_.point(index_.point);
}

Cell CellCursor::cell() const {
    return {point_.world, Duration::from_ms(point_.setting.sla_ms), policies()};
}

Plan CellCursor::plan(Path path) const { return point_.plan(0, path); }

std::string cell_name(const Scenario& scenario, size_t point, const std::string& policy) {
    const std::vector<Node> labels = scenario.grid().labels(point);
    std::string name = policy;
    for (size_t a = 0; a < labels.size(); ++a) {
        name += (a == 0 ? "@" : ",") + scenario.axes()[a].name() + "=" + label_text(labels[a]);
    }
    return name;
}

std::set<size_t> spread_over(size_t count, size_t most) {
    std::set<size_t> some;
    for (size_t i = 0; i < count && count <= most; ++i) some.insert(i);
    for (size_t k = 0; k < most && count > most; ++k) {
        some.insert(k * (count - 1) / std::max<size_t>(1, most - 1));
    }
    return some;
}

}  // namespace mdisim
