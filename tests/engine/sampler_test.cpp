// Quantiles of every kind of law. Closed forms are exact to rounding; tables (gamma, mixture) have
// an error, stated here: 2e-7 sd for gamma laws of cv up to 2, 1e-6 of the value up to cv 1/2, 4e-6
// sd for mixtures that overlap. Where a mixture jumps, the jump is smeared over one knot, 1/64 of a
// normal score.
#include <algorithm>
#include <bit>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

struct Example {
    const char* name;
    Law law;
    Score score;
    double error_in_sd = 1e-9;  // of the quantile
};

const std::vector<Example>& examples() {
    static const std::vector<Example> all = {
        {"constant", Constant{7}, Score::none},
        {"uniform", Uniform{2, 8}, Score::uniform},
        {"exponential", Exponential{3}, Score::exponential},
        {"normal", Normal{-4, 2}, Score::normal},
        {"truncated far below", TruncatedNormal{100, 10}, Score::normal},
        {"truncated below", TruncatedNormal{50, 10}, Score::uniform},
        {"truncated, mean = sd", TruncatedNormal{20, 20}, Score::uniform},
        {"truncated above the mean", TruncatedNormal{-20, 20}, Score::uniform},
        {"truncated far above the mean", TruncatedNormal{-60, 20}, Score::uniform},
        {"lognormal", LogNormal{100, 80}, Score::normal},
        {"lognormal by logs", LogNormalLog{1, 0.5}, Score::normal},
        {"gamma, cv 0.1", Gamma{100, 10}, Score::normal, 2e-7},
        {"gamma, cv 1", Gamma{100, 100}, Score::normal, 2e-7},
        {"gamma, cv 2", Gamma{100, 200}, Score::normal, 2e-7},
        {"empirical", Empirical{{{10, 0}, {20, 0.5}, {50, 1}}}, Score::uniform},
        {"empirical with atom and gap", Empirical{{{10, 0.2}, {20, 0.5}, {30, 0.5}, {50, 1}}},
         Score::uniform},
        {"samples", Empirical{{}, {30, 10, 30, 20}}, Score::uniform},
        {"Weibull", Weibull{9, 1.7}, Score::exponential},
        {"Weibull with a long tail", Weibull{9, 0.6}, Score::exponential},
        {"shifted Weibull", Shifted{5, {Weibull{9, 3}}}, Score::exponential},
        {"mixture", Mixture{{{1, Normal{2, 2}}, {3, Gamma{10, 3}}}}, Score::normal, 4e-6},
        {"hyperexponential", Mixture{{{1, Exponential{1}}, {1, Exponential{9}}}}, Score::normal,
         4e-6},
        {"shifted line", Shifted{5, {Exponential{3}}}, Score::exponential},
        {"shifted curve", Shifted{-5, {LogNormal{10, 3}}}, Score::normal},
        {"shifted cut", Shifted{0.1, {TruncatedNormal{20, 20}}}, Score::uniform},
        {"shifted table", Shifted{5, {Gamma{10, 3}}}, Score::normal, 2e-7},
        {"shifted steps", Shifted{5, {Empirical{{{10, 0.2}, {20, 1}}}}}, Score::uniform},
        {"shifted twice", Shifted{5, {Shifted{-2, {Gamma{10, 3}}}}}, Score::normal, 2e-7},
    };
    return all;
}

// Uniforms evenly, and far into both tails.
std::vector<double> probes() {
    std::vector<double> u;
    for (int i = 1; i < 1000; ++i) u.push_back(i / 1000.0 + 1e-5);
    for (double tail = 1e-9; tail < 1e-3; tail *= 1.5) {
        u.push_back(tail);
        u.push_back(1 - tail);
    }
    return u;
}

// Whether the law has share u at or below x, asked in the nearer tail.
bool reaches(const Law& law, double x, double u) {
    const Chance c = chance(law, x);
    return u < 0.5 ? c.below >= u : c.above <= 1 - u;
}

double exact_gamma(double cv, double z) {
    const boost::math::gamma_distribution<> law(1 / (cv * cv), cv * cv);
    const double tail = cdf(boost::math::normal(), -std::fabs(z));
    return z < 0 ? quantile(law, tail) : quantile(complement(law, tail));
}

bool same_bits(double a, double b) {
    return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b);
}

}  // namespace

TEST_CASE("the moments of a law's quantiles are its mean and sd", "[sampler]") {
    constexpr int n = 100'000;
    for (const Example& e : examples()) {
        const Sampler sampler(e.law);
        double sum = 0, squares = 0;
        for (int i = 0; i < n; ++i) {
            const double deviation = sampler.quantile((i + 0.5) / n) - mean(e.law);
            sum += deviation;
            squares += deviation * deviation;
        }
        INFO(e.name);
        CHECK(sum / n == Approx(0).margin(3e-5 * sd(e.law)));
        CHECK(std::sqrt(squares / n) == Approx(sd(e.law)).epsilon(1e-3));
    }
}

TEST_CASE("the quantile inverts chance within its stated error", "[sampler]") {
    for (const Example& e : examples()) {
        const Sampler sampler(e.law);
        const double error = e.error_in_sd * sd(e.law) + 1e-15;
        std::string wrong;
        for (double u : probes()) {
            const double x = sampler.quantile(u);
            const bool enough = reaches(e.law, x + error, u);
            const bool too_much = reaches(e.law, x - error, u * (1 + 1e-9) + 1e-12);
            if (!enough || too_much) wrong = std::to_string(u) + " gives " + std::to_string(x);
        }
        INFO(e.name);
        CHECK(wrong == "");
    }
}

TEST_CASE("the quantile never falls as the uniform rises", "[sampler]") {
    constexpr int n = 1 << 17;
    for (const Example& e : examples()) {
        const Sampler sampler(e.law);
        int falls = 0;
        double previous = sampler.quantile(0x1p-53);
        for (int i = 1; i <= n; ++i) {
            const double x = sampler.quantile(i < n ? i / static_cast<double>(n) : 1 - 0x1p-53);
            falls += x < previous;
            previous = x;
        }
        INFO(e.name);
        CHECK(falls == 0);
        CHECK(std::isfinite(previous));
    }
}

TEST_CASE("laws share scores of few kinds", "[sampler]") {
    for (const Example& e : examples()) {
        INFO(e.name);
        CHECK(Sampler(e.law).score() == e.score);
    }
}

TEST_CASE("a score is a standard quantile, in columns as one by one", "[sampler]") {
    CHECK(score_of(Score::none, 0.3) == 0);
    CHECK(score_of(Score::uniform, 0.3) == 0.3);
    CHECK(score_of(Score::exponential, 0.3) == Approx(-std::log1p(-0.3)).epsilon(1e-15));
    CHECK(score_of(Score::normal, 0.3) == normal_quantile(0.3));
    const std::vector<double> u = probes();
    for (Score score : {Score::none, Score::uniform, Score::exponential, Score::normal}) {
        std::vector<double> scores(u.size(), -1);
        score_column(score, u.data(), u.size(), scores.data());
        int wrong = 0;
        for (size_t i = 0; i < u.size(); ++i) wrong += scores[i] != score_of(score, u[i]);
        CHECK(wrong == 0);
    }
}

TEST_CASE("fill gives the bits of value, for every length and in place", "[sampler]") {
    const std::vector<double> all = probes();
    std::vector<double> u;
    for (size_t i = 0; i < column_size; ++i) u.push_back(all[i * all.size() / column_size]);
    for (const Example& e : examples()) {
        const Sampler sampler(e.law);
        std::vector<double> scores(column_size);
        score_column(sampler.score(), u.data(), column_size, scores.data());
        int wrong = 0;
        for (size_t n = 0; n <= column_size; ++n) {
            std::vector<double> out = scores;
            sampler.fill(n % 2 == 0 ? scores.data() : out.data(), n, out.data());
            for (size_t i = 0; i < n; ++i) wrong += !same_bits(out[i], sampler.value(scores[i]));
            for (size_t i = n; i < column_size; ++i) wrong += out[i] != scores[i];
        }
        INFO(e.name);
        CHECK(wrong == 0);
        CHECK_THROWS_AS(sampler.fill(scores.data(), column_size + 1, nullptr), InternalError);
    }
}

TEST_CASE("columns of quantiles have their bits too, where exponentials overflow", "[sampler]") {
    const std::vector<double> all = probes();
    std::vector<Law> laws = {LogNormalLog{700, 5}, LogNormalLog{-700, 5}, LogNormalLog{0, 200}};
    for (const Example& e : examples()) laws.push_back(e.law);
    for (const Law& law : laws) {
        const Sampler sampler(law);
        int wrong = 0;
        for (size_t from = 0; from < all.size(); from += column_size) {
            const size_t n = std::min(column_size, all.size() - from);
            double out[column_size];
            sampler.quantiles(all.data() + from, n, out);
            for (size_t i = 0; i < n; ++i)
                wrong += !same_bits(out[i], sampler.quantile(all[from + i]));
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("affine laws are a line in their score", "[sampler]") {
    const auto is_line = [](const Law& law, double offset, double slope) {
        const Sampler s(law);
        const auto fits = [&](double score) { return s.value(score) == offset + slope * score; };
        return fits(0) && fits(1) && fits(-2.5) && fits(4);
    };
    CHECK(is_line(Constant{7}, 7, 0));
    CHECK(is_line(Uniform{2, 8}, 2, 6));
    CHECK(is_line(Exponential{3}, 0, 3));
    CHECK(is_line(Normal{-4, 2}, -4, 2));
    CHECK(is_line(TruncatedNormal{100, 10}, 100, 10));
    CHECK(is_line(Shifted{5, {Normal{-4, 2}}}, 1, 2));
    for (const Law& law : {Law(TruncatedNormal{20, 20}), Law(Gamma{20, 20})}) {
        const Sampler curved(law);
        const double offset = curved.value(0);
        CHECK_FALSE(is_line(law, offset, curved.value(1) - offset));
    }
    CHECK(Sampler().value(0.7) == 0);
}

TEST_CASE("a law without spread is a constant", "[sampler]") {
    for (const Law& law : std::vector<Law>{
             Uniform{5, 5}, Normal{5, 0}, TruncatedNormal{5, 0}, LogNormal{5, 0}, Gamma{5, 0},
             LogNormalLog{std::log(5), 0}, Mixture{{{1, Constant{5}}, {2, Gamma{5, 0}}}},
             Shifted{2, {Constant{3}}}}) {
        INFO("kind " << law.index());
        const Sampler sampler(law);
        CHECK(sampler.score() == Score::none);
        CHECK(sampler.quantile(0.01) == Approx(5).epsilon(1e-15));
        CHECK(sampler.quantile(0.99) == sampler.quantile(0.01));
    }
}

TEST_CASE("the table of a gamma law keeps its stated error", "[sampler]") {
    for (double cv : {0.1, 0.2, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0}) {
        const Sampler sampler(Gamma{1, cv});
        double absolute = 0, relative = 0;
        for (int i = -8200; i <= 8200; i += 5) {
            const double z = i * 1e-3;
            const double exact = exact_gamma(cv, z);
            const double error = std::fabs(sampler.value(z) - exact);
            absolute = std::max(absolute, error / cv);
            relative = std::max(relative, error / exact);
        }
        INFO("cv " << cv);
        CHECK(absolute < 2e-7);
        if (cv <= 0.5) CHECK(relative < 1e-6);
    }
}

TEST_CASE("a mixture's jump is smeared over one knot at most", "[sampler]") {
    for (const Law& law :
         std::vector<Law>{Mixture{{{9, TruncatedNormal{100, 20}}, {1, Gamma{500, 100}}}},
                          Mixture{{{1, Normal{0, 1}}, {1, Normal{100, 1}}}},
                          Mixture{{{1, Constant{0}}, {3, Exponential{10}}}},
                          Mixture{{{1, Constant{0}}, {1, Constant{1}}}}}) {
        const Sampler sampler(law);
        int wrong = 0;
        for (double z = -6; z <= 6; z += 0.01) {
            const double x = sampler.value(z);
            wrong += !reaches(law, x + 1e-5, normal_below(z - 1.0 / 64));
            wrong += reaches(law, x - 1e-5, normal_below(z + 1.0 / 64));
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("the truncated normal is the parent's quantile beyond zero", "[sampler]") {
    using boost::math::normal;
    for (double parent : {8.0, 3.0, 1.0, 0.0, -1.0, -3.0, -5.9}) {
        const Sampler sampler(TruncatedNormal{parent * 20, 20});
        const normal law(parent * 20, 20);
        const double mass = cdf(complement(law, 0.0));
        for (double u : {1e-6, 0.01, 0.5, 0.9, 0.999999}) {
            INFO("parent's mean over sd " << parent << ", u " << u);
            CHECK(sampler.quantile(u) ==
                  Approx(quantile(complement(law, (1 - u) * mass))).epsilon(1e-10).margin(1e-9));
        }
    }
}

TEST_CASE("laws of positive values have no negative quantile", "[sampler]") {
    const double least = 0x1p-53;
    for (double cv : {0.1, 0.5, 1.0, 2.0, 4.0}) {
        INFO("cv " << cv);
        CHECK(Sampler(Gamma{100, 100 * cv}).quantile(least) >= 0);
        CHECK(Sampler(LogNormal{100, 100 * cv}).quantile(least) >= 0);
        CHECK(Sampler(Exponential{cv}).quantile(least) >= 0);
    }
    double lowest = 1;
    for (double parent = -5.9; parent < 12; parent += 0.01) {
        const Sampler sampler(TruncatedNormal{parent, 1});
        double out = -1;
        const double score = score_of(sampler.score(), least);
        sampler.fill(&score, 1, &out);
        lowest = std::min({lowest, sampler.quantile(least), out});
    }
    CHECK(lowest >= 0);
}

TEST_CASE("an empirical quantile is the point above which a share lies", "[sampler]") {
    const Sampler sampler(Empirical{{{10, 0.2}, {20, 0.5}, {30, 0.5}, {50, 1}}});
    const struct {
        double u, value;
    } known[] = {{1e-15, 10}, {0.1, 10}, {0.2, 10}, {0.35, 15}, {0.5, 30}, {0.75, 40}, {1, 50}};
    for (const auto& [u, value] : known) CHECK(sampler.quantile(u) == Approx(value).epsilon(1e-14));
    CHECK(sampler.quantile(std::nextafter(0.5, 0.0)) == Approx(20).epsilon(1e-12));
    CHECK(Sampler(Empirical{{{1, 0}, {2, 1}}}).quantile(0.25) == 1.25);
}

TEST_CASE("a sweep keeps the quantile: more mean, more of everything", "[sampler]") {
    const std::vector<Law (*)(double)> sweeps = {
        [](double m) -> Law { return Exponential{m}; },
        [](double m) -> Law {
            return Normal{m, 10};
        },
        [](double m) -> Law {
            return TruncatedNormal{m, 10};
        },
        [](double m) -> Law {
            return LogNormal{m, m / 2};
        },
        [](double m) -> Law {
            return Gamma{m, m / 2};
        },
        [](double m) -> Law {
            return Mixture{{{1, Gamma{m, m / 2}}, {1, Normal{m, 5}}}};
        },
    };
    for (size_t kind = 0; kind < sweeps.size(); ++kind) {
        const Sampler less(sweeps[kind](40)), more(sweeps[kind](41));
        int wrong = 0;
        for (double u : probes()) wrong += !(less.quantile(u) < more.quantile(u));
        INFO("sweep " << kind);
        CHECK(wrong == 0);
    }
}

}  // namespace mdisim
