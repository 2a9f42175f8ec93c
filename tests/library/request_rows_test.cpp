// Outcomes of single requests as programs get them.
#include <cmath>
#include <cstdint>

#include "mdisim/mdisim.hpp"
#include "tests/library/small_study.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

}  // namespace

TEST_CASE("the requests of a replication add up to its metrics", "[library]") {
    const Results results =
        small_study()
            .policies(
                {"mdinference", R"({"name": "copy", "select": "mdinference", "place": "both"})"})
            .run();
    for (const Row& row : results.rows()) {
        for (uint32_t replication : {0u, 2u}) {
            const auto requests = results.requests(row, 0, 1000, replication);
            REQUIRE(requests.size() == 300);
            double on_time = 0;
            double latency = 0;
            double effective = 0;
            for (size_t i = 0; i < requests.size(); ++i) {
                const RequestRow& r = requests[i];
                CHECK(r.request == i);
                CHECK(r.replication == replication);
                CHECK(r.deadline_ms == row.at()[0].number);
                CHECK_FALSE(r.model.empty());
                CHECK(std::isnan(r.right));
                CHECK(r.phone_model.empty() == (row.policy() == "mdinference"));
                CHECK(std::isnan(r.phone_ms) == r.phone_model.empty());
                if (r.answer == "cloud") {
                    CHECK(r.latency_ms ==
                          Approx(r.uplink_ms + r.wait_ms + r.execution_ms + r.downlink_ms));
                }
                on_time += r.on_time;
                latency += r.latency_ms;
                effective += r.on_time ? r.accuracy : 0;
            }
            const auto is = [&](const char* metric, double sum) {
                CAPTURE(row.policy(), metric, replication);
                CHECK(row.metric(metric).replications[replication] ==
                      Approx(sum / 300).epsilon(1e-9));
            };
            is("attainment", on_time);
            is("latency_ms_mean", latency);
            is("effective_accuracy", effective);
        }
    }
}

TEST_CASE("some requests are those among all, and some are not there", "[library]") {
    const Results results = small_study().run();
    const Row& row = results.rows()[1];
    const auto all = results.requests(row, 0, 300);
    const auto some = results.requests(row, 17, 3);
    REQUIRE(some.size() == 3);
    for (size_t i = 0; i < 3; ++i) {
        CHECK(some[i].request == 17 + i);
        CHECK(some[i].latency_ms == all[17 + i].latency_ms);
        CHECK(some[i].model == all[17 + i].model);
    }
    CHECK(results.requests(row, 299, 10).size() == 1);
    CHECK(results.requests(row, 300, 10).empty());
    const auto problems = problems_of([&] { (void)results.requests(row, 0, 1, 3); });
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].what == "there is no replication 3: there are 3, and the first is 0");
}

}  // namespace mdisim
