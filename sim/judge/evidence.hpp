// Results as claims ask for them: a metric of a policy at a point of the sweep, of the whole run,
// of a part of it or window by window.
#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

enum class Stretch { whole, part, every_window };

// A metric, and of what.
struct Asked {
    std::string metric;
    Stretch stretch = Stretch::whole;
    Span part{};  // of the run
    auto operator<=>(const Asked&) const = default;
};

class Evidence {
  public:
    // Keeps what is asked for only.
    explicit Evidence(std::set<Asked> asked) : asked_(std::move(asked)) {}

    void add(const CellRow& row);
    // Null where nothing was measured: no such cell, a metric it does not have, a part of the run
    // that not all replications have. Needs a stretch that is not every window: those are asked for
    // as parts.
    const Metric* find(size_t point, const std::string& policy, const Asked& asked) const;
    // The windows that all replications of a cell have.
    std::vector<Span> windows(size_t point, const std::string& policy) const;

  private:
    struct Known {
        std::map<Asked, Metric> metrics;
        std::vector<Span> windows;
    };
    void add_part(const CellRow& row, const Span& part, const std::set<std::string>& metrics);

    std::set<Asked> asked_;
    std::map<std::pair<size_t, std::string>, Known> cells_;
};

}  // namespace mdisim
