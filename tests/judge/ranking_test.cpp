#include "sim/judge/ranking.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "tests/judge/made_up_ledger.hpp"

namespace mdisim {
namespace {

using namespace testing;

const std::vector<std::string> three = {"a", "b", "c"};

Ledger ledger_of_three() {
    const Values none = {1, 1, 1, 1};
    return ledger_of(
        {cell_of("a@x=1", {0.1, 0.2, 0.1, 0.2}, none), cell_of("b@x=1", {0.5, 0.6, 0.5, 0.6}, none),
         cell_of("c@x=1", {0.4, 0.7, 0.4, 0.7}, none), cell_of("a@x=2", {0.9, 0.8, 0.9, 0.8}, none),
         cell_of("b@x=2", {0.5, 0.4, 0.5, 0.4}, none),
         cell_of("c@x=2", {0.1, 0.0, 0.1, 0.0}, none)});
}

TEST_CASE("policies are ranked at every point, the best first", "[ranking]") {
    const Rankings all =
        rankings_of(ledger_of_three(), "attainment", BestIs::highest, three, TestFamily::point);
    CHECK(all.together == 3);
    REQUIRE(all.points.size() == 2);
    CHECK(all.points[0].at == "x=1");
    CHECK(all.points[1].policies[0].policy == "a");
    CHECK(all.points[1].policies[0].value == Approx(0.85));
    // Their differences are the same in every replication, so the order is certain.
    for (size_t i = 0; i < 3; ++i) {
        CHECK(all.points[1].policies[i].rank.first == i + 1);
        CHECK(all.points[1].policies[i].rank.last == i + 1);
    }
    // b and c differ by 0.1 and -0.1 in turn.
    CHECK(all.points[0].policies[2].policy == "a");
    CHECK(all.points[0].policies[2].rank.first == 3);
    CHECK(all.points[0].policies[0].rank.last == 2);
    const Rankings lowest =
        rankings_of(ledger_of_three(), "attainment", BestIs::lowest, three, TestFamily::point);
    CHECK(lowest.points[1].policies[0].policy == "c");
    CHECK(lowest.points[1].policies[0].rank.lead.mean == Approx(0.4));
}

TEST_CASE("the family of all points is larger, and its intervals are wider", "[ranking]") {
    const auto width = [](TestFamily family) {
        const Rankings all =
            rankings_of(ledger_of_three(), "attainment", BestIs::highest, three, family);
        return all.points[0].policies[0].rank.lead.half_width();
    };
    const std::vector<double> d = {0.1, -0.1, 0.1, -0.1};
    CHECK(width(TestFamily::point) == Approx(simultaneous_interval(d, 3).half_width()));
    CHECK(width(TestFamily::all) == Approx(simultaneous_interval(d, 6).half_width()));
    CHECK(rankings_of(ledger_of_three(), "attainment", BestIs::highest, three, TestFamily::all)
              .together == 6);
}

TEST_CASE("what has no value of every replication is left out", "[ranking]") {
    Ledger ledger = ledger_of_three();
    ledger.cells[0].values[0][2] = nan;
    ledger.cells[1].values[0] = {0.5};
    const Rankings all =
        rankings_of(ledger, "attainment", BestIs::highest, three, TestFamily::point);
    CHECK(all.points[0].left_out == std::vector<std::string>{"a", "b"});
    CHECK(all.points[0].policies.empty());
    CHECK(all.points[1].policies.size() == 3);
    // A quantile over all replications is what is shown, if there is data enough for it.
    ledger = ledger_of_three();
    ledger.cells[3].pooled["attainment"] = nan;
    ledger.cells[4].pooled["attainment"] = 0.44;
    const Rankings pooled =
        rankings_of(ledger, "attainment", BestIs::highest, {"a", "b", "c"}, TestFamily::point);
    CHECK(pooled.points[1].left_out == std::vector<std::string>{"a"});
    CHECK(pooled.points[1].policies[0].value == 0.44);
}

}  // namespace
}  // namespace mdisim
