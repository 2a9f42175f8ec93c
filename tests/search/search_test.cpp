// Searches of functions that are known in closed form, with noise that is known, too: do they find
// what is there, is what they say of it true as often as they say, and do they ask for little?
#include "sim/search/search.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/search/answer.hpp"
#include "sim/search/question.hpp"
#include "sim/search/space.hpp"
#include "tests/search/bench.hpp"

namespace mdisim {
namespace {

using namespace testing;

Space line_of(size_t settings) { return Space({SearchAxis{settings}}); }

Question peak_of(size_t settings) { return {line_of(settings), 1, 0, {}, 10}; }

// Fewest of something, such as replicas, with a target.
Question fewest_of(size_t settings) {
    Question question{line_of(settings), 0, 1, {}, 10};
    for (size_t s = 0; s < settings; ++s) question.known_gain.push_back(-static_cast<double>(s));
    return question;
}

double square(double x) { return x * x; }

Bench parabola(double top, double curvature, double own_sd, uint64_t seed) {
    return {
        [=](size_t s) { return std::vector{-curvature * square(static_cast<double>(s) - top)}; }, 1,
        own_sd, seed};
}

// The interval of the first number over replications.
Interval interval_of(Bench& bench, const WantedRuns& wanted) {
    std::vector<double> values;
    const auto got = bench.ask()({wanted});
    for (const Replication& r : got.front()) values.push_back(r[0]);
    return student_interval(values);
}

// How often in so many seeds.
template <class True>
int count_of_seeds(uint64_t seeds, True&& is_true) {
    int count = 0;
    for (uint64_t seed = 1; seed <= seeds; ++seed) count += is_true(seed);
    return count;
}

}  // namespace

TEST_CASE("fewest that meet a target are found by bisection, whatever the limit", "[search]") {
    for (size_t limit = 1; limit < 64; ++limit) {
        const double least = static_cast<double>(limit) - 0.5;
        Bench bench{[=](size_t s) { return std::vector{0.1 * (static_cast<double>(s) - least)}; },
                    0.01, 0.02, limit};
        const SearchAnswer answer = find_best(fewest_of(64), bench.ask());
        CHECK(answer.best == limit);
        CHECK(answer.where == std::vector{limit});
        CHECK(answer.meets);
        CHECK(answer.targets == Shape::monotone);
        CHECK_FALSE(answer.perhaps_none);
        CHECK(runs_of(answer.tried) == bench.runs);
        CHECK(5 * runs_of(answer.tried) <= 64 * 10);
    }
}

TEST_CASE("a margin may fall along an axis as well as rise", "[search]") {
    Question question = fewest_of(64);
    for (double& gain : question.known_gain) gain = -gain;  // the most
    Bench bench{[](size_t s) { return std::vector{17.5 - static_cast<double>(s)}; }, 0.1, 0.1};
    const SearchAnswer answer = find_best(question, bench.ask());
    CHECK(answer.best == 17);
    CHECK(answer.where == std::vector<size_t>{17});
}

TEST_CASE("a limit that noise hides is told as a range, which holds it", "[search]") {
    uint64_t runs = 0;
    size_t told = 0;
    const int held = count_of_seeds(300, [&](uint64_t seed) {
        Bench bench{[](size_t s) { return std::vector{0.02 * (static_cast<double>(s) - 20.3)}; },
                    0.03, 0.04, seed};
        const SearchAnswer answer = find_best(fewest_of(64), bench.ask());
        runs += runs_of(answer.tried);
        told += answer.where.size();
        return contains(answer.where, size_t{21});
    });
    CHECK(held >= 279);
    CHECK(told <= 300 * 16);
    CHECK(runs / 300 * 5 <= 64 * 10);
}

TEST_CASE("the best of a function with one peak is found", "[search]") {
    for (const size_t top : {0, 1, 13, 50, 77, 99, 100}) {
        Bench bench = parabola(static_cast<double>(top), 0.01, 0.001, top + 1);
        const SearchAnswer answer = find_best(peak_of(101), bench.ask());
        CHECK(answer.best == top);
        CHECK(contains(answer.where, top));
        CHECK(answer.where.size() <= 3);
        CHECK(answer.goal == Shape::one_peak);
        CHECK(5 * runs_of(answer.tried) <= 101 * 10);
    }
}

TEST_CASE("how good the best is, and where it is, is true as often as is said", "[search]") {
    for (const double own_sd : {0.3, 1.0}) {
        int held = 0;
        size_t told = 0;
        const int where = count_of_seeds(1000, [&](uint64_t seed) {
            Bench bench = parabola(47.4, 0.005, own_sd, seed);
            const SearchAnswer answer = find_best(peak_of(101), bench.ask());
            const Interval interval = interval_of(bench, {answer.best, 10, 20});
            const double truth = bench.truth(answer.best).front();
            held += interval.low <= truth && truth <= interval.high;
            told += answer.where.size();
            return contains(answer.where, size_t{47});
        });
        CHECK(told <= 1000 * (own_sd < 1 ? 30u : 60u));
        CHECK(held >= 930);
        CHECK(held <= 975);
        CHECK(where >= 930);
    }
}

// Of 51 equal settings, the one that looks best is by 2.3 standard errors better than it is.
TEST_CASE("the winner of many that are equal is not praised for its luck", "[search]") {
    double praise = 0;
    int held = 0;
    int held_naively = 0;
    int kept = 0;
    for (uint64_t seed = 1; seed <= 1000; ++seed) {
        Bench bench{[](size_t) { return std::vector{0.0}; }, 0, 1, seed};
        Question question{Space({SearchAxis{51, false}}), 1, 0, {}, 10};
        const SearchAnswer answer = find_best(question, bench.ask());
        const Interval naive = interval_of(bench, {answer.best, 0, 10});
        praise += naive.mean * std::sqrt(10) / 1000;
        held_naively += naive.low <= 0 && 0 <= naive.high;
        const Interval honest = interval_of(bench, {answer.best, 10, 20});
        held += honest.low <= 0 && 0 <= honest.high;
        kept += contains(answer.where, size_t{0});
    }
    CHECK(praise > 1.5);
    CHECK(held_naively < 800);
    CHECK(held >= 930);
    CHECK(held <= 975);
    CHECK(kept >= 930);
}

TEST_CASE("two peaks are noticed, and every setting is looked at", "[search]") {
    Bench bench{[](size_t s) {
                    const auto x = static_cast<double>(s);
                    return std::vector{std::max(-square(x - 10), 5 - square(x - 52))};
                },
                0.5, 0.1};
    const SearchAnswer answer = find_best(peak_of(61), bench.ask());
    CHECK(answer.goal == Shape::any);
    CHECK(answer.best == 52);
    CHECK(answer.tried.size() == 61);
    CHECK(answer.where == std::vector<size_t>{52});
}

TEST_CASE("a margin that turns is noticed, and every setting is looked at", "[search]") {
    Bench bench{[](size_t s) { return std::vector{4.5 - std::abs(static_cast<double>(s) - 20)}; },
                0.1, 0.1};
    const SearchAnswer answer = find_best(fewest_of(41), bench.ask());
    CHECK(answer.targets == Shape::any);
    CHECK(answer.best == 16);
    CHECK(answer.where == std::vector<size_t>{16});
    CHECK(answer.tried.size() == 41);
}

TEST_CASE("no setting may meet the target, or every one", "[search]") {
    Bench low{[](size_t s) { return std::vector{0.01 * static_cast<double>(s) - 1}; }, 0.01, 0.01};
    const SearchAnswer none = find_best(fewest_of(20), low.ask());
    CHECK_FALSE(none.meets);
    CHECK(none.best == 19);
    CHECK(none.where.empty());
    CHECK(none.perhaps_none);

    Bench high{[](size_t s) { return std::vector{0.01 * static_cast<double>(s) + 1}; }, 0.01, 0.01};
    const SearchAnswer all = find_best(fewest_of(20), high.ask());
    CHECK(all.meets_all);
    CHECK(all.best == 0);
    CHECK(all.where == std::vector<size_t>{0});

    Bench close{[](size_t) { return std::vector{0.0}; }, 0, 1, 3};
    const SearchAnswer open = find_best(fewest_of(20), close.ask());
    CHECK(open.perhaps_none);
    CHECK(open.where.size() > 1);
}

TEST_CASE("where nothing is measured, no target is met and no goal is good", "[search]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    Bench margin{[&](size_t s) { return std::vector{s < 5 ? nan : static_cast<double>(s) - 7.5}; },
                 0.1, 0.1};
    CHECK(find_best(fewest_of(20), margin.ask()).best == 8);
    Bench goal{[&](size_t s) { return std::vector{s < 5 ? nan : -static_cast<double>(s)}; }, 0.1,
               0.1};
    CHECK(find_best(peak_of(20), goal.ask()).best == 5);
}

// A fleet of servers of two kinds, of which one does three times as much and costs four times as
// much.
TEST_CASE("the cheapest of two kinds that together are enough is found", "[search]") {
    const Space space({SearchAxis{13}, SearchAxis{9}});
    const auto kinds = [&](size_t s) {
        return std::pair(static_cast<double>(space.position(0, s)),
                         static_cast<double>(space.position(1, s)));
    };
    Question question{space, 1, 1, {}, 10};
    Bench bench{[&](size_t s) {
                    const auto [slow, fast] = kinds(s);
                    return std::vector{-(slow + 2.9 * fast), slow + 3 * fast - 15.5};
                },
                0, 0.02};
    const SearchAnswer answer = find_best(question, bench.ask());
    const auto [slow, fast] = kinds(answer.best);
    CHECK(slow == 1);
    CHECK(fast == 5);
    CHECK(answer.where == std::vector{answer.best});
    CHECK(5 * runs_of(answer.tried) <= space.size() * 10);
}

TEST_CASE("the cheapest fleet is among those that may be it, however little is certain",
          "[search]") {
    const Space space({SearchAxis{12}, SearchAxis{12}});
    size_t widest = 0;
    const int held = count_of_seeds(200, [&](uint64_t seed) {
        Bench bench{[&](size_t s) {
                        const auto a = static_cast<double>(space.position(0, s));
                        const auto b = static_cast<double>(space.position(1, s));
                        return std::vector{-(2.6 * a + b), 2.3 * a + 1.1 * b - 14.95};
                    },
                    0.05, 0.1, seed};
        const SearchAnswer answer = find_best({space, 1, 1, {}, 10}, bench.ask());
        widest = std::max(widest, answer.where.size());
        // 2.3 x 1 + 1.1 x 11 = 14.4 is not enough, nor is any that costs less than 2 and 10.
        return contains(answer.where, size_t{2 * 12 + 10});
    });
    CHECK(held >= 186);
    CHECK(widest <= 12);
}

TEST_CASE("over two axes a peak is climbed axis by axis", "[search]") {
    const Space space({SearchAxis{21}, SearchAxis{31}});
    Bench bench{
        [&](size_t s) {
            return std::vector{-square(static_cast<double>(space.position(0, s)) - 6) -
                               0.5 * square(static_cast<double>(space.position(1, s)) - 22)};
        },
        1, 0.1};
    const SearchAnswer answer = find_best({space, 1, 0, {}, 10}, bench.ask());
    CHECK(space.position(0, answer.best) == 6);
    CHECK(space.position(1, answer.best) == 22);
    CHECK(contains(answer.where, answer.best));
    CHECK(answer.where.size() <= 9);
    CHECK(5 * runs_of(answer.tried) <= space.size() * 10);
}

TEST_CASE("named choices are compared one by one, each with its own best number", "[search]") {
    const Space space({SearchAxis{3, false}, SearchAxis{41}});
    Bench bench{[&](size_t s) {
                    const auto choice = static_cast<double>(space.position(0, s));
                    const auto x = static_cast<double>(space.position(1, s));
                    return std::vector{3 * choice - 0.05 * square(x - 10 * choice)};
                },
                1, 0.05};
    const SearchAnswer answer = find_best({space, 1, 0, {}, 10}, bench.ask());
    CHECK(space.position(0, answer.best) == 2);
    CHECK(space.position(1, answer.best) == 20);
    for (size_t s : answer.where) CHECK(space.position(0, s) == 2);
}

TEST_CASE("a peak that misses the target gives way to the best that meets it", "[search]") {
    Question question{line_of(101), 1, 1, {}, 10};
    Bench bench{[](size_t s) {
                    const auto x = static_cast<double>(s);
                    return std::vector{-square(x - 60), 40.5 - x};
                },
                0.1, 0.1};
    const SearchAnswer answer = find_best(question, bench.ask());
    CHECK(answer.best == 40);
    CHECK(answer.where == std::vector<size_t>{40});
}

TEST_CASE("a front holds what no other setting beats in both goals", "[search]") {
    // Along the front one goal is bought with the other; the rest is off it.
    Bench bench{[](size_t s) {
                    const double x = static_cast<double>(s % 10);
                    const double off = s < 10 ? 0 : 5;
                    return std::vector{x - off, -x - off};
                },
                0.1, 0.1};
    Question question{Space({SearchAxis{20, false}}), 2, 0, {}, 10};
    const ParetoFront front = find_front(question, bench.ask());
    CHECK(front.on == std::vector<size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(front.perhaps.empty());
    question.targets = 1;
    Bench with_target{[&](size_t s) {
                          std::vector<double> numbers = bench.truth(s);
                          numbers.push_back(static_cast<double>(s % 10) - 6.5);
                          return numbers;
                      },
                      0.1, 0.1};
    CHECK(find_front(question, with_target.ask()).on == std::vector<size_t>{7, 8, 9});
}

}  // namespace mdisim
