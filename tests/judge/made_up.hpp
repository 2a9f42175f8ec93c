// Results made up for a test: what each replication of a metric gave; the rest was not measured.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/judge/evidence.hpp"
#include "sim/judge/judge.hpp"
#include "sim/judge/quantity.hpp"
#include "sim/judge/samples.hpp"
#include "sim/measure/series.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/report/rows.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/times.hpp"

namespace mdisim::testing {

using Numbers = std::vector<double>;

inline Node object_of(const std::string& text) { return parse_document(text, "made up"); }

class MadeUp {
  public:
    // Policies a, b and c; windows of a second; a curve published/line; claims as written.
    explicit MadeUp(const std::string& sweep = "{}", const std::string& claims = "[]",
                    const std::string& curve = "s,attainment,10,0.5\n") {
        folder_->write("profiles/published/line.csv", "series,metric,x,y\n" + curve);
        scenario_ = Scenario::load(folder_->write("scenarios/set/made_up.json", R"({"version": 1,
            "sla_ms": 100, "requests": 5, "replications": 2,
            "policies": [{"name": "a", "select": "fastest"}, {"name": "b", "select": "pure_random"},
                         {"name": "c", "select": "most_accurate"}],
            "models": {"list": [{"name": "Net", "accuracy": 0.5, "mean_ms": 1}]},
            "network": {"kind": "latency",
                        "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 0.7}},
            "series": {"window_s": 1}, "sweep": )" + sweep + ", \"claims\": " + claims +
                                                                                    "}"));
    }

    const Scenario& scenario() const { return scenario_; }
    std::vector<Claim> claims() const { return read_claims(scenario_); }
    std::vector<Judgement> judgements() const {
        const std::vector<Claim> stated = claims();
        Evidence evidence = evidence_for(stated);
        for (const CellRow& row : rows_) evidence.add(row);
        return judge(scenario_, stated, evidence);
    }

    // What came out at a point of the sweep.
    MadeUp& set(size_t point, const std::string& policy, const std::string& metric,
                const Numbers& replications) {
        const bool whole = std::none_of(replications.begin(), replications.end(),
                                        [](double x) { return std::isnan(x); });
        const Interval nothing{nan, nan, nan};
        return set(point, policy, metric, replications,
                   whole ? student_interval(replications) : nothing);
    }
    MadeUp& set(size_t point, const std::string& policy, const std::string& metric,
                const Numbers& replications, const Interval& interval) {
        CellRow& row = row_at(point, policy);
        const std::vector<MetricInfo> infos = metric_infos(*row.grading);
        for (size_t m = 0; m < infos.size(); ++m) {
            if (infos[m].name == metric) row.metrics[m] = {interval, replications};
        }
        return *this;
    }
    // What came out window by window: the shares of requests answered in time, of ten in each.
    MadeUp& over_time(const std::string& policy, const std::vector<Numbers>& replications) {
        CellRow& row = row_at(0, policy);
        row.series.clear();
        for (const Numbers& attainments : replications) {
            std::vector<SeriesWindow> windows;
            for (double attainment : attainments) {
                SeriesWindow& w = windows.emplace_back(1, 0);
                w.requests = std::isnan(attainment) ? 0 : 10;
                w.on_time = std::isnan(attainment) ? 0 : static_cast<uint64_t>(10 * attainment);
                w.chosen = {w.on_time};
            }
            row.series.emplace_back(lasting_s(1), 1, 0, std::move(windows));
        }
        return *this;
    }
    // The same number in both replications of each point, from the first on.
    MadeUp& line(const std::string& policy, const std::string& metric, const Numbers& numbers) {
        for (size_t i = 0; i < numbers.size(); ++i) {
            if (!std::isnan(numbers[i])) set(i, policy, metric, {numbers[i], numbers[i]});
        }
        return *this;
    }

    // About this number at the first point: a sixteenth less and more in the two replications.
    MadeUp& about(const std::string& policy, const std::string& metric, double number) {
        return set(0, policy, metric, {number - 0.0625, number + 0.0625});
    }

    Finding measured(const Check& check) const {
        const std::vector<Asked> asked = asked_by(check);
        Evidence evidence({asked.begin(), asked.end()});
        for (const CellRow& row : rows_) evidence.add(row);
        return measure(scenario_, check, evidence);
    }

  private:
    CellRow& row_at(size_t point, const std::string& policy) {
        for (CellRow& row : rows_) {
            if (row.point == point && row.policy == policy) return row;
        }
        CellRow row = row_of(scenario_, point, policy);
        for (Metric& metric : row.metrics) metric = {{nan, nan, nan}, {nan, nan}};
        return rows_.emplace_back(std::move(row));
    }

    std::shared_ptr<TemporaryFolder> folder_ = std::make_shared<TemporaryFolder>();
    Scenario scenario_;
    std::vector<CellRow> rows_;
};

constexpr auto four = R"({"sla_ms": [10, 20, 30, 40]})";

// A check of a's attainment.
inline Check check_of(ClaimForm form = ClaimForm::value, const std::string& along = "") {
    Check check;
    check.form = form;
    check.policy = "a";
    check.metric = "attainment";
    check.along = along;
    check.at = check.against_at = Node::object();
    return check;
}

inline Check along_sla(ClaimForm form = ClaimForm::value) { return check_of(form, "sla_ms"); }

inline Check taking(Take take, ClaimForm form = ClaimForm::value) {
    Check check = along_sla(form);
    check.take = take;
    return check;
}

inline Check reading_at(const std::string& at) {
    Check check = check_of();
    check.at = check.against_at = object_of(at);
    return check;
}

inline Expectation at_least(double x) { return {x, {}, {}, {}}; }
inline Expectation at_most(double x) { return {{}, x, {}, {}}; }

inline bool is_nothing(const Finding& f) { return std::isnan(f.ours.mean) && !f.holds; }

}  // namespace mdisim::testing
