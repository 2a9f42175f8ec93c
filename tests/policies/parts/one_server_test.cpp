#include "policies/parts/one_server.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

namespace mdisim {
namespace {

TEST_CASE("one server: a single model that is always in time is worth its accuracy", "[policies]") {
    CHECK(one_server_optimum({{1, 0.7}}, 5, 0.4).effective_accuracy == Approx(0.7));
}

TEST_CASE("one server: late answers are worth nothing, but take their time", "[policies]") {
    // In time only with no work ahead. The server is busy 2 p of the time, and a request finds it
    // idle with the chance 1 - 2 p + p, since the last step of a run is over when it arrives.
    const double p = 0.3;
    CHECK(one_server_optimum({{2, 1.0}}, 2, p).effective_accuracy ==
          Approx((1 - 2 * p) / (1 - p)).epsilon(1e-9));
}

TEST_CASE("one server: the slower model where there is time, the faster where not", "[policies]") {
    const OneServerOptimum best = one_server_optimum({{1, 0.7}, {3, 0.76}, {5, 0.78}}, 12, 0.25);
    CHECK(best.model_at(0) == 2);
    CHECK(best.model_at(11) == 0);
    CHECK(best.model_at(1000) == 0);
    for (int64_t work = 0; work < 11; ++work) CHECK(best.model_at(work) >= best.model_at(work + 1));
    CHECK(best.effective_accuracy == Approx(0.762976667).epsilon(1e-8));
}

}  // namespace
}  // namespace mdisim
