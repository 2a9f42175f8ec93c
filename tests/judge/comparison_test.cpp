#include "sim/judge/comparison.hpp"

#include <cmath>
#include <stdexcept>

#include "sim/metrics/metrics.hpp"
#include "tests/judge/made_up_ledger.hpp"

namespace mdisim {
namespace {

using namespace testing;

const Values shares = {0.90, 0.92, 0.91, 0.93, 0.90};
const Values waits = {100, 104, 98, 101, 103};

Values plus(Values values, const Values& by) {
    for (size_t r = 0; r < values.size(); ++r) values[r] += by[r % by.size()];
    return values;
}

const Change& change_of(const Comparison& comparison, const std::string& metric) {
    for (const Change& change : comparison.changes) {
        if (change.metric == metric) return change;
    }
    throw std::invalid_argument(metric);
}

Comparison compared(const LedgerCell& before, const LedgerCell& after) {
    return compare(ledger_of({before}), ledger_of({after}));
}

}  // namespace

TEST_CASE("what is equal is identical", "[comparison]") {
    const Ledger ledger = ledger_of({cell_of("a@x=1", shares, waits), cell_of("b", shares, {1})});
    const Comparison comparison = compare(ledger, ledger);
    CHECK(comparison.identical());
    CHECK(!comparison.distinguishable());
    CHECK(comparison.cells == 2);
    CHECK(comparison.changes.size() == 4);
    CHECK(compare(ledger_of({}), ledger_of({})).identical());
}

TEST_CASE("a difference is paired, and good or bad by the metric's direction", "[comparison]") {
    // As much as the spread between replications, but nearly the same in each.
    const Values change = {0.020, 0.021, 0.019, 0.020, 0.022};
    const Values slower = {5, 5.2, 4.9, 5.1, 5};
    const Comparison c = compared(cell_of("a", shares, waits),
                                  cell_of("a", plus(shares, change), plus(waits, slower)));
    CHECK(!c.identical());
    CHECK(c.distinguishable());
    const Movement& better = change_of(c, "attainment").most();
    CHECK(better.tendency == Tendency::better);
    CHECK(better.difference.mean == Approx(0.0204));
    CHECK(better.p < 0.001);
    CHECK(better.before == Approx(0.912));
    CHECK(change_of(c, "latency_ms_mean").most().tendency == Tendency::worse);
    CHECK(change_of(c, "latency_ms_mean").overall() == Tendency::worse);
}

TEST_CASE("noise is different and cannot be told apart", "[comparison]") {
    const Comparison c =
        compared(cell_of("a", shares, waits), cell_of("a", plus(shares, {0.01, -0.01}), waits));
    CHECK(!c.identical());
    CHECK(!c.distinguishable());
    CHECK(change_of(c, "attainment").overall() == Tendency::indistinguishable);
    CHECK(change_of(c, "latency_ms_mean").overall() == Tendency::same);
}

TEST_CASE("p-values are Holm's over everything that is tested", "[comparison]") {
    const Values small = {0.004, 0.012, 0.006, 0.011, 0.002};  // p = 0.02 alone
    const auto one = [&](size_t others) {
        std::vector<LedgerCell> before = {cell_of("a@x=0", shares, {1})};
        std::vector<LedgerCell> after = {cell_of("a@x=0", plus(shares, small), {1})};
        for (size_t i = 1; i <= others; ++i) {
            before.push_back(cell_of("a@x=" + std::to_string(i), shares, {1}));
            after.push_back(before.back());
        }
        return change_of(compare(ledger_of(before), ledger_of(after)), "attainment").most();
    };
    const Movement alone = one(0);
    CHECK(alone.tendency == Tendency::better);
    CHECK(one(1).p == Approx(2 * alone.p));
    CHECK(one(9).tendency == Tendency::indistinguishable);
}

TEST_CASE("a quantile is compared as a run prints it, and not at all without enough data",
          "[comparison]") {
    const auto with_p99 = [](const Values& replications, double pooled) {
        LedgerCell cell{"a", "f", "n", {replications}};
        cell.pooled["latency_ms_p99"] = pooled;
        return Ledger{"s", {}, {"latency_ms_p99"}, {cell}};
    };
    const Ledger before = with_p99(waits, 99);
    const Comparison enough = compare(before, with_p99(plus(waits, {5, 5.2, 4.9}), 104.5));
    const Movement& most = change_of(enough, "latency_ms_p99").most();
    CHECK(most.before == 99);
    CHECK(most.after == 104.5);
    CHECK(most.difference.mean == Approx(5.5));
    CHECK(most.difference.high - most.difference.low < 1);
    CHECK(most.tendency == Tendency::worse);
    const Comparison few = compare(before, with_p99(plus(waits, {5, 5.2, 4.9}), nan));
    const Change& change = change_of(few, "latency_ms_p99");
    CHECK(change.most().tendency == Tendency::insufficient);
    CHECK(change.overall() == Tendency::insufficient);
    CHECK(change.tested() == 0);
    CHECK(!change.untestable());
    CHECK(!few.distinguishable());
    CHECK(!few.identical());
}

TEST_CASE("a number that never varies is different when it differs", "[comparison]") {
    const Values five(5, 5.0);
    const Values six(5, 6.0);
    const Comparison c = compared(cell_of("a", shares, five), cell_of("a", shares, six));
    const Movement& most = change_of(c, "latency_ms_mean").most();
    CHECK(most.p == 0);
    CHECK(most.tendency == Tendency::worse);
    CHECK(most.ratio() == Approx(1.2));
}

TEST_CASE("where means are all that is known nothing can be told apart", "[comparison]") {
    const Comparison c = compared(cell_of("a", {0.5}, {0}), cell_of("a", shares, Values(5, 0.0)));
    const Movement& most = change_of(c, "attainment").most();
    CHECK(!most.tested);
    CHECK(most.tendency == Tendency::indistinguishable);
    CHECK(most.after == Approx(0.912));
    CHECK(change_of(c, "latency_ms_mean").overall() == Tendency::same);
}

TEST_CASE("nothing says that what cannot be tested is noise", "[comparison]") {
    const auto with = [](const Values& tested) {
        const Ledger before =
            ledger_of({cell_of("a@x=1", shares, {1}), cell_of("a@x=2", {0.5}, {1})});
        return compare(before,
                       ledger_of({cell_of("a@x=1", tested, {1}), cell_of("a@x=2", {0.6}, {1})}));
    };
    CHECK(with(shares).distinguishable());
    CHECK(change_of(with(shares), "attainment").untestable());
    const Comparison noisy = with(plus(shares, {0.01, -0.01}));
    CHECK(!noisy.distinguishable());
    CHECK(!change_of(noisy, "attainment").untestable());
}

TEST_CASE("cells of one side only, and other requests behind the same numbers", "[comparison]") {
    const Ledger before = ledger_of({cell_of("a", shares, waits), cell_of("b", shares, waits),
                                     cell_of("c", shares, waits), cell_of("d", shares, waits)});
    Ledger after = before;
    after.cells[0].name = "e";
    after.cells[1].fingerprint = "other";
    after.cells[2].numbers = "other";
    const Comparison c = compare(before, after);
    CHECK(c.only_before == std::vector<std::string>{"a"});
    CHECK(c.only_after == std::vector<std::string>{"e"});
    CHECK(c.other_requests == std::vector<std::string>{"b"});
    CHECK(c.other_numbers == std::vector<std::string>{"c"});
    Ledger of_other_metrics = after;
    of_other_metrics.digested = DigestedRows{{"attainment"}, {}};
    CHECK(compare(before, of_other_metrics).other_numbers.empty());
    CHECK(!c.identical());
    CHECK(c.distinguishable());
    after.cells[0].name = "a";
    CHECK(!compare(before, after).identical());
    CHECK(!compare(before, after).distinguishable());
}

TEST_CASE("what was measured on one side only is different", "[comparison]") {
    const Values none(5, std::nan(""));
    const Comparison c = compared(cell_of("a", shares, none), cell_of("a", shares, waits));
    CHECK(change_of(c, "latency_ms_mean").overall() == Tendency::different);
    CHECK(c.distinguishable());
    CHECK(compared(cell_of("a", shares, none), cell_of("a", shares, none)).identical());
}

TEST_CASE("the clearest of a sweep stands for it", "[comparison]") {
    const Values up = {0.020, 0.021, 0.019, 0.020, 0.022};
    const Values more = {0.040, 0.041, 0.039, 0.040, 0.042};
    const Comparison c = compare(
        ledger_of({cell_of("a@x=1", shares, waits), cell_of("a@x=2", shares, waits),
                   cell_of("a@x=3", shares, waits)}),
        ledger_of({cell_of("a@x=1", plus(shares, up), waits),
                   cell_of("a@x=2", plus(shares, more), waits), cell_of("a@x=3", shares, waits)}));
    const Change& change = change_of(c, "attainment");
    CHECK(change.most().at == "x=2");
    CHECK(change.moved() == 2);
    CHECK(change.distinguishable() == 2);
    CHECK(change.count(Tendency::same) == 1);
}

TEST_CASE("two policies of one result are compared point by point", "[comparison]") {
    const Ledger both = ledger_of({cell_of("a@x=1", shares, waits), cell_of("b@x=1", waits, shares),
                                   cell_of("a@x=2", shares, waits)});
    const Ledger a = of_policy(both, "a", "b");
    REQUIRE(a.cells.size() == 2);
    CHECK(a.cells[1].name == "b@x=2");
    CHECK(compare(a, of_policy(both, "b", "b")).cells == 1);
    CHECK(of_policy(both, "c", "b").cells.empty());
}

}  // namespace mdisim
