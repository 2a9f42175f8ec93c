#include <string>
#include <utility>
#include <vector>

#include "sim/app/reference/parts.hpp"
#include "sim/app/reference/reference.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/metric_rows.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"

namespace mdisim {
namespace {

constexpr std::pair<Having, const char*> sections[] = {
    {Having::every, "Every scenario has these"},
    {Having::model, "For each model of the cloud"},
    {Having::phone_models, "Where the phone has models"},
    {Having::pictures, "Where requests carry pictures"},
    {Having::battery, "Where the phone's battery is known"},
    {Having::retries, "Where clients send again"},
    {Having::correctness, "Where answers are right or wrong"},
    {Having::labels, "Where answers are right or wrong, for each model of the cloud"},
    {Having::logged_executions, "Where a log has execution times"}};

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
    for (const auto& [having, title] : sections) {
        text += "\n## " + std::string(title) + "\n\n" +
                table_head({"metric", "what it is", "in the table", "unit", "kind", "of"});
        for (const MetricRow& row : metric_rows()) {
            if (row.having != having) continue;
            const MetricInfo& info = row.info;
            text += table_row({code(info.name), prose(info.doc), heading_of(info), code(info.unit),
                               kind_of(row) + better_text(info.better), where(row)});
        }
    }
    return text;
}

}  // namespace mdisim
