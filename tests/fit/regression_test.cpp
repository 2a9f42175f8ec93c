#include "sim/fit/regression.hpp"

#include <catch2/catch.hpp>

#include "sim/describe/error.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

// Plain least squares: a line through all rows.
constexpr FitOptions through_all{.cut = 0, .test_share = 0};

double uniform(uint64_t i) { return uniform_of(random_lanes(3, {{}, 0, 0, 0, i}).lane[0]); }

std::string refusal_of(const Measurements& rows) {
    try {
        fit(rows);
    } catch (const UserError& error) {
        return error.problems().front().what;
    }
    return "";
}

TEST_CASE("four points whose line is known by hand", "[fit]") {
    // Sums: n 4, x 10, y 28, xx 30, xy 77; slope (4 x 77 - 10 x 28) / (4 x 30 - 100) = 1.4.
    Measurements rows({"x"});
    const double x[] = {1, 2, 3, 4};
    const double y[] = {6, 5, 7, 10};
    for (size_t i = 0; i < 4; ++i) rows.add({&x[i], 1}, y[i]);
    const FittedLine line = fit(rows, through_all).line;
    CHECK(line.slopes.front() == Approx(1.4).epsilon(1e-12));
    CHECK(line.intercept == Approx(3.5).epsilon(1e-12));
    // Off by 1.1, 1.3, 0.7 and 0.9.
    const double error = (1.1 / 6 + 1.3 / 5 + 0.7 / 7 + 0.9 / 10) / 4;
    CHECK(mean_absolute_percentage_error(line, rows) == Approx(error).epsilon(1e-12));
}

TEST_CASE("a feature that follows from another is refused, or shares its slope", "[fit]") {
    Measurements rows({"width", "height"});
    for (uint64_t i = 0; i < 40; ++i) {
        const double width = 100 * uniform(i);
        const double both[] = {width, 0.75 * width};
        rows.add(both, 3 + 2 * width);
    }
    CHECK_THAT(refusal_of(rows), Catch::Contains("follows from the others"));
    FitOptions options = through_all;
    options.dependent = Dependent::share;
    const FittedLine line = fit(rows, options).line;
    const double at[] = {200, 150};
    CHECK(line.at(at) == Approx(403).epsilon(1e-9));
    CHECK(line.slopes[0] > 0);
    CHECK(line.slopes[1] > 0);
}

TEST_CASE("a plane is found exactly, however far its features lie apart", "[fit]") {
    Measurements rows({"bytes", "width", "share"});
    for (uint64_t i = 0; i < 200; ++i) {
        const double f[] = {1e7 * uniform(3 * i), 5000 * uniform(3 * i + 1), uniform(3 * i + 2)};
        rows.add(f, 36 + 1e-4 * f[0] - 0.02 * f[1] + 7 * f[2]);
    }
    const Fit fitted = fit(rows);
    CHECK(fitted.line.intercept == Approx(36).epsilon(1e-9));
    CHECK(fitted.line.slopes[0] == Approx(1e-4).epsilon(1e-9));
    CHECK(fitted.line.slopes[1] == Approx(-0.02).epsilon(1e-9));
    CHECK(fitted.line.slopes[2] == Approx(7).epsilon(1e-9));
    CHECK(fitted.train_error < 1e-9);
    CHECK(fitted.test_error < 1e-9);
    CHECK(fitted.validation_error < 1e-9);
    CHECK(fitted.dropped == 20);
    CHECK(fitted.used == 180);
}

TEST_CASE("outliers are dropped from both ends before a line is fitted", "[fit]") {
    Measurements rows({"x"});
    for (uint64_t i = 0; i < 100; ++i) {
        const double x = static_cast<double>(i);
        rows.add({&x, 1}, 100 + 2 * x);
    }
    const double middle = 50;
    for (const double wild : {1e6, 2e6, -1e6}) rows.add({&middle, 1}, wild);
    CHECK(fit(rows).line.slopes.front() == Approx(2).epsilon(1e-9));
    CHECK(fit(rows, through_all).line.intercept > 1000);
}

TEST_CASE("validation errors are of data the line has not seen", "[fit]") {
    // A level of 100 with a spread of 10 evenly: the mean absolute error about it is 5.
    Measurements rows({"x"});
    for (uint64_t i = 0; i < 4000; ++i) {
        const double x = uniform(2 * i);
        rows.add({&x, 1}, 90 + 20 * uniform(2 * i + 1));
    }
    FitOptions all;
    all.cut = 0;
    const Fit fitted = fit(rows, all);
    CHECK(fitted.dropped == 0);
    CHECK(fitted.train_error == Approx(0.05).margin(0.002));
    CHECK(fitted.test_error == Approx(0.05).margin(0.003));
    CHECK(fitted.validation_error == Approx(0.05).margin(0.002));
    CHECK(fitted.validation_error >= fitted.train_error);
}

TEST_CASE("a feature that never changes is refused by name, and nothing is divided by its range",
          "[fit]") {
    Measurements rows({"bytes", "height"});
    for (uint64_t i = 0; i < 100; ++i) {
        const double f[] = {uniform(i), 331};
        rows.add(f, f[0]);
    }
    CHECK(refusal_of(rows) ==
          "no line can be fitted: the feature 'height' is the same in all 72 measurements");
}

TEST_CASE("features that say the same thing are refused with their rank", "[fit]") {
    Measurements rows({"width", "height"});
    for (uint64_t i = 0; i < 100; ++i) {
        const double f[] = {uniform(i), 0.75 * uniform(i) + 3};
        rows.add(f, f[0]);
    }
    const std::string why = refusal_of(rows);
    CHECK_THAT(why, Catch::Contains("'width', 'height'"));
    CHECK_THAT(why, Catch::Contains("(rank 2 of 3)"));
}

// One value in all rows, in the features and in what is measured: a range of zero on either side.
TEST_CASE("what is constant is never divided by its range", "[fit]") {
    Measurements flat({"x"});
    for (uint64_t i = 0; i < 100; ++i) {
        const double x = uniform(i);
        flat.add({&x, 1}, 7);
    }
    FitOptions all;
    all.cut = 0;
    const Fit fitted = fit(flat, all);  // a level, exactly
    CHECK(fitted.line.intercept == Approx(7).epsilon(1e-12));
    CHECK(fitted.line.slopes.front() == Approx(0).margin(1e-12));
    CHECK(fitted.train_error == Approx(0).margin(1e-12));

    Measurements same({"x"});
    const double x = 3;
    for (uint64_t i = 0; i < 100; ++i) same.add({&x, 1}, uniform(i));
    const std::string why = refusal_of(same);
    CHECK_THAT(why, Catch::Contains("the feature 'x' is the same in all"));
    CHECK_THROWS_AS(fit(same, through_all), UserError);
}

TEST_CASE("too few measurements are refused", "[fit]") {
    Measurements rows({"x"});
    const double x = 1;
    rows.add({&x, 1}, 1);
    CHECK(refusal_of(rows) == "no line can be fitted: 1 measurements for 2 coefficients");
}

TEST_CASE("a measurement of zero has no percentage and is left out of the error", "[fit]") {
    Measurements rows({"x"});
    const double x[] = {0, 1, 2};
    for (double each : x) rows.add({&each, 1}, each);
    CHECK(mean_absolute_percentage_error({1, {1}}, rows) == Approx(0.75));
}

}  // namespace
}  // namespace mdisim
