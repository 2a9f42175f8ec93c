// What is kept of results so that others can be held against them, replication by replication: a
// line for each cell, of digests of its requests and of all its numbers, and of the metrics that
// users feel.
//
// Contract: text in six digits, the same bytes whatever computed it and when. A results folder
// keeps every replication, and of quantiles also what a run prints, which is taken over the values
// of all replications together. A reference, which is committed, is thin: every cell's digests and
// means, and the replications of some points spread over the sweep, which are what tests need.
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct LedgerCell {
    std::string name;         // "mdinference@sla_ms=250"
    std::string fingerprint;  // the beginning of it
    std::string numbers;      // of a digest of all metrics, also of those that are not kept
    // By metric, in the order of the ledger: each replication's, or one mean.
    std::vector<std::vector<double>> values;
    // Of each metric that is a quantile, over all replications; not-a-number where data is
    // insufficient. Nothing in a reference.
    std::map<std::string, double> pooled{};

    std::string policy() const { return name.substr(0, name.find('@')); }
    std::string at() const;  // "sla_ms=250", or empty
};

// Rows of the table of metrics (sim/metrics/metric_rows.hpp), of runs and of windows of time, that
// the digest of a cell's numbers is of. A metric that is new to the program is not among those of
// an older ledger, and changes nothing that is held against it.
struct DigestedRows {
    std::vector<std::string> of_runs;
    std::vector<std::string> of_windows;

    static DigestedRows all();
    bool operator==(const DigestedRows&) const = default;
};

struct Ledger {
    std::string scenario;
    std::vector<std::pair<std::string, std::string>> sets;  // of a reference: what it is made with
    std::vector<std::string> metrics;
    std::vector<LedgerCell> cells;
    std::optional<DigestedRows> digested{};  // nothing in ledgers that do not say it
};

// Writes rows down as they come.
class LedgerTable {
  public:
    LedgerTable(std::ostream& out, const Scenario& scenario,
                DigestedRows digested = DigestedRows::all());
    void add(const CellRow& row);
    void finish();

  private:
    std::ostream& out_;
    const Scenario& scenario_;
    DigestedRows digested_;
    InfosOfRows known_;
    std::vector<size_t> places_;   // among all metrics, of those that are kept
    std::vector<bool> in_digest_;  // by metric of a run
    std::vector<bool> in_digest_of_windows_;
    bool first_ = true;
};

// Throw a UserError when it is not one.
Ledger read_ledger(const std::string& file);
Ledger ledger_in(const std::string& text);
std::string text_of(const Ledger& ledger);
Ledger thinned(Ledger ledger);

// To six digits, as it is written.
double ledger_mean(const std::vector<double>& values);

}  // namespace mdisim
