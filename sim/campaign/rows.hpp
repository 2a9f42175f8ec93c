// The rows of a campaign, which are the results of its cells, read from the store.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/store.hpp"
#include "sim/engine/digest.hpp"
#include "sim/measure/grading.hpp"
#include "sim/metrics/distribution.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct Distribution {
    const Quantity* quantity = nullptr;
    std::vector<Level> levels;
};

// The results of one finished cell, which is a point of the sweep under one policy.
struct CellRow {
    size_t point = 0;
    std::vector<Node> at;  // the point's label on each axis
    std::string policy;
    bool knows_truth = false;  // whether the policy sees the truth
    int64_t replications = 0;
    int64_t blocks = 0;  // of a log, which stand for replications; 0 without a log
    int64_t requests = 0;
    std::shared_ptr<const Grading> grading;
    std::vector<Metric> metrics;              // aligned with metric_infos(*grading)
    std::vector<Distribution> distributions;  // the distributions that figures ask for
    std::vector<Series> series;               // a series of each replication, if asked for
    Digest fingerprint;
    Digest tape;
};

// The infos of the metrics of rows. They are made anew when the world of a row is not that of the
// row before.
class InfosOfRows {
  public:
    // Moves to the infos of `row`. Returns whether they differ from those of the row before.
    bool change_to(const CellRow& row) {
        if (row.grading == grading_) return false;
        grading_ = row.grading;
        infos_ = metric_infos(*grading_);
        return true;
    }
    const std::vector<MetricInfo>& infos() const { return infos_; }

  private:
    std::shared_ptr<const Grading> grading_;
    std::vector<MetricInfo> infos_;
};

using RowVisitor = std::function<void(const CellRow&)>;

// Visits the rows of the cells whose replications are all in the store, in the order of cells, with
// one row in memory at a time. Returns the number of the other cells. Throws Interrupted when
// stopped. `stop` may be null.
size_t each_row(const Scenario& scenario, Store& store, const RowVisitor& visit,
                const std::atomic<bool>* stop = nullptr);

// The runs of a cell, one for each replication, as they are in the store. Empty if one of them is
// not there.
std::vector<StoredRun> runs_of(const CellCursor& at, Store& store);

// The fingerprint of a campaign: a digest of the fingerprints of all cells, in their order.
class CampaignFingerprint {
  public:
    void add(const CellRow& row) {
        hasher_.absorb(row.fingerprint.low).absorb(row.fingerprint.high);
    }
    Digest digest() const { return hasher_.digest(); }

  private:
    Hasher hasher_;
};

}  // namespace mdisim
