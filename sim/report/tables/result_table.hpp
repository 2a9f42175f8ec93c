// Results as a table for other programs and for papers: any metrics, of policies at points.
#pragma once

#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/describe/field.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/tables/plain_table.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// wide: a row for each policy at each point, with a column for each metric. tidy: a row for each of
// its metrics. replications: a row for each of its replications, with a column for each metric.
enum class TableShape { wide, tidy, replications };
const std::vector<std::string>& names_of(Tag<TableShape>);

// percent: shares and accuracies times 100; share: from 0 to 1, as in files.
enum class ShareUnit { percent, share };
const std::vector<std::string>& names_of(Tag<ShareUnit>);

struct TableChoice {
    std::vector<std::string> metrics{};   // empty: those of the table of a run
    std::vector<std::string> policies{};  // by their names or titles; empty: all
    TableShape shape = TableShape::wide;
    ShareUnit shares = ShareUnit::percent;
    bool labelled = true;  // policies and values by their titles, for people
};

// Takes rows in the order of cells. A metric that a row does not have is a gap.
class ResultTableMaker {
  public:
    // Keeps a reference to the scenario.
    ResultTableMaker(const Scenario& scenario, TableChoice choice);
    void add(const CellRow& row);
    // Throws UserError if no row has a metric or a policy that was chosen.
    PlainTable take();

  private:
    std::vector<PlainCell> head_of(const CellRow& row) const;
    void check_names() const;
    void scale_column(size_t column, double scale);

    const Scenario& scenario_;
    TableChoice choice_;
    PolicyLabels labels_;
    InfosOfRows known_;
    std::vector<MetricInfo> infos_;  // of the chosen metrics, as far as rows have them
    std::vector<std::string> seen_;  // names and titles of policies
    std::vector<std::string> all_;   // names of metrics
    PlainTable table_;
};

}  // namespace mdisim
