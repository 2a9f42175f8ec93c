// The ledger of results, by which other results are compared with them, replication by replication.
// It has a line for each cell, with digests of the cell's requests and of all its numbers, and with
// the metrics that matter to users.
//
// Contract: a ledger is text with numbers of six digits, and has the same bytes in whichever way
// and whenever its results are computed. The ledger of a results folder has the values of every
// replication, and for quantiles also the value that a run prints, which is taken over all
// replications together. A reference, which is committed, is thin: it has the digests and means of
// every cell, but values of replications only at some points, spread over the sweep, which suffice
// for tests.
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
    std::string name;         // such as "mdinference@sla_ms=250"
    std::string fingerprint;  // the beginning of the cell's fingerprint
    std::string numbers;      // the beginning of a digest of all metrics
    // By metric, in the order of the ledger's metrics: the values of all replications, or one mean.
    std::vector<std::vector<double>> values;
    // The quantiles over all replications together, by metric; not-a-number if data is
    // insufficient. Empty in a reference.
    std::map<std::string, double> pooled{};

    std::string policy() const { return name.substr(0, name.find('@')); }
    std::string at() const;  // such as "sla_ms=250"; may be empty
};

// The rows of the table of metrics (sim/metrics/metric_rows.hpp), for runs and for windows of time,
// that are in the digest of a cell's numbers. A metric that is new to the program is not among the
// rows of an older ledger, so it does not change a comparison with that ledger.
struct DigestedRows {
    std::vector<std::string> of_runs;
    std::vector<std::string> of_windows;

    static DigestedRows all();
    bool operator==(const DigestedRows&) const = default;
};

struct Ledger {
    std::string scenario;
    std::vector<std::pair<std::string, std::string>> sets;  // the --set of a reference's runs
    std::vector<std::string> metrics;
    std::vector<LedgerCell> cells;
    std::optional<DigestedRows> digested{};  // none in old ledgers
};

// Writes a ledger, row by row.
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
    std::vector<size_t> kept_;     // indices of the metrics that the ledger has
    std::vector<bool> in_digest_;  // for each metric of a run
    std::vector<bool> in_digest_of_windows_;
    bool first_ = true;
};

// read_ledger() and ledger_in() throw a UserError if the text is not that of a ledger.
Ledger read_ledger(const std::string& file);
Ledger ledger_in(const std::string& text);
std::string text_of(const Ledger& ledger);
Ledger thinned(Ledger ledger);

// A mean with six digits, as in a ledger's text.
double ledger_mean(const std::vector<double>& values);

}  // namespace mdisim
