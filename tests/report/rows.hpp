// Rows as a campaign leaves them, with numbers made up for the test.
#pragma once

#include <limits>
#include <memory>
#include <stdexcept>

#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/engine/digest.hpp"
#include "sim/measure/grading.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim::testing {

constexpr double infinity = std::numeric_limits<double>::infinity();

// A scenario with one model and one policy, and this sweep; `keys` come last.
inline Scenario scenario_over(const std::string& sweep, const std::string& keys = "",
                              const std::string& policies = R"(["fastest"])") {
    const TemporaryFolder folder;
    return Scenario::load(folder.write("scenarios/set/made_up.json", R"({"version": 1,
        "sla_ms": 100, "requests": 5, "policies": )" + policies + R"(,
        "models": {"list": [{"name": "Net 0.25, \"small\"", "accuracy": 0.5, "mean_ms": 1}]},
        "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 1,
                    "below_zero": "cut"}},
        "sweep": )" + sweep + keys + "}"));
}

// All its metrics are 0.5 ± 0.25.
inline CellRow row_of(const Scenario& scenario, size_t point, const std::string& policy) {
    CellRow row;
    row.point = point;
    row.at = scenario.point(point).at;
    row.policy = policy;
    row.replications = 3;
    row.requests = 5;
    row.grading = std::make_shared<const Grading>(scenario.point(point).world->grading());
    row.metrics.resize(metric_infos(*row.grading).size());
    for (Metric& metric : row.metrics) metric = {{0.5, 0.25, 0.75}, {0.25, 0.5, 0.75}};
    return row;
}

inline Interval& interval_of(CellRow& row, const std::string& metric) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    for (size_t m = 0; m < infos.size(); ++m) {
        if (infos[m].name == metric) return row.metrics[m].interval;
    }
    throw std::invalid_argument(metric);
}

inline Digest fingerprint_of(const std::vector<CellRow>& rows) {
    CampaignFingerprint fingerprint;
    for (const CellRow& row : rows) fingerprint.add(row);
    return fingerprint.digest();
}

inline std::string metrics_csv(const Scenario& scenario, const std::vector<CellRow>& rows) {
    std::ostringstream text;
    MetricsTable table(text, scenario);
    for (const CellRow& row : rows) table.add(row);
    return text.str();
}

inline std::string summary_text(const Scenario& scenario, const std::vector<CellRow>& rows) {
    std::ostringstream text;
    Summary summary(text, scenario);
    for (const CellRow& row : rows) summary.add(row);
    CHECK(summary.finish() == fingerprint_of(rows));
    return text.str();
}

inline Digest write_results(const std::string& folder, const Scenario& scenario,
                            const std::vector<CellRow>& rows, const Provenance& provenance) {
    ResultTables tables(folder, scenario);
    for (const CellRow& row : rows) tables.add(row, {});
    return tables.finish(provenance);
}

inline size_t letters_in(const std::string& text) {
    size_t letters = 0;
    for (char c : text) letters += (c & 0xC0) != 0x80;
    return letters;
}

}  // namespace mdisim::testing
