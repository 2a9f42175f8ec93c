// The results that claims need: metrics of policies at points of the sweep, of whole runs, of parts
// of runs or window by window.
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

// A metric that is asked for, and of which part of the run.
struct Asked {
    std::string metric;
    Stretch stretch = Stretch::whole;
    Span part{};  // only with Stretch::part
    auto operator<=>(const Asked&) const = default;
};

class Evidence {
  public:
    // Keeps the metrics of `asked`.
    explicit Evidence(std::set<Asked> asked) : asked_(std::move(asked)) {}

    void add(const CellRow& row);
    // The metric; null if it was not measured (no such cell, a metric that the cell does not have,
    // a part of the run that not all replications have). Requires a stretch other than
    // every_window, since each window is kept as a part.
    const Metric* find(size_t point, const std::string& policy, const Asked& asked) const;
    // Whether the metric was measured and has values between 0 and 1, as shares and accuracies
    // have.
    bool is_share(const std::string& metric) const;
    // What the program says of a metric that is asked for. A metric that no row has is called by
    // its name.
    MetricInfo info(const std::string& metric) const;
    // The windows that all replications of a cell have.
    std::vector<Span> windows(size_t point, const std::string& policy) const;

  private:
    struct Known {
        std::map<Asked, Metric> metrics;
        std::vector<Span> windows;
    };
    void add_part(const CellRow& row, const Span& part, const std::set<std::string>& metrics);
    void note(const std::vector<MetricInfo>& infos);

    std::set<Asked> asked_;
    std::map<std::string, MetricInfo> infos_;  // of the metrics that are asked for
    std::map<std::pair<size_t, std::string>, Known> cells_;
};

}  // namespace mdisim
