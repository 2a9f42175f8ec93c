#include "sim/metrics/precision.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {

TEST_CASE("chi_squared_quantile agrees with the oracle and a published table", "[precision]") {
    for (double degrees : {1.0, 2.0, 9.0, 19.0, 99.0, 1000.0}) {
        const boost::math::chi_squared law(degrees);
        for (double p : {0.001, 0.05, 0.1, 0.5, 0.9, 0.999}) {
            INFO(degrees << " degrees, p " << p);
            CHECK(chi_squared_quantile(p, degrees) == Approx(quantile(law, p)).epsilon(1e-9));
        }
    }
    // Any table of chi-squared: 10 % points of 9 and 19 degrees of freedom.
    CHECK(chi_squared_quantile(0.1, 9) == Approx(4.168).margin(0.0005));
    CHECK(chi_squared_quantile(0.1, 19) == Approx(11.651).margin(0.0005));
    CHECK_THROWS_AS(chi_squared_quantile(0, 9), InternalError);
}

TEST_CASE("after ten replications 2.2 times the naive number is needed", "[precision]") {
    const Interval twice = {0, -0.2, 0.2};
    const double naive = 10 * 4;
    CHECK(replications_needed(twice, 10, 0.1) ==
          std::ceil(naive * 9 / chi_squared_quantile(0.1, 9)));
    CHECK(replications_needed(twice, 10, 0.1) / naive == Approx(2.2).margin(0.05));
    CHECK(replications_needed(twice, 1000, 0.1) / 4000 == Approx(1.06).margin(0.01));
    CHECK(replications_needed(twice, 10, 0.2) == 10);
    // The longer side is what has to become shorter.
    CHECK(replications_needed({0, -0.1, 0.2}, 10, 0.1) == replications_needed(twice, 10, 0.1));
    CHECK_THROWS_AS(replications_needed(twice, 1, 0.1), InternalError);
}

TEST_CASE("the number that is needed suffices in 9 of 10 samples", "[precision]") {
    constexpr uint32_t samples = 400;
    constexpr double asked = 0.2;
    int suffices = 0;
    int naive_does = 0;
    for (uint32_t s = 0; s < samples; ++s) {
        const auto half_of = [&](size_t n) {
            std::vector<double> x;
            for (size_t r = 0; r < n; ++r) {
                const Lanes lanes = random_lanes(23, {{}, 0, 0, s, r});
                x.push_back(normal_quantile(uniform_of(lanes.lane[0])));
            }
            return student_interval(x);
        };
        const Interval first = half_of(10);
        const double naive = std::ceil(10 * std::pow(first.half_width() / asked, 2));
        naive_does += half_of(static_cast<size_t>(naive)).half_width() <= asked;
        const double needed = replications_needed(first, 10, asked);
        suffices += half_of(static_cast<size_t>(needed)).half_width() <= asked;
    }
    CHECK(suffices / double(samples) == Approx(0.9).margin(0.07));
    CHECK(naive_does < 0.7 * samples);
}

}  // namespace mdisim
