// One look at results after a round: what is narrow enough, and what is decided.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/rounds/found.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/metrics/all_pairs.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class Inspection {
  public:
    // Requires rows of this scenario, which has `replications` at every point, in the order of
    // cells. variances_from: the number of replications of the first look.
    Inspection(const Scenario& scenario, int64_t replications, int64_t variances_from);
    void add(const CellRow& row);
    // Fills in what the look found, after the last row. confirms: whether intervals were narrow
    // enough at the look before, or none are asked for.
    void finish(Rounds& rounds, bool confirms);

    bool narrow() const { return !widest_; }

  private:
    struct Entrant {
        std::string policy;
        std::vector<std::vector<double>> values;  // by goal
    };
    void judge_precision(const CellRow& row);
    void enter(const CellRow& row);
    void end_point();
    Race race_of(size_t goal) const;
    double replications_expected() const;

    const Scenario& scenario_;
    int64_t replications_;
    size_t variances_from_;
    InfosOfRows known_;
    std::optional<WidestInterval> widest_;
    double needed_ = 0;  // replications in all, by the interval that needs most
    double needed_by_races_ = 0;
    double requests_ = 0;  // of one replication
    int64_t cells_ = 0;
    std::vector<BestIs> sides_;  // by goal
    size_t point_ = 0;
    std::vector<Entrant> entrants_;  // at the point
    std::vector<Race> races_;
};

}  // namespace mdisim
