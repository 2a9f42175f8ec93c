// Results as programs read and compare them.
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "mdisim/mdisim.hpp"
#include "sim/judge/comparison.hpp"
#include "sim/judge/ledger.hpp"
#include "tests/library/small_study.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("rows have the values of replications, their mean and its interval", "[library]") {
    const Results results = small_study().run();
    for (const Row& row : results.rows()) {
        CHECK(row.replications() == 3);
        CHECK(row.requests() == 300);
        CHECK_FALSE(row.knows_truth());
        for (const char* name : {"attainment", "effective_accuracy", "latency_ms_mean"}) {
            const MetricValue value = row.metric(name);
            CAPTURE(row.policy(), name);
            REQUIRE(value.replications.size() == 3);
            CHECK(value.mean == Approx(mean_of(value.replications)).epsilon(1e-12));
            CHECK(value.low <= value.mean);
            CHECK(value.mean <= value.high);
        }
        CHECK(row.metric("latency_ms_mean").unit == "ms");
        CHECK(row.metrics().size() > 20);
        for (const std::string& name : row.metrics()) CHECK(row.metric(name).name == name);
    }
    const Lines lines = lines_of(problems_of([&] { results.rows()[0].metric("atainment"); }));
    CHECK(lines == Lines{"there is no metric 'atainment' in these results. Did you mean "
                         "'attainment'?"});
}

TEST_CASE("a row is found by its policy and its place on the sweep", "[library]") {
    const Results results = small_study().run();
    const Row row = results.row("mdinference", {{"sla_ms", 150}});
    CHECK(row.policy() == "mdinference");
    REQUIRE(row.at().size() == 1);
    CHECK(row.at()[0].number == 150);
    CHECK(row.at()[0].label == "150");
    CHECK(row.fingerprint() == results.rows()[1].fingerprint());
    // The scenario's own deadline is 250 ms.
    CHECK(results.row("mdinference").at()[0].number == 250);
    const auto told = [&](const std::string& policy, const std::string& axis, int value) {
        return lines_of(problems_of([&] { (void)results.row(policy, {{axis, value}}); })).at(0);
    };
    CHECK(told("mdinference", "sla", 150) ==
          "sla: is no axis of the sweep. Did you mean 'sla_ms'?");
    CHECK(told("mdinference", "sla_ms", 151) == "sla_ms: the sweep has no value 151");
    CHECK_THAT(told("mdinferenze", "sla_ms", 150), Catch::Contains("Did you mean 'mdinference'?"));
}

TEST_CASE("two policies are compared as the program compares them", "[library]") {
    const TemporaryFolder folder;
    RunOptions options;
    options.folder = folder.path("out");
    const Results results = small_study().run(options);
    const Ledger ledger = read_ledger(folder.path("out/ledger.json"));
    const Comparison by_ledger =
        compare(of_policy(ledger, "static_greedy", "x"), of_policy(ledger, "mdinference", "x"));
    size_t compared = 0;
    for (const Change& change : by_ledger.changes) {
        const auto found = results.compare("static_greedy", "mdinference", change.metric);
        REQUIRE(found.size() == change.movements.size());
        for (size_t i = 0; i < found.size(); ++i) {
            const Movement& expected = change.movements[i];
            if (std::isnan(expected.difference.mean)) continue;
            ++compared;
            // A ledger has six digits.
            const double unit = 1e-5 * (std::abs(expected.before) + std::abs(expected.after));
            CAPTURE(change.metric, i);
            CHECK(found[i].mean == Approx(expected.difference.mean).margin(unit));
            CHECK(found[i].low == Approx(expected.difference.low).margin(20 * unit));
            CHECK(found[i].high == Approx(expected.difference.high).margin(20 * unit));
            CHECK(found[i].at[0].number == (i == 0 ? 150 : 250));
        }
    }
    CHECK(compared > 6);
}

TEST_CASE("a difference is that of paired replications, of any metric", "[library]") {
    const Results results = small_study().run();
    for (const std::string metric : {"effective_accuracy", "usage.NasNet Large"}) {
        CAPTURE(metric);
        const auto found = results.compare("static_greedy", "mdinference", metric);
        REQUIRE(found.size() == 2);
        const auto before =
            results.row("static_greedy", {{"sla_ms", 150}}).metric(metric).replications;
        const auto after =
            results.row("mdinference", {{"sla_ms", 150}}).metric(metric).replications;
        double sum = 0;
        for (size_t r = 0; r < 3; ++r) sum += after[r] - before[r];
        CHECK(found[0].mean == Approx(sum / 3).margin(1e-12));
        CHECK(found[0].before == Approx(mean_of(before)).margin(1e-12));
    }
    CHECK(results.compare("static_greedy", "mdinference", "effective_accuracy")[0].verdict ==
          "better");
    for (const Difference& d : results.compare("mdinference", "mdinference", "attainment")) {
        CHECK(d.verdict == "the same");
    }
    CHECK(problems_of([&] { results.compare("static_greedy", "none", "attainment"); }).size() == 1);
    CHECK(problems_of([&] { results.compare("static_greedy", "mdinference", "no"); }).size() == 1);
}

}  // namespace mdisim
