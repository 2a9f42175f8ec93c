#include "sim/report/rulings.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "sim/judge/ledger.hpp"
#include "sim/metrics/metrics.hpp"
#include "tests/judge/made_up_ledger.hpp"

namespace mdisim {
namespace {

using namespace testing;

const Ledger before = ledger_of({cell_of("a@x=1", {0.5, 0.5, 0.5}, {10, 11, 12}),
                                 cell_of("a@x=2", {0.7, 0.7, 0.7}, {10, 11, 12}),
                                 cell_of("b@x=1", {0.5, 0.6, 0.7}, {10, 11, 12})});

Ledger noisy() {
    Ledger after = before;
    after.cells[2].values[0] = {0.6, 0.5, 0.7};
    return after;
}
Ledger worse() {
    Ledger after = noisy();
    after.cells[1].values[0] = {0.6, 0.6, 0.6};
    return after;
}

Assessment assessed(const Ledger& after, Tolerance tolerance) {
    return assessment_of(compare(before, after), "set/made_up", "s.json", tolerance);
}

const Ruling& ruling_on(const Assessment& assessment, const std::string& subject) {
    for (const Ruling& ruling : assessment.rulings) {
        if (ruling.subject == subject) return ruling;
    }
    throw std::invalid_argument(subject);
}

}  // namespace

TEST_CASE("whatever moved fails, unless noise is tolerated", "[rulings]") {
    CHECK(assessed(before, Tolerance::none).passed());
    CHECK(assessed(before, Tolerance::none).headline == "identical, 3 cells");
    CHECK(!assessed(noisy(), Tolerance::none).passed());
    CHECK(assessed(noisy(), Tolerance::noise).passed());
    CHECK(assessed(noisy(), Tolerance::noise).headline ==
          "1 metric moved, not distinguishably; 3 cells");
    CHECK(!assessed(worse(), Tolerance::noise).passed());
}

TEST_CASE("a ruling says how much and where", "[rulings]") {
    const Assessment assessment = assessed(worse(), Tolerance::noise);
    const Ruling& a = ruling_on(assessment, "a attainment");
    CHECK(!a.passed);
    CHECK(a.shown);
    CHECK(a.text ==
          "1 of 2 points moved; of 1 tested 1 worse; most at x=2: 0.7 -> 0.6, -0.1, x 0.8571: "
          "worse");
    CHECK(a.numbers.find("moved")->items.size() == 1);
    const Ruling& b = ruling_on(assessment, "b attainment");
    CHECK(b.passed);
    CHECK(b.shown);
    CHECK_THAT(b.text, Catch::StartsWith("0.6 -> 0.6, 0") && Catch::Contains("not distinguish"));
    CHECK(!ruling_on(assessment, "b latency_ms_mean").shown);
}

TEST_CASE("cells that are not in both fail in any case, and many are not all named", "[rulings]") {
    Ledger after = before;
    for (int i = 0; i < 6; ++i) {
        after.cells.push_back(cell_of("c@x=" + std::to_string(i), {1, 1, 1}, {1, 1, 1}));
    }
    const Assessment assessment = assessed(after, Tolerance::noise);
    CHECK(!assessment.passed());
    CHECK(ruling_on(assessment, "only now").text ==
          "6 cells: c@x=0, c@x=1, c@x=2, c@x=3 and 2 more");
}

TEST_CASE("the tracked numbers are each policy's mean over the sweep", "[rulings]") {
    const std::vector<TrackedNumber> tracked = tracked_in(before);
    REQUIRE(tracked.size() == 4);
    CHECK(tracked[0].name == "a attainment");
    CHECK(tracked[0].value.mean == Approx(0.6));
    CHECK(tracked[0].better == Better::higher);
    CHECK(tracked[1].name == "a latency_ms_mean");
    CHECK(tracked[1].unit == "ms");
    CHECK(tracked[1].better == Better::lower);
}

}  // namespace mdisim
