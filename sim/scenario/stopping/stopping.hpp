// When a scenario has replications enough: how narrow intervals are to be ("precision"), and
// between which policies it is to be decided ("best"). And from when on requests count, if
// results are to say so ("warm_up": "auto").
#pragma once

#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {

// A metric, and half the width that its interval is to have at most; or the difference between
// policies from which on it matters which of them is the better one.
struct MetricGoal {
    std::string metric;
    double size = 0;
};

class Stopping {
  public:
    // Takes the keys out of a document, and reads them.
    void take(Node& document, std::vector<Problem>& problems);
    // Notes goals that no run can reach or that say nothing: metrics that are not among `known`, or
    // that have no better side; replications that are an axis; a log, which is one path.
    void check(const std::vector<MetricInfo>& known, const Grid& grid, bool has_log,
               std::vector<Problem>& problems) const;
    void write_to(Node& document) const;
    // Whether the number of requests at the start that do not count is for results to say.
    bool finds_warm_up() const { return finds_warm_up_; }

    // Whether the number of replications is for the results to decide.
    bool any() const { return !precision_.empty() || !best_.empty(); }
    const std::vector<MetricGoal>& precision() const { return precision_; }
    const std::vector<MetricGoal>& best() const { return best_; }

  private:
    Node written_precision_;
    Node written_best_;
    std::vector<MetricGoal> precision_;
    std::vector<MetricGoal> best_;
    bool finds_warm_up_ = false;
};

}  // namespace mdisim
