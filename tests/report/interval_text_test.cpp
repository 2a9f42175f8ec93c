#include "sim/report/interval_text.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

#include "sim/metrics/metrics.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

std::string percent(const Interval& i) { return interval_text(i, 100, 2, "nothing"); }

TEST_CASE("an interval that reaches as far to both sides is shown with ±", "[interval_text]") {
    CHECK(percent({0.9, 0.89, 0.91}) == "90.00 ±1.00");
    CHECK(percent({0.9, 0.889, 0.91}) == "90.00 ±1.10");  // the longer side
    CHECK(percent({0.9, 0.89, 0.911}) == "90.00 ±1.10");
    CHECK(percent({0.9, 0.9, 0.9}) == "90.00");
    CHECK(percent({nan, nan, nan}) == "nothing");
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(percent({0.9, -infinity, infinity}) == "90.00");
}

TEST_CASE("an interval that reaches further to one side is shown by its ends", "[interval_text]") {
    CHECK(percent({0.9998, 0.9971, 0.99999}) == "99.98 [99.71, 100.00]");
    CHECK(percent({1, 0.9963, 1}) == "100.00 [99.63, 100.00]");
    CHECK(interval_text({2, 1.2, 3.6}, 1, 1, "") == "2.0 [1.2, 3.6]");
    // What cannot be told apart as it is printed is as far.
    CHECK(percent({1, 0.99996, 1}) == "100.00 ±0.00");
}

TEST_CASE("with ± no interval seems to leave its bounds", "[interval_text]") {
    // One that ± would carry beyond 0 reaches at least twice as far up.
    for (double error = 0.001; error < 3; error *= 1.1) {
        const double mean = 1;
        const std::vector<double> values = {mean - error, mean + error, mean};
        const Interval i = student_interval(values, from_zero);
        const std::string text = spread_text(i, [](double x) { return short_number(x, 6); });
        CAPTURE(error, text);
        CHECK((text.starts_with("±") ? i.mean - i.half_width() >= 0 : text.starts_with("[")));
    }
}

}  // namespace
}  // namespace mdisim
