// The accuracy of two answers combined: by hand, and as the law it is meant to be.
#include "sim/measure/ensemble.hpp"

#include <algorithm>

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/measure/grading.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

TEST_CASE("a share of the better answer's mistakes is repaired", "[measure]") {
    CHECK(combined_accuracy(0.8, 0.4, 0.25) == Approx(0.85));
    CHECK(combined_accuracy(0.4, 0.8, 0.25) == Approx(0.85));
    CHECK(combined_accuracy(0.8, 0.4, 0) == 0.8);
    CHECK(combined_accuracy(1, 0.4, 0.25) == 1);
}

TEST_CASE("nobody repairs more than it gets right itself", "[measure]") {
    CHECK(combined_accuracy(0.2, 0.1, 0.5) == Approx(0.3));
    CHECK(combined_accuracy(0.7, 0, 0.5) == 0.7);
}

TEST_CASE("combined answers are right more often than either, and more with better ones",
          "[measure]") {
    for (int gain = 1; gain <= 10; ++gain) {
        for (int a = 1; a < 20; ++a) {
            for (int b = 1; b < 20; ++b) {
                const double both = combined_accuracy(a / 20.0, b / 20.0, gain / 10.0);
                CHECK(both > std::max(a, b) / 20.0);
                CHECK(both <= 1);
                CHECK(both <= (a + b) / 20.0 + 1e-12);
                CHECK(combined_accuracy((a + 1) / 20.0, b / 20.0, gain / 10.0) >= both - 1e-12);
            }
        }
    }
}

TEST_CASE("accuracies count every pair of models by itself", "[measure]") {
    Tally t(2, 2);
    t.expect_combined();
    const auto answered = [&](Answer answer, uint16_t cloud, uint16_t phone) {
        Outcome o;
        o.model = cloud;
        o.phone_model = phone;
        o.answer = answer;
        o.on_time = true;
        t.add(o, true);
    };
    answered(Answer::both, 0, 1);
    answered(Answer::both, 1, 0);
    answered(Answer::both, 1, 0);
    answered(Answer::cloud, 1, 0);
    t.bound.combined[1] = 3;
    t.bound.phone[0] = 1;
    const Grading grading{{"A", "B"}, {0.6, 0.8}, {0.4, 0.5}, 0, {}, 0.5};
    Tally twice = t;
    twice.merge(t);
    for (const Tally& tally : {t, twice}) {
        // A and the phone's second 0.8, B and its first 0.9.
        CHECK(effective_accuracy(tally, grading) == Approx((0.8 + 2 * 0.9 + 0.8) / 4));
        CHECK(bound_accuracy(tally, grading) == Approx((3 * 0.8 + 0.4) / 4));
    }
    CHECK(twice.latencies.total() == 8);
}

}  // namespace mdisim
