#include "sim/judge/samples.hpp"

#include <catch2/catch.hpp>

#include "sim/metrics/interval.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {
namespace {

Sample sample(const std::string& where, const std::vector<double>& values) {
    return {where, "", 0, values, student_interval(values), anything};
}

}  // namespace

TEST_CASE("samples are subtracted replication by replication", "[samples]") {
    const Sample d = difference(sample("here", {5, 7, 9}), sample("there", {1, 3, 5, 100}));
    CHECK(d.where == "here");
    CHECK(d.values == std::vector<double>{4, 4, 4});
    CHECK(d.interval.low == 4);
    CHECK(d.interval.high == 4);
    CHECK_FALSE(difference(sample("", {1, 2}), Sample()).measured());
}

TEST_CASE("an average is of as many replications as all samples have", "[samples]") {
    const Sample mean = average({sample("a", {1, 2, 3}), sample("b", {3, 6})});
    CHECK(mean.values == std::vector<double>{2, 4});
    CHECK(mean.interval.mean == 3);
}

TEST_CASE("what a check asks for is both its sides, of the whole run or of windows", "[samples]") {
    Check check;
    check.metric = "attainment";
    check.plus = {"dropped"};
    CHECK(asked_by(check) == std::vector<Asked>{{"attainment"}, {"dropped"}});
    check.against.emplace();
    check.against->metric = "latency_ms_mean";
    CHECK(asked_by(check).back() == Asked{"latency_ms_mean"});
    check.against->during_s = {1, 2};
    CHECK(asked_by(check).back().stretch == Stretch::part);
    check.along = time_axis;
    CHECK(asked_by(check).front().stretch == Stretch::every_window);
}

}  // namespace mdisim
