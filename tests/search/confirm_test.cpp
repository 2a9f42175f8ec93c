// What a search says of where the best is, in questions that are easily answered with more
// certainty than there is.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/search/answer.hpp"
#include "sim/search/question.hpp"
#include "sim/search/search.hpp"
#include "sim/search/space.hpp"
#include "sim/search/tried.hpp"
#include "tests/search/bench.hpp"

namespace mdisim {
namespace {

using namespace testing;

double squared(double x) { return x * x; }

// Two settings without an order, of which the first gains more.
Question two_settings(size_t targets) {
    return {Space({SearchAxis{2, false}}), 0, targets, {1, 0}, 10};
}

}  // namespace

TEST_CASE("a ridge that runs across two axes is followed to its top", "[search]") {
    const Space space({SearchAxis{41}, SearchAxis{41}});
    const size_t top = 31 * 41 + 31;
    size_t told = 0;
    int held = 0;
    for (uint64_t seed = 1; seed <= 100; ++seed) {
        Bench bench{[&](size_t s) {
                        const auto x = static_cast<double>(space.position(0, s));
                        const auto y = static_cast<double>(space.position(1, s));
                        return std::vector{-squared(x - y) - 0.02 * squared(x + y - 62)};
                    },
                    1, 0.1, seed};
        const SearchAnswer answer = find_best({space, 1, 0, {}, 10}, bench.ask());
        held += contains(answer.where, top);
        told += answer.where.size();
        CHECK(5 * runs_of(answer.tried) <= space.size() * 10);
    }
    CHECK(held >= 95);
    CHECK(told <= 100 * 160);
}

TEST_CASE("the peak of one named choice says nothing of where another has its own", "[search]") {
    const Space space({SearchAxis{2, false}, SearchAxis{41}});
    size_t told = 0;
    int both = 0;
    for (uint64_t seed = 1; seed <= 200; ++seed) {
        Bench bench{
            [&](size_t s) {
                const double top = space.position(0, s) == 0 ? 5 : 35;
                return std::vector{-squared(static_cast<double>(space.position(1, s)) - top)};
            },
            1, 0.3, seed};
        const SearchAnswer answer = find_best({space, 1, 0, {}, 10}, bench.ask());
        both += contains(answer.where, size_t{5}) && contains(answer.where, size_t{41 + 35});
        told += answer.where.size();
    }
    CHECK(both >= 186);
    CHECK(told <= 200 * 8);
}

TEST_CASE("a choice is not left out because the search mistook its best number", "[search]") {
    const Space space({SearchAxis{2, false}, SearchAxis{25}});
    // The best number of the second choice had no luck in the replications that the search saw.
    const Ask ask = [&](const std::vector<WantedRuns>& wanted) {
        std::vector<std::vector<Replication>> got;
        for (const WantedRuns& w : wanted) {
            std::vector<Replication>& own = got.emplace_back();
            const auto x = static_cast<double>(space.position(1, w.setting));
            const bool second = space.position(0, w.setting) == 1;
            const double truth = second ? 1 - 2 * std::abs(x - 12) : -squared(x - 3);
            for (uint32_t r = w.from; r < w.to; ++r) {
                const double luck = second && x == 12 && r < 10 ? -4 : 0;
                const double noise = r % 2 == 0 ? 0.01 : -0.01;
                own.push_back({truth + luck + (w.setting % 2 == 0 ? noise : -noise)});
            }
        }
        return got;
    };
    const SearchAnswer answer = find_best({space, 1, 0, {}, 10}, ask);
    CHECK(contains(answer.where, size_t{25 + 12}));
    CHECK(answer.where.size() <= 5);
}

TEST_CASE("a setting that only just meets its target may be the best, whatever means say",
          "[search]") {
    const Space space({SearchAxis{2, false}, SearchAxis{41}});
    int held = 0;
    for (uint64_t seed = 1; seed <= 200; ++seed) {
        Bench bench{[&](size_t s) {
                        const bool second = space.position(0, s) == 1;
                        const auto x = static_cast<double>(space.position(1, s));
                        return std::vector{(second ? 5 : 0) - 0.1 * squared(x - 20),
                                           second ? 0.01 : 3 + 0.1 * x};
                    },
                    0, 0.3, seed};
        const SearchAnswer answer = find_best({space, 1, 1, {}, 10}, bench.ask());
        held += contains(answer.where, size_t{41 + 20});
    }
    CHECK(held >= 190);
}

TEST_CASE("with many targets, one is not found missed by chance", "[search]") {
    int held = 0;
    for (uint64_t seed = 1; seed <= 1000; ++seed) {
        Bench bench{[](size_t s) { return std::vector<double>(20, s == 0 ? 0 : 5); }, 0, 1, seed};
        const SearchAnswer answer = find_best(two_settings(20), bench.ask());
        held += contains(answer.where, size_t{0});
    }
    CHECK(held >= 950);
}

TEST_CASE("a replication that measures nothing shows nothing", "[search]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    Question question = two_settings(1);
    const auto ask_with = [&](auto&& measures) {
        return [=](const std::vector<WantedRuns>& wanted) {
            std::vector<std::vector<Replication>> got;
            for (const WantedRuns& w : wanted) {
                std::vector<Replication>& own = got.emplace_back();
                for (uint32_t r = w.from; r < w.to; ++r)
                    own.push_back({w.setting == 1 || measures(r) ? 1 + 0.1 * (r % 3) : nan});
            }
            return got;
        };
    };
    const auto once = ask_with([](uint32_t r) { return r % 10 != 7; });
    CHECK(contains(find_best(question, once).where, size_t{0}));
    const auto never = ask_with([](uint32_t) { return false; });
    CHECK(find_best(question, never).where == std::vector<size_t>{1});
}

TEST_CASE("if fresh replications show that every setting misses, none is said to meet",
          "[search]") {
    const Ask ask = [](const std::vector<WantedRuns>& wanted) {
        std::vector<std::vector<Replication>> got;
        for (const WantedRuns& w : wanted) {
            std::vector<Replication>& own = got.emplace_back();
            for (uint32_t r = w.from; r < w.to; ++r)
                own.push_back({(r < 10 ? 0.02 : -1) + (r % 2 == 0 ? 0.1 : -0.1)});
        }
        return got;
    };
    const SearchAnswer answer = find_best({Space({SearchAxis{1}}), 0, 1, {1}, 10}, ask);
    CHECK(answer.where.empty());
    CHECK_FALSE(answer.meets);
    CHECK_FALSE(answer.meets_all);
    CHECK(answer.perhaps_none);
}

TEST_CASE("over three axes a peak is found, and the set of where has it", "[search]") {
    const Space space({SearchAxis{11}, SearchAxis{2, false}, SearchAxis{15}, SearchAxis{13}});
    int held = 0;
    size_t told = 0;
    for (uint64_t seed = 1; seed <= 20; ++seed) {
        Bench bench{[&](size_t s) {
                        const auto x = static_cast<double>(space.position(0, s));
                        const auto y = static_cast<double>(space.position(2, s));
                        const auto z = static_cast<double>(space.position(3, s));
                        return std::vector{(space.position(1, s) == 1 ? 1 : 0) - squared(x - 4) -
                                           0.5 * squared(y - 9) - squared(z - 7)};
                    },
                    1, 0.3, seed};
        const SearchAnswer answer = find_best({space, 1, 0, {}, 10}, bench.ask());
        const size_t top = ((size_t{4} * 2 + 1) * 15 + 9) * 13 + 7;
        held += contains(answer.where, top);
        told += answer.where.size();
        CHECK(5 * runs_of(answer.tried) <= space.size() * 10);
    }
    CHECK(held >= 18);
    CHECK(told <= 20 * space.size() / 3);
}

// Of 2,000 requests of which 1.2 in a thousand fail, none fails 9 times in 100.
TEST_CASE("that no failure was seen does not show that there are none", "[search]") {
    constexpr double requests = 200;
    int held = 0;
    for (uint64_t seed = 1; seed <= 1000; ++seed) {
        const Bench draws{[](size_t) { return std::vector<double>{}; }, 0, 1, seed};
        const Ask ask = [&](const std::vector<WantedRuns>& wanted) {
            std::vector<std::vector<Replication>> got;
            for (const WantedRuns& w : wanted) {
                std::vector<Replication>& own = got.emplace_back();
                for (uint32_t r = w.from; r < w.to; ++r) {
                    // Poisson's number of failures, of mean 0.24; the other setting has none.
                    const double draw = normal_below(draws.noise(w.setting, 0, r));
                    const double failures = w.setting == 1 || draw < 0.7866 ? 0
                                            : draw < 0.9754                 ? 1
                                                                            : 2;
                    own.push_back({0.001 - failures / requests, requests});
                }
            }
            return got;
        };
        Question question = two_settings(1);
        question.means = {{0, -0.999, 0.001}};
        held += contains(find_best(question, ask).where, size_t{1});
    }
    CHECK(held >= 950);
}

TEST_CASE("replications that agree exactly are as certain as their requests are many", "[search]") {
    // Of n requests none failed; the target is at most 1 %: 0.99^n is the chance of that.
    const auto margin = [](double n) { return PerReplication{{0.01, 0.01}, -0.99, 0.01, n}; };
    CHECK_FALSE(shows_gain(margin(297), 0.05));
    CHECK(shows_gain(margin(300), 0.05));
    CHECK_FALSE(shows_gain(margin(300), 0.01));
    CHECK(shows_gain(margin(460), 0.01));
    CHECK_FALSE(shows_gain(margin(460).negated(), 0.5));
    // What no request changes is certain, and so is what no request takes below 0.
    CHECK(shows_gain({{0.01, 0.01}}, 1e-9));
    CHECK(shows_gain({{1.5, 1.5}, 1, 2, 10}, 1e-9));
    CHECK_FALSE(shows_gain({{0, 0}}, 0.4));
    CHECK(will_show_gain(margin(100), 8, 0.05));
    CHECK_FALSE(will_show_gain(margin(100), 4, 0.05));
}

TEST_CASE("of ten thousand settings few are tried", "[search]") {
    const Space space({SearchAxis{100}, SearchAxis{100}});
    Question question{space, 1, 1, {}, 4};
    Bench bench{[&](size_t s) {
                    const auto x = static_cast<double>(space.position(0, s));
                    const auto y = static_cast<double>(space.position(1, s));
                    return std::vector{-x - 1.7 * y, x + 2 * y - 120.5};
                },
                0, 0.1};
    const SearchAnswer answer = find_best(question, bench.ask());
    CHECK(contains(answer.where, answer.best));
    CHECK(20 * runs_of(answer.tried) <= space.size() * 4);
}

}  // namespace mdisim
