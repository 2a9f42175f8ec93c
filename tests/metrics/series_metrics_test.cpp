#include "sim/metrics/series_metrics.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/metrics/interval.hpp"
#include "tests/support/times.hpp"

namespace mdisim {
namespace {

using testing::at_ms;

constexpr Duration window = testing::lasting_s(2);
const Grading a_and_b{{"A", "B"}, {0.5, 0.75}, {0.25}, 4};
constexpr Span whole{{0}, {4'000'000'000}};

void add(Series& series, int64_t created_ms, uint16_t model, Answer answer, bool on_time,
         int64_t latency_ms = 0) {
    Outcome o;
    o.created = at_ms(created_ms);
    o.model = model;
    o.phone_model = answer == Answer::phone ? uint16_t{0} : no_model;
    o.answer = answer;
    o.on_time = on_time;
    o.latency = Duration{latency_ms * 1'000'000};
    series.add(o);
}

// Two windows: five requests in the first, one in the second.
Series two_windows() {
    Series series(window, 2, 1);
    add(series, 0, 0, Answer::cloud, true, 10);
    add(series, 100, 1, Answer::cloud, true, 20);
    add(series, 200, 1, Answer::cloud, false, 60);
    add(series, 300, 1, Answer::phone, true, 30);
    add(series, 400, 0, Answer::none, false);
    add(series, 3000, 0, Answer::cloud, true, 50);
    series.state(at_ms(0), at_ms(1000), {6, 4, 4, 2, 0});
    series.state(at_ms(1000), at_ms(2000), {0, 1, 4, 2, 1});
    series.state(at_ms(2000), at_ms(4000), {0, 3, 6, 3, 1});
    return series;
}

Metric metric(const std::vector<Series>& replications, const std::string& name,
              const Span& span = whole) {
    const std::vector<Metric> all = summarise(replications, span, a_and_b);
    const std::vector<MetricInfo> infos = series_infos(a_and_b);
    REQUIRE(all.size() == infos.size());
    for (size_t m = 0; m < infos.size(); ++m) {
        if (infos[m].name == name) return all[m];
    }
    throw std::invalid_argument(name);
}

double value(const std::string& name, const Span& span = whole) {
    return metric({two_windows()}, name, span).interval.mean;
}

}  // namespace

TEST_CASE("metrics of a window are what their names say", "[series_metrics]") {
    const Span first{at_ms(0), at_ms(2000)};
    CHECK(value("rate_per_s", first) == 2.5);
    CHECK(value("attainment", first) == 0.6);
    CHECK(value("effective_accuracy", first) == (0.5 + 0.75 + 0.25) / 5);
    CHECK(value("dropped", first) == 0.2);
    CHECK(value("latency_ms_mean", first) == 30);
    CHECK(value("waiting_mean", first) == 3);
    CHECK(value("utilisation", first) == 5.0 / 8);
    CHECK(value("replicas_mean", first) == 2);
    CHECK(value("usage.A", first) == 0.4);
    CHECK(value("usage.B", first) == 0.6);
    CHECK(value("active.A", first) == 0.5);
    CHECK(value("active.B", first) == 0.5);
}

TEST_CASE("over several windows counts and integrals are added up before they are divided",
          "[series_metrics]") {
    CHECK(value("rate_per_s") == 1.5);
    CHECK(value("attainment") == 4.0 / 6);  // not the mean of 3/5 and 1
    CHECK(value("latency_ms_mean") == 34);
    CHECK(value("utilisation") == 11.0 / 20);
    CHECK(value("replicas_mean") == 2.5);
    CHECK(value("active.B") == 0.75);
}

TEST_CASE("where nothing was, nothing is measured", "[series_metrics]") {
    Series quiet(window, 2, 1);
    quiet.state(at_ms(0), at_ms(4000), {0, 0, 2, 2, no_model});
    const auto of = [&](const std::string& name) { return metric({quiet}, name).interval.mean; };
    CHECK(of("rate_per_s") == 0);
    CHECK(of("utilisation") == 0);
    CHECK(of("waiting_mean") == 0);
    for (const char* name : {"attainment", "effective_accuracy", "latency_ms_mean", "dropped",
                             "usage.A", "active.A", "active.B"}) {
        CAPTURE(name);
        CHECK(std::isnan(of(name)));
    }
    Series unwatched(window, 2, 1);
    add(unwatched, 3000, 0, Answer::cloud, true, 50);
    for (const char* name : {"waiting_mean", "utilisation", "replicas_mean", "active.A"}) {
        CAPTURE(name);
        CHECK(std::isnan(metric({unwatched}, name).interval.mean));
    }
}

TEST_CASE("the interval is of the replications in which there was something", "[series_metrics]") {
    Series quiet(window, 2, 1);
    quiet.state(at_ms(0), at_ms(4000), {0, 0, 2, 2, no_model});
    const Metric utilisation = metric({two_windows(), quiet}, "utilisation");
    CHECK(utilisation.interval.mean == Approx(11.0 / 40));
    const Metric latency = metric({two_windows(), quiet, two_windows()}, "latency_ms_mean");
    CHECK(latency.interval.mean == 34);
    REQUIRE(latency.replications.size() == 3);
    CHECK(std::isnan(latency.replications[1]));
    // Where all agree, a share has the interval of its counts.
    const Interval share = metric({two_windows(), two_windows()}, "attainment").interval;
    const Interval exact = clopper_pearson(8, 12);
    CHECK(share.low == exact.low);
    CHECK(share.high == exact.high);
}

TEST_CASE("windows are those that every replication has", "[series_metrics]") {
    Series longer = two_windows();
    add(longer, 9000, 0, Answer::cloud, true, 50);
    CHECK(spans_of({}).empty());
    CHECK(spans_of({longer}).size() == 5);
    const std::vector<Span> spans = spans_of({longer, two_windows()});
    REQUIRE(spans.size() == 2);
    CHECK((spans[1] == Span{at_ms(2000), at_ms(4000)}));
    const Metric rate = metric({longer, two_windows()}, "rate_per_s", {at_ms(8000), at_ms(10'000)});
    CHECK(rate.interval.mean == 0.5);
    CHECK(std::isnan(rate.replications[1]));  // it ended before
}

TEST_CASE("every metric of a series is described, once", "[series_metrics]") {
    std::set<std::string> names;
    for (const MetricInfo& info : series_infos(a_and_b)) {
        CHECK(names.insert(info.name).second);
        CHECK(!info.title.empty());
        CHECK(!info.doc.empty());
    }
    CHECK(names.contains("usage.B"));
    CHECK(names.contains("active.A"));
    // What has the name of a metric of whole runs is called as that is.
    for (const MetricInfo& info : series_infos(a_and_b)) {
        for (const MetricInfo& other : metric_infos(a_and_b)) {
            if (info.name != other.name) continue;
            CHECK(info.title == other.title);
            CHECK(info.unit == other.unit);
            CHECK(info.better == other.better);
        }
    }
}

}  // namespace mdisim
