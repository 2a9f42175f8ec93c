#include <string>
#include <vector>

#include "sim/app/reference/parts.hpp"
#include "sim/app/reference/reference.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/metric_rows.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"

namespace mdisim {
namespace {

// Which scenarios have these metrics.
const char* title_of(Having having) {
    switch (having) {
        case Having::every:
            return "Every scenario has these";
        case Having::model:
            return "For each model of the cloud";
        case Having::phone_models:
            return "Where the phone has models";
        case Having::pictures:
            return "Where requests carry pictures";
        case Having::battery:
            return "Where the phone's battery is known";
        case Having::uses:
            return "Where it is known what the phone uses besides energy";
        case Having::garbage:
            return "Where it is known how the phone's models collect garbage";
        case Having::lines:
            return "Where lines are fitted before the run";
        case Having::prices:
            return "Where servers or transfers have a price";
        case Having::sites:
            return "For each site, in scenarios with sites";
        case Having::retries:
            return "Where clients send again";
        case Having::correctness:
            return "Where answers are right or wrong";
        case Having::labels:
            return "Where answers are right or wrong, for each model of the cloud";
        case Having::logged_executions:
            return "Where a log has execution times";
        case Having::capacity:
            return "Where a scenario asks for the bound of what the servers' cores allow";
    }
    return "";
}

// What the table of a run calls a metric; empty if it does not show it.
std::string heading_of(const MetricInfo& info) {
    return contains(table_metrics(), info.name) ? table_caption(info).title : "";
}

std::string kind_of(const MetricRow& row) {
    if (row.ranked != nullptr) return "quantile";
    return row.run.counts != nullptr || row.window.counts != nullptr ? "share" : "mean";
}

std::string where(const MetricRow& row) {
    std::vector<std::string> places;
    if (row.of_runs()) places.emplace_back("runs");
    if (row.window.known()) places.emplace_back("windows");
    if (row.of_classes) places.emplace_back("classes");
    return joined(places);
}

std::string better_text(Better better) {
    switch (better) {
        case Better::higher:
            return ", better higher";
        case Better::lower:
            return ", better lower";
        case Better::neither:
            break;
    }
    return "";
}

constexpr auto explained = R"(
- **unit**: shares and accuracies have none. In files they are numbers from 0 to 1; tables and
  figures show them in per cent.
- **kind**: a *mean* and a *share* are computed in each replication, and the mean of the
  replications is shown. A *quantile* is read from the values of all replications together.
- **of**: *runs* are in `metrics.csv`; *windows* are in `series.csv`, where the scenario has
  `"series"`; with *classes* there is one for each class of requests too, as `attainment.NAME`.

## When there is insufficient data

The table shows a dash, files of JSON `null`, files of CSV `nan`.

- A quantile is shown if 30 values lie beyond it, and if the share beyond it is known as precisely
  as from 30 independent values. A p99 takes at least 3,000 answers. Longer runs help
  (`--set requests=100000`).
- A mean or a share is shown if every replication had something to count. With no request
  executed in the cloud, there is no mean execution time.

[How intervals are made](commands.md#help-intervals).
)";

}  // namespace

std::string metrics_page() {
    std::string text = page_head("Metrics",
                                 "A metric is a named number with a 95 % interval. "
                                 "`mdisim explain NAME` prints one in a terminal; the headings of "
                                 "the table are names too.") +
                       explained;
    const MetricRow* before = nullptr;
    for (const MetricRow& row : metric_rows()) {
        if (before == nullptr || row.having != before->having) {
            text += "\n## " + std::string(title_of(row.having)) + "\n\n" +
                    table_head({"metric", "what it is", "in the table", "unit", "kind", "of"});
        }
        before = &row;
        const MetricInfo& info = row.info;
        text += table_row({code(info.name), prose(info.doc), heading_of(info), code(info.unit),
                           kind_of(row) + better_text(info.better), where(row)});
    }
    return text;
}

}  // namespace mdisim
