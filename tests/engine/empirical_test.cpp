#include "sim/engine/empirical.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/engine/law.hpp"

namespace mdisim {
namespace {

Empirical of(std::vector<double> samples) {
    Empirical law;
    law.samples = std::move(samples);
    return law;
}
Empirical between(std::vector<double> samples) {
    Empirical law = of(std::move(samples));
    law.between = true;
    return law;
}
Empirical with_tail(Empirical law, double share, Law beyond) {
    law.tail = Tail{share, {std::move(beyond)}};
    return law;
}

const std::vector<double> tied = {3, 1, 3, 8, 3};

TEST_CASE("the sample of rank ceil(u n) is drawn, ties as often as they are there", "[empirical]") {
    const Sampler sampler{Law(of(tied))};
    CHECK(sampler.score() == Score::uniform);
    std::map<double, int> drawn;
    double sum = 0;
    constexpr int n = 5000;
    for (int i = 0; i < n; ++i) {
        const double x = sampler.quantile((i + 0.5) / n);
        ++drawn[x];
        sum += x;
    }
    CHECK(drawn == std::map<double, int>{{1, 1000}, {3, 3000}, {8, 1000}});
    CHECK(sum / n == 3.6);
    // A share of k / n is that of sample k, and what is above it that of the next.
    CHECK(sampler.quantile(0.2) == 1);
    CHECK(sampler.quantile(std::nextafter(0.2, 1)) == 3);
    CHECK(sampler.quantile(0x1p-53) == 1);
    CHECK(sampler.quantile(1 - 0x1p-53) == 8);
    CHECK(mean(of(tied)) == 3.6);
    CHECK(sd(of(tied)) == Approx(std::sqrt((2.6 * 2.6 + 3 * 0.6 * 0.6 + 4.4 * 4.4) / 5)));
    CHECK(infimum(of(tied)) == 1);
    CHECK(chance(of(tied), 0.9).below == 0);
    CHECK(chance(of(tied), 1).below == 0.2);
    CHECK(chance(of(tied), 3).below == 0.8);
    CHECK(chance(of(tied), 3).above == Approx(0.2));
    CHECK(chance(of(tied), 8).above == 0);
    CHECK(Sampler(Law(of({7}))).quantile(0.3) == 7);
}

TEST_CASE("between samples, quantiles are those of numpy", "[empirical]") {
    const Law law = between(tied);
    const Sampler sampler(law);
    // numpy.quantile([3, 1, 3, 8, 3], [0.1, 0.25, 0.5, 0.8, 0.95])
    CHECK(sampler.quantile(0.1) == Approx(1.8));
    CHECK(sampler.quantile(0.25) == 3);
    CHECK(sampler.quantile(0.5) == 3);
    CHECK(sampler.quantile(0.8) == Approx(4.0));
    CHECK(sampler.quantile(0.95) == Approx(7.0));
    CHECK(mean(law) == Approx((2 + 3 + 3 + 5.5) / 4));
    CHECK(chance(law, 2).below == Approx(0.125));
    CHECK(chance(law, 3).below == Approx(0.75));
    CHECK(chance(law, 5.5).below == Approx(0.875));
    CHECK(chance(law, 8).below == 1);
    CHECK(Sampler(Law(between({7}))).quantile(0.3) == 7);
    CHECK(mean(between({7})) == 7);
}

TEST_CASE("a tail continues the data, and changes nothing below it", "[empirical]") {
    const Law law = with_tail(of({10, 20, 30, 40}), 0.25, Exponential{8});
    const Sampler sampler(law);
    const Sampler plain{Law(of({10, 20, 30, 40}))};
    for (const double u : {0.01, 0.3, 0.7, 0.75}) CHECK(sampler.quantile(u) == plain.quantile(u));
    CHECK(sampler.quantile(0.875) == Approx(30 + 8 * std::log(2)));
    CHECK(sampler.quantile(1 - 0x1p-53) > 200);
    double before = 0;
    for (double u = 0.001; u < 1; u += 0.001) {
        CHECK(sampler.quantile(u) >= before);
        before = sampler.quantile(u);
    }
    CHECK(mean(law) == Approx((10 + 20 + 30 + 38) / 4.0));
    CHECK(chance(law, 29.9).below == 0.5);
    CHECK(chance(law, 30).below == 0.75);
    CHECK(chance(law, 38).above == Approx(0.25 * std::exp(-1)));
    CHECK(infimum(law) == 10);
}

TEST_CASE("mean and sd are those of the quantiles, whatever the form", "[empirical]") {
    const std::vector<double> samples = {4, 9, 1, 1, 7, 30, 2.5};
    const Law laws[] = {of(samples), between(samples), with_tail(of(samples), 0.2, Exponential{3}),
                        with_tail(between(samples), 0.33, Uniform{0, 5})};
    for (const Law& law : laws) {
        CHECK_NOTHROW(validate(law));
        const Sampler sampler(law);
        constexpr int n = 700'000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; ++i) {
            const double x = sampler.quantile((i + 0.5) / n);
            sum += x;
            squares += x * x;
        }
        CHECK(sum / n == Approx(mean(law)).epsilon(1e-4));
        CHECK(std::sqrt(squares / n - sum / n * (sum / n)) == Approx(sd(law)).epsilon(1e-3));
        // The distribution function is the inverse of the quantiles.
        for (double u = 0.013; u < 1; u += 0.0317) {
            CHECK(chance(law, sampler.quantile(u)).below >= u - 1e-12);
            CHECK(chance(law, sampler.quantile(u) - 1e-9).below <= u);
            const Chance c = chance(law, sampler.quantile(u));
            CHECK(c.below + c.above == Approx(1));
        }
    }
}

TEST_CASE("sorting samples beforehand changes no value", "[empirical]") {
    Empirical law = of(tied);
    Empirical sorted = law;
    sort_samples(sorted);
    CHECK(sorted.sorted.size() == 5);
    CHECK(in_numbers(law) == in_numbers(sorted));
    CHECK(in_numbers(law) != in_numbers(between(tied)));
    CHECK(in_numbers(law) != in_numbers(of({1, 3, 3, 8})));
    CHECK(in_numbers(law) != in_numbers(with_tail(of(tied), 0.1, Constant{1})));
    for (double u : {0.1, 0.5, 0.9}) {
        CHECK(Sampler(Law(law)).quantile(u) == Sampler(Law(sorted)).quantile(u));
    }
}

TEST_CASE("a coefficient of variation scales the deviations of samples", "[empirical]") {
    const Law law = with_cv(of({10, 20, 30}), 0.1);
    CHECK(mean(law) == Approx(20));
    CHECK(sd(law) == Approx(2));
    const Sampler sampler(with_cv(of({1, 20, 99}), 2));
    CHECK(sampler.quantile(0.1) == 0);
    CHECK(sampler.quantile(0.9) > 99);
    CHECK(with_cv(of({10, 20, 30}), 0).index() == Law(Constant{}).index());
    CHECK(with_cv(of({5, 5}), 0.1).index() == Law(Constant{}).index());
    CHECK_THROWS_AS(with_cv(with_tail(of(tied), 0.1, Constant{1}), 0.5), UserError);
}

TEST_CASE("points may stand above each other", "[empirical]") {
    const Law law = Empirical{{{10, 0}, {20, 0.25}, {20, 0.75}, {40, 1}}};
    CHECK_NOTHROW(validate(law));
    const Sampler sampler(law);
    CHECK(sampler.quantile(0.125) == 15);
    for (double u : {0.25, 0.5, 0.75}) CHECK(sampler.quantile(u) == 20);
    CHECK(sampler.quantile(0.875) == 30);
    CHECK(chance(law, 19.999).below == Approx(0.25).margin(1e-3));
    CHECK(chance(law, 20).below == 0.75);
    CHECK(mean(law) == 0.25 * 15 + 0.5 * 20 + 0.25 * 30);
    const Law narrow = with_cv(law, 0.1);
    CHECK(mean(narrow) == Approx(mean(law)));
    CHECK(sd(narrow) == Approx(0.1 * mean(law)));
}

TEST_CASE("what a fitted law is asked for is that of the fit", "[empirical]") {
    Empirical fitted;
    fitted.file = "rtt.csv";
    fitted.fit = FitFamily::lognormal;
    CHECK(awaits_samples(fitted));
    fitted.fitted = {LogNormalLog{3, 0.5}};
    CHECK_FALSE(awaits_samples(fitted));
    const Law law = fitted;
    const Law other = LogNormalLog{3, 0.5};
    CHECK_NOTHROW(validate(law));
    CHECK(mean(law) == mean(other));
    CHECK(sd(law) == sd(other));
    CHECK(infimum(law) == infimum(other));
    CHECK(chance(law, 25).below == chance(other, 25).below);
    CHECK(Sampler(law).score() == Score::normal);
    CHECK(Sampler(law).quantile(0.3) == Sampler(other).quantile(0.3));
    CHECK(in_numbers(with_cv(law, 0.2)) == in_numbers(with_cv(other, 0.2)));
}

TEST_CASE("a law awaits its samples wherever the law with a file is", "[empirical]") {
    Empirical recorded;
    recorded.file = "rtt.csv";
    CHECK(awaits_samples(Law(recorded)));
    CHECK(awaits_samples(Law(Shifted{1, {recorded}})));
    CHECK(awaits_samples(Law(Mixture{{{1, Constant{1}}, {1, recorded}}})));
    CHECK(awaits_samples(Law(with_tail(of(tied), 0.1, recorded))));
    CHECK_FALSE(awaits_samples(Law(of(tied))));
    CHECK_NOTHROW(validate(Law(Shifted{1, {recorded}})));
    recorded.sorted = std::vector<double>{1, 2};
    CHECK_FALSE(awaits_samples(Law(recorded)));
    CHECK(mean(recorded) == 1.5);
}

TEST_CASE("what is no empirical law is refused", "[empirical]") {
    const auto refused = [](auto change) {
        Empirical law = of(tied);
        change(law);
        CHECK_THROWS_AS(validate(Law(law)), UserError);
    };
    refused([](Empirical& law) { law.samples.clear(); });
    refused([](Empirical& law) { law.file = "rtt.csv"; });
    refused([](Empirical& law) { law.points = {{1, 0}, {2, 1}}; });
    refused([](Empirical& law) { law.column = "rtt_ms"; });
    refused([](Empirical& law) { law.fit = FitFamily::gamma; });
    refused([](Empirical& law) { law.samples.push_back(std::nan("")); });
    refused([](Empirical& law) { law.tail = Tail{0, {Constant{1}}}; });
    refused([](Empirical& law) { law.tail = Tail{1, {Constant{1}}}; });
    refused([](Empirical& law) { law.tail = Tail{0.1, {}}; });
    refused([](Empirical& law) { law.tail = Tail{0.1, {Normal{1, 1}}}; });
    refused([](Empirical& law) {
        law = Empirical{{{1, 0}, {2, 1}}};
        law.between = true;
    });
    refused([](Empirical& law) {
        law = {};
        law.file = "rtt.csv";
        law.fit = FitFamily::gamma;
        law.between = true;
    });
    refused([](Empirical& law) {
        law = {};
        law.file = "rtt.csv";
        law.fitted = {Constant{1}};
    });
}

}  // namespace
}  // namespace mdisim
